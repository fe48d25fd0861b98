import { Fields, isObject } from '../fields.ts';
import { emptyRecord, type RecordedAccount, RowProblem, type UserRecord } from '../user-record.ts';
import { fullName, hexOf } from './format-parts.ts';

/** Auth0's names of providers that this server names otherwise. */
const PROVIDERS: Readonly<Record<string, string>> = {
  'google-oauth2': 'google',
  windowslive: 'microsoft',
  linkedin: 'linkedin_oidc',
};
/** What follows from other fields, or says what a user did. */
const DERIVED = [
  'picture',
  'nickname',
  'updated_at',
  'last_ip',
  'logins_count',
  'last_password_reset',
  'password_set_date',
  'tenant',
  'connection',
  'version',
  'global_client_id',
];
const PBKDF2 = /^\$pbkdf2-(sha1|sha256|sha512)\$i=(\d+),l=\d+\$([^$]+)\$([^$]+)$/;

/**
 * Reads a user of an Auth0 export, or of the file with password hashes that Auth0's support hands out. The first has the
 * id `auth0|5f…`, the second `{"_id":{"$oid":"5f…"}}`: both make the same external id.
 *
 * @throws {RowProblem} for a field of the wrong type
 */
export function readAuth0User(raw: object): UserRecord {
  const fields = new Fields(raw);
  fields.take(...DERIVED);
  const object = fields.object('_id');
  const plainId = fields.text('user_id', 'id');
  const oid = object === undefined ? undefined : new Fields(object).text('$oid');
  const id = plainId ?? (oid === undefined ? undefined : `auth0|${oid}`);
  const email = fields.text('email');
  const phone = fields.text('phone_number');
  const name = fullName(fields.text('name'), email);
  const isEmailVerified = fields.flag('email_verified') ?? false;
  const isPhoneVerified = fields.flag('phone_verified') ?? false;
  return {
    ...emptyRecord(),
    externalId: id?.includes('|') || id === undefined ? id : `auth0|${id}`,
    username: fields.text('username'),
    firstName: fields.text('given_name') ?? name.first,
    lastName: fields.text('family_name') ?? name.last,
    emails: email === undefined ? [] : [{ text: email, verified: isEmailVerified }],
    phones: phone === undefined ? [] : [{ text: phone, verified: isPhoneVerified }],
    externalAccounts: accountsOf(fields.array('identities'), email, isEmailVerified),
    digest: digestOf(fields),
    unsafeMetadata: fields.object('user_metadata'),
    publicMetadata: fields.object('app_metadata'),
    banned: fields.flag('blocked'),
    createdAt: fields.time('created_at'),
    lastSignInAt: fields.time('last_login'),
    ignored: fields.unread(),
  };
}

function accountsOf(
  identities: readonly unknown[],
  email: string | undefined,
  emailVerified: boolean,
): RecordedAccount[] {
  return identities.flatMap((value) => {
    if (!isObject(value)) throw new RowProblem('identities has to be a list of objects');
    const fields = new Fields(value);
    const provider = fields.text('provider') ?? '';
    const providerUserId = fields.text('user_id');
    // Its own database is no provider, and enterprise connections are not what this server connects.
    if (fields.flag('is_social') === false || provider === 'auth0' || providerUserId === undefined) return [];
    const own = { firstName: null, lastName: null, username: null, imageUrl: '' };
    return [
      {
        provider: `oauth_${PROVIDERS[provider] ?? provider}`,
        providerUserId,
        email: email ?? '',
        emailVerified,
        ...own,
      },
    ];
  });
}

function digestOf(fields: Fields): UserRecord['digest'] {
  const hash = fields.text('password_hash');
  if (hash !== undefined) return { digest: hash, hasher: undefined };
  const custom = fields.object('custom_password_hash');
  if (custom === undefined) return undefined;
  const parts = new Fields(custom);
  const algorithm = parts.text('algorithm') ?? '';
  const value = parts.object('hash');
  const salt = parts.object('salt');
  const text = value === undefined ? undefined : new Fields(value).text('value');
  if (text === undefined) throw new RowProblem('custom_password_hash has no hash.value');
  const encoding = value === undefined ? undefined : new Fields(value).text('encoding');
  if (algorithm === 'pbkdf2') return pbkdf2Of(text);
  if (algorithm === 'md5' || algorithm === 'sha256') {
    const hex = hexOf(text, encoding ?? 'base64');
    const salted = salt === undefined ? undefined : new Fields(salt).text('value');
    return salted === undefined
      ? { digest: hex, hasher: algorithm }
      : { digest: `${salted}$${hex}`, hasher: `${algorithm}_salted` };
  }
  if (['bcrypt', 'argon2', 'ldap'].includes(algorithm)) return { digest: text, hasher: undefined };
  throw new RowProblem(`passwords that ${algorithm || 'an unnamed algorithm'} hashed cannot be verified here`);
}

/** Reads the PHC format of PBKDF2. */
function pbkdf2Of(text: string): UserRecord['digest'] {
  const [, algorithm, iterations, salt = '', hash = ''] = PBKDF2.exec(text) ?? [];
  if (algorithm === undefined) throw new RowProblem('custom_password_hash has no hash of PBKDF2 in PHC format');
  if (algorithm === 'sha256') return { digest: `pbkdf2_sha256$${iterations}$${salt}$${hash}`, hasher: 'pbkdf2_sha256' };
  const hasher = algorithm === 'sha1' ? 'pbkdf2_sha1' : 'pbkdf2_sha512_hex';
  return { digest: `${hasher}$${iterations}$${hexOf(salt, 'base64')}$${hexOf(hash, 'base64')}`, hasher };
}
