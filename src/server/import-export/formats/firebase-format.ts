import { Fields, isObject } from '../fields.ts';
import { emptyRecord, FileProblem, type RecordedAccount, RowProblem, type UserRecord } from '../user-record.ts';
import { fullName } from './format-parts.ts';

/** How a project of Firebase hashes passwords. Its console shows the values. */
export interface FirebaseHashConfig {
  signerKey: string;
  saltSeparator: string;
  rounds: string;
  memoryCost: string;
}

/** Firebase's names of providers that this server names otherwise. */
const PROVIDERS: Readonly<Record<string, string>> = { linkedin: 'linkedin_oidc' };
/** Ways to sign in that are no providers. */
const OWN = ['password', 'phone', 'anonymous', 'emailLink', 'custom'];
const NO_CONFIG =
  'The file has hashes of Firebase, which need the parameters of its project. Copy them from the console ' +
  '(Authentication, Users, the menu, Password hash parameters) into a file, and name it by --firebase-hash-config.';

/**
 * Reads the password hash parameters, as Firebase's console shows them or as JSON.
 *
 * @throws {FileProblem} when one is missing, or the algorithm is not SCRYPT
 */
export function readFirebaseHashConfig(text: string): FirebaseHashConfig {
  const values = new Map(
    [...text.matchAll(/"?([\w]+)"?\s*[:=]\s*"?([\w+/=-]+)"?/g)].map(([, name = '', value = '']) => [
      name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase(),
      value,
    ]),
  );
  const take = (...names: string[]): string => {
    const found = names.map((name) => values.get(name)).find((value) => value !== undefined);
    if (found === undefined) throw new FileProblem(`The hash config of Firebase has no ${names[0]}.`);
    return found;
  };
  const algorithm = values.get('algorithm') ?? values.get('hash_algorithm') ?? 'SCRYPT';
  if (algorithm !== 'SCRYPT')
    throw new FileProblem(`Hashes of Firebase's ${algorithm} cannot be verified here, only SCRYPT.`);
  return {
    signerKey: take('base64_signer_key', 'signer_key'),
    saltSeparator: take('base64_salt_separator', 'salt_separator'),
    rounds: take('rounds'),
    memoryCost: take('mem_cost', 'memory_cost'),
  };
}

/**
 * Reads a user of `firebase auth:export`.
 *
 * @throws {RowProblem} for a field of the wrong type
 * @throws {FileProblem} when there is a password and no hash config
 */
export function readFirebaseUser(raw: object, config: FirebaseHashConfig | undefined): UserRecord {
  const fields = new Fields(raw);
  fields.take('photo_url', 'valid_since', 'last_refresh_at', 'password_updated_at', 'version', 'tenant_id');
  const email = fields.text('email');
  const phone = fields.text('phone_number');
  const name = fullName(fields.text('display_name'), email);
  return {
    ...emptyRecord(),
    externalId: fields.text('local_id', 'uid'),
    firstName: name.first,
    lastName: name.last,
    emails: email === undefined ? [] : [{ text: email, verified: fields.flag('email_verified') ?? false }],
    // Firebase has no number that was not proven.
    phones: phone === undefined ? [] : [{ text: phone, verified: true }],
    externalAccounts: fields.array('provider_user_info').flatMap(accountOf),
    digest: digestOf(fields, config),
    publicMetadata: fields.object('custom_attributes', 'custom_claims'),
    banned: fields.flag('disabled'),
    createdAt: fields.time('created_at'),
    lastSignInAt: fields.time('last_signed_in_at', 'last_login_at'),
    ignored: fields.unread().filter((field) => field !== 'email_verified'),
  };
}

function accountOf(value: unknown): RecordedAccount[] {
  if (!isObject(value)) throw new RowProblem('providerUserInfo has to be a list of objects');
  const fields = new Fields(value);
  const provider = (fields.text('provider_id') ?? '').replace(/\.com$/, '');
  const providerUserId = fields.text('raw_id', 'federated_id', 'uid');
  if (OWN.includes(provider) || providerUserId === undefined) return [];
  const name = fullName(fields.text('display_name'));
  return [
    {
      provider: `oauth_${PROVIDERS[provider] ?? provider.replaceAll(/[^a-z0-9_]/g, '_')}`,
      providerUserId,
      email: fields.text('email') ?? '',
      emailVerified: true,
      firstName: name.first ?? null,
      lastName: name.last ?? null,
      username: fields.text('screen_name') ?? null,
      imageUrl: fields.text('photo_url') ?? '',
    },
  ];
}

function digestOf(fields: Fields, config: FirebaseHashConfig | undefined): UserRecord['digest'] {
  const hash = fields.text('password_hash');
  const salt = fields.text('salt');
  if (hash === undefined) return undefined;
  if (config === undefined) throw new FileProblem(NO_CONFIG);
  const { signerKey, saltSeparator, rounds, memoryCost } = config;
  return {
    digest: [hash, salt ?? '', signerKey, saltSeparator, rounds, memoryCost].join('$'),
    hasher: 'scrypt_firebase',
  };
}
