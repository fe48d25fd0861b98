import { toSnakeCase } from '../../protocol/letter-case.ts';
import type { ClerkResource } from '../resources/types/resource.ts';

/** What the `object` of each kind of resource is on the wire. */
const OBJECTS: Readonly<Record<string, string>> = {
  '/client': 'client',
  '/client/sessions': 'session',
  '/client/sign_ins': 'sign_in',
  '/client/sign_ups': 'sign_up',
  '/me': 'user',
  '/me/email_addresses': 'email_address',
  '/me/phone_numbers': 'phone_number',
  '/me/web3_wallets': 'web3_wallet',
  '/me/external_accounts': 'external_account',
  '/me/passkeys': 'passkey',
};
/** The `object` of what is no resource of its own, by the end of its field's name. */
const PARTS = { verification: 'verification', linkedTo: 'identification_link' };
/** Fields that follow from others, so the wire does not have them. */
const DERIVED = new Set([
  'pathRoot',
  'signedInSessions',
  'activeSessions',
  'fullName',
  'primaryEmailAddress',
  'primaryPhoneNumber',
  'primaryWeb3Wallet',
  'hasVerifiedEmailAddress',
  'hasVerifiedPhoneNumber',
  'verifiedWeb3Wallets',
  'verifiedExternalAccounts',
  'web3wallet',
]);
/** Values that belong to the application or that the wire has in the same letters. */
const VERBATIM = new Set(['publicMetadata', 'unsafeMetadata', 'actor', 'meta']);
const RENAMED: Readonly<Record<string, string>> = {
  externalVerificationRedirectURL: 'external_verification_redirect_url',
};

/** Returns a resource as the API sends it. Clerk's SDKs hand a client from a server to a page in this form. */
export function toWireJson(resource: ClerkResource): Record<string, unknown> {
  return writeObject(resource, OBJECTS[resource.pathRoot]);
}

function writeObject(source: object, object?: string): Record<string, unknown> {
  const json: Record<string, unknown> = object ? { object } : {};
  for (const [name, value] of Object.entries(source)) {
    if (DERIVED.has(name) || typeof value === 'function') continue;
    json[RENAMED[name] ?? toSnakeCase(name)] = VERBATIM.has(name) ? value : writeValue(value, name);
  }
  return json;
}

function writeValue(value: unknown, name: string): unknown {
  if (value instanceof Date) return value.getTime();
  if (value instanceof URL) return value.href;
  if (Array.isArray(value)) return value.map((item) => writeValue(item, name));
  if (typeof value !== 'object' || !value) return value;
  if ('getRawString' in value) return { object: 'token', jwt: (value as { getRawString(): string }).getRawString() };
  if ('pathRoot' in value) return toWireJson(value as ClerkResource);
  const part = Object.entries(PARTS).find(([end]) => name.toLowerCase().endsWith(end.toLowerCase()));
  return writeObject(value, part?.[1]);
}
