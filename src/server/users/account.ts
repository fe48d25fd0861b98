import type { UniformDetails } from '../enumeration/uniform-account.ts';
import type {
  BackupCodeRow,
  EmailAddressRow,
  ExternalAccountRow,
  PasskeyRow,
  PhoneNumberRow,
  TotpRow,
  UserRow,
  Web3WalletRow,
} from '../storage/rows.ts';

/** A user with everything that can prove who they are. It holds verified rows only, the oldest first. */
export interface Account {
  user: UserRow;
  emails: readonly EmailAddressRow[];
  /** The email address that was typed as the identifier; undefined when another kind of identifier was typed. */
  typedEmail: EmailAddressRow | undefined;
  phones: readonly PhoneNumberRow[];
  typedPhone: PhoneNumberRow | undefined;
  wallets: readonly Web3WalletRow[];
  typedWallet: Web3WalletRow | undefined;
  /** The user is signed in, as in a reverification, so their own details need not be hidden from them. */
  isSignedIn?: boolean;
  passkeys: readonly PasskeyRow[];
  externalAccounts: readonly ExternalAccountRow[];
  totp: TotpRow | undefined;
  /** The backup codes that are not used yet. */
  backupCodes: readonly BackupCodeRow[];
  /** Set while enumeration protection makes the account look like any other; see `createUniformAccount`. */
  uniform?: UniformDetails;
}
