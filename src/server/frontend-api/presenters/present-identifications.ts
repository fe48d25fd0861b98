import type {
  BackupCodesJSON,
  EmailAddressJSON,
  ExternalAccountJSON,
  PasskeyJSON,
  PhoneNumberJSON,
  TotpJSON,
  Web3WalletJSON,
} from '../../../protocol/json/user.ts';
import type { VerificationJSON } from '../../../protocol/json/verification.ts';
import type {
  AddedOn,
  EmailAddressRow,
  ExternalAccountRow,
  PasskeyRow,
  PhoneNumberRow,
  TotpRow,
  Web3WalletRow,
} from '../../storage/rows.ts';

/** @param linked connected accounts that have verified the address */
export function presentEmailAddress(
  email: EmailAddressRow,
  verification: VerificationJSON | null,
  linked: readonly ExternalAccountRow[] = [],
): EmailAddressJSON {
  return {
    object: 'email_address',
    id: email.id,
    email_address: email.email,
    reserved: false,
    verification,
    linked_to: linked.map(({ provider, id }) => ({ type: provider, id })),
    matches_sso_connection: false,
    created_at: email.created_at,
    updated_at: email.updated_at,
  };
}

export function presentPhoneNumber(row: PhoneNumberRow, verification: VerificationJSON | null): PhoneNumberJSON {
  return {
    object: 'phone_number',
    id: row.id,
    phone_number: row.phone,
    reserved_for_second_factor: row.reserved_for_second_factor,
    default_second_factor: row.default_second_factor,
    reserved: false,
    verification,
    linked_to: [],
    backup_codes: null,
    created_at: row.created_at,
    updated_at: row.updated_at,
  };
}

/** @param address the address with its checksum */
export function presentWeb3Wallet(
  row: Web3WalletRow,
  address: string,
  verification: VerificationJSON | null,
): Web3WalletJSON {
  return {
    object: 'web3_wallet',
    id: row.id,
    web3_wallet: address,
    ...walletName(row),
    verification,
    created_at: row.created_at,
    updated_at: row.updated_at,
  };
}

function walletName({ added_on: noted }: Web3WalletRow): Pick<Web3WalletJSON, 'wallet_name'> {
  const { wallet_name } = noted === null ? {} : (JSON.parse(noted) as Partial<AddedOn>);
  return wallet_name ? { wallet_name } : {};
}

export function presentPasskey(row: PasskeyRow, verification: VerificationJSON | null): PasskeyJSON {
  return {
    object: 'passkey',
    id: row.id,
    name: row.name,
    last_used_at: row.last_used_at,
    verification,
    created_at: row.created_at,
    updated_at: row.updated_at,
  };
}

export function presentExternalAccount(
  row: ExternalAccountRow,
  verification: VerificationJSON | null,
): ExternalAccountJSON {
  return {
    object: 'external_account',
    id: row.id,
    identification_id: row.id,
    provider: row.provider,
    provider_user_id: row.provider_user_id ?? '',
    approved_scopes: row.approved_scopes,
    email_address: row.email,
    email_address_verified: row.email_verified,
    first_name: row.first_name ?? '',
    last_name: row.last_name ?? '',
    image_url: row.image_url,
    username: row.username,
    phone_number: null,
    public_metadata: {},
    label: null,
    verification,
    created_at: row.created_at,
    updated_at: row.updated_at,
  };
}

/** Details of an authenticator app that the server shows once. */
export interface ShownTotp {
  /** The seed and its URI, in the answer to the request that created them. */
  secret?: string;
  uri?: string;
  backupCodes?: readonly string[] | null;
}

export function presentTotp(row: TotpRow, shown: ShownTotp): TotpJSON {
  return {
    object: 'totp',
    id: row.id,
    secret: shown.secret ?? null,
    uri: shown.uri ?? null,
    verified: row.verified,
    backup_codes: shown.backupCodes ? [...shown.backupCodes] : null,
    created_at: row.created_at,
    updated_at: row.updated_at,
  };
}

export function presentBackupCodes(id: string, codes: readonly string[], now: number): BackupCodesJSON {
  return { object: 'backup_code', id, codes: [...codes], created_at: now, updated_at: now };
}
