import { Fields, isObject } from '../fields.ts';
import { type RecordedAccount, type RecordedPhone, RowProblem, type UserRecord } from '../user-record.ts';

/** Fields of Clerk's users that follow from others, or that say what a user did. To leave them out is no loss. */
const DERIVED = [
  'object',
  'image_url',
  'profile_image_url',
  'has_image',
  'password_enabled',
  'password_last_updated_at',
  'two_factor_enabled',
  'totp_enabled',
  'backup_code_enabled',
  'backup_codes_enabled',
  'mfa_enabled_at',
  'mfa_disabled_at',
  'updated_at',
  'last_active_at',
  'locked',
  'lockout_expires_in_seconds',
  'verification_attempts_remaining',
];

/**
 * Reads a user as this server exports one, as Clerk's Backend API and its tools write one, and as a row of the CSV file
 * that Clerk's dashboard exports. `docs/users.md` lists the fields.
 *
 * @throws {RowProblem} for a field of the wrong type
 */
export function readPlainUser(raw: object): UserRecord {
  const fields = new Fields(raw);
  fields.take(...DERIVED);
  const { password, digest } = readPassword(fields);
  const codes = fields.texts('backup_codes');
  return {
    id: fields.text('id', 'user_id'),
    externalId: fields.text('external_id'),
    username: fields.text('username'),
    firstName: fields.text('first_name'),
    lastName: fields.text('last_name'),
    emails: readAddresses(fields, 'email_address', 'email'),
    phones: readAddresses(fields, 'phone_number', 'phone'),
    wallets: readAddresses(fields, 'web3_wallet', 'web3_wallet'),
    externalAccounts: fields.array('external_accounts').map(readAccount),
    password,
    digest,
    totpSecret: fields.text('totp_secret'),
    backupCodes: codes.length > 0 ? codes : undefined,
    publicMetadata: fields.object('public_metadata'),
    privateMetadata: fields.object('private_metadata'),
    unsafeMetadata: fields.object('unsafe_metadata'),
    banned: fields.flag('banned'),
    passwordCompromised: fields.flag('password_compromised'),
    locale: fields.text('locale'),
    timezone: fields.text('timezone'),
    deleteSelfEnabled: fields.flag('delete_self_enabled'),
    bypassClientTrust: fields.flag('bypass_client_trust'),
    createdAt: fields.time('created_at'),
    legalAcceptedAt: fields.time('legal_accepted_at'),
    lastSignInAt: fields.time('last_sign_in_at'),
    ignored: fields.unread(),
  };
}

/** A password is plaintext, unless a hasher stands beside it or it is an object. */
function readPassword(fields: Fields): Pick<UserRecord, 'password' | 'digest'> {
  const given = fields.take('password');
  const hasher = fields.text('password_hasher');
  const digest = fields.text('password_digest');
  if (digest !== undefined) return { digest: { digest, hasher } };
  if (given === undefined) return {};
  if (isObject(given)) {
    const parts = new Fields(given);
    const text = parts.text('digest', 'password_digest');
    if (text === undefined) throw new RowProblem('password has to have a digest');
    return { digest: { digest: text, hasher: parts.text('hasher', 'password_hasher') } };
  }
  if (typeof given !== 'string') throw new RowProblem('password has to be a text, or an object with digest and hasher');
  return hasher === undefined ? { password: given } : { digest: { digest: given, hasher } };
}

/**
 * Reads addresses of one kind: as objects or texts in `email_addresses`, as Clerk's lists by what is verified, or alone.
 * What does not say that it is unverified is verified, as it is for the Backend API.
 */
function readAddresses(fields: Fields, kind: string, short: string): RecordedPhone[] {
  const unverified = fields.texts(`unverified_${kind}es`, `unverified_${kind}s`);
  const verified = fields.texts(`verified_${kind}es`, `verified_${kind}s`);
  const single = [...fields.texts(`primary_${kind}`), ...fields.texts(kind, short)];
  const primaryId = fields.text(`primary_${kind}_id`);
  const given = fields.take(`${kind}es`, `${kind}s`);
  const list = Array.isArray(given) || given === undefined ? (given ?? []) : fields.array(`${kind}es`, `${kind}s`);
  const listed = list.map((one) => readAddress(one, kind, short));
  const isPrimary = ({ id }: Listed) => id !== undefined && id === primaryId;
  const all: Listed[] =
    listed.length > 0
      ? [...listed.filter(isPrimary), ...listed.filter((one) => !isPrimary(one))]
      : [
          ...[...single, ...verified].map((text) => ({ text, verified: !unverified.includes(text) })),
          ...unverified.map((text) => ({ text, verified: false })),
        ];
  const unique = new Map<string, Listed>();
  for (const one of all) if (!unique.has(one.text)) unique.set(one.text, one);
  return [...unique.values()];
}

interface Listed extends RecordedPhone {
  id?: string | undefined;
}

function readAddress(value: unknown, kind: string, short: string): Listed {
  if (typeof value === 'string') return { text: value, verified: true };
  if (!isObject(value)) throw new RowProblem(`${kind} has to be a text or an object`);
  const fields = new Fields(value);
  const text = fields.text(kind, short, 'address', 'number');
  if (text === undefined) throw new RowProblem(`an object of the list has no ${kind}`);
  const verification = fields.take('verification');
  const status = isObject(verification) ? verification.status : undefined;
  return {
    id: fields.text('id'),
    text,
    verified: fields.flag('verified') ?? (status === undefined || status === 'verified'),
    isSecondFactor: fields.flag('reserved_for_second_factor'),
    isDefaultSecondFactor: fields.flag('default_second_factor'),
  };
}

function readAccount(value: unknown): RecordedAccount {
  if (!isObject(value)) throw new RowProblem('external_accounts has to be a list of objects');
  const fields = new Fields(value);
  const provider = fields.text('provider', 'strategy');
  const providerUserId = fields.text('provider_user_id');
  if (provider === undefined || providerUserId === undefined) {
    throw new RowProblem('an external account needs provider and provider_user_id');
  }
  return {
    provider: `oauth_${provider.replace(/^oauth_/, '')}`,
    providerUserId,
    email: fields.text('email_address', 'email') ?? '',
    emailVerified: fields.flag('email_verified') ?? true,
    firstName: fields.text('first_name') ?? null,
    lastName: fields.text('last_name') ?? null,
    username: fields.text('username') ?? null,
    imageUrl: fields.text('image_url', 'avatar_url') ?? '',
  };
}
