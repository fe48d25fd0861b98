import type {
  EmailAddressJSON,
  EnterpriseAccountJSON,
  ExternalAccountJSON,
  PasskeyJSON,
  PhoneNumberJSON,
  Web3WalletJSON,
} from '../../protocol/json/user.ts';
import { camelize } from './camelize.ts';
import { lazyMethods } from './lazy-methods.ts';
import type { ownedMethods } from './methods/owned-methods.ts';
import { parseVerification } from './parse-verification.ts';
import type { UserParts } from './resource-context.ts';
import type {
  EnterpriseAccountResource,
  ExternalAccountResource,
  FurtherExternalAccountMembers,
} from './types/external-account.ts';
import type {
  EmailAddressResource,
  FurtherEmailAddressMembers,
  PhoneNumberResource,
  Web3WalletResource,
} from './types/identifiers.ts';
import type { FurtherOwnedMembers } from './types/resource.ts';
import type { PasskeyResource } from './types/user-factors.ts';

type OwnedJSON = EmailAddressJSON | PhoneNumberJSON | Web3WalletJSON | ExternalAccountJSON | PasskeyJSON;
type Names = readonly (keyof typeof ownedMethods)[];
/** A resource without the members that live views add to it. */
type Snapshot<Resource, Further = FurtherOwnedMembers> = Omit<Resource, keyof Further>;

const VERIFIED = ['prepareVerification', 'attemptVerification', 'destroy'] as const satisfies Names;
const PHONE_NUMBER = [...VERIFIED, 'setReservedForSecondFactor', 'makeDefaultSecondFactor'] as const satisfies Names;

/*
 * The methods that verify a resource are the same for all kinds, so their types do not say which kind they return. The
 * assertions below do.
 */

export function parseEmailAddress(json: EmailAddressJSON, user: UserParts): EmailAddressResource {
  const snapshot = parseOwned(json, user, 'email_addresses', VERIFIED, json.email_address);
  return snapshot as Snapshot<EmailAddressResource, FurtherEmailAddressMembers> as EmailAddressResource;
}

export function parsePhoneNumber(json: PhoneNumberJSON, user: UserParts): PhoneNumberResource {
  const snapshot = parseOwned(json, user, 'phone_numbers', PHONE_NUMBER, json.phone_number);
  return snapshot as Snapshot<PhoneNumberResource> as PhoneNumberResource;
}

export function parseWeb3Wallet(json: Web3WalletJSON, user: UserParts): Web3WalletResource {
  const snapshot = parseOwned(json, user, 'web3_wallets', VERIFIED, json.web3_wallet);
  return snapshot as Snapshot<Web3WalletResource> as Web3WalletResource;
}

export function parseExternalAccount(json: ExternalAccountJSON, user: UserParts): ExternalAccountResource {
  const provider = json.provider.replace('oauth_', '');
  const snapshot = parseOwned({ ...json, provider }, user, 'external_accounts', ['reauthorize', 'destroy']);
  return snapshot as Snapshot<ExternalAccountResource, FurtherExternalAccountMembers> as ExternalAccountResource;
}

/**
 * An account at an identity provider of a company. The API of this package has none; Clerk's shows those of an
 * instance.
 */
export function parseEnterpriseAccount(json: EnterpriseAccountJSON, { context }: UserParts): EnterpriseAccountResource {
  const { enterprise_connection: connection } = json;
  return Object.freeze({
    ...camelize(json),
    enterpriseConnection: connection && Object.freeze(camelize(connection)),
    verification: parseVerification(json.verification, context),
  });
}

export function parsePasskey(json: PasskeyJSON, user: UserParts): PasskeyResource {
  const snapshot = parseOwned(json, user, 'passkeys', ['update', 'confirm', 'delete']);
  return snapshot as Snapshot<PasskeyResource> as PasskeyResource;
}

/**
 * @param collection path segment below that of the user
 * @param text what `toString()` of the resource returns
 */
function parseOwned<Json extends OwnedJSON, Name extends keyof typeof ownedMethods>(
  json: Json,
  user: UserParts,
  collection: string,
  names: readonly Name[],
  text?: string,
) {
  const pathRoot = `${user.path}/${collection}`;
  return Object.freeze({
    pathRoot,
    ...camelize(json),
    verification: parseVerification(json.verification, user.context),
    ...lazyMethods(names, { ...user, path: `${pathRoot}/${json.id}` }, loadMethods),
    ...(text && { toString: () => text }),
  });
}

async function loadMethods() {
  return (await import('./methods/owned-methods.ts')).ownedMethods;
}
