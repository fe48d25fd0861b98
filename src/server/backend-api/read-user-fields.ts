import type { SignUpField } from '../../protocol/json/sign-up.ts';
import { metadataText, type MetadataColumn, type UserEdit } from '../account/administer-user.ts';
import type { NewUser } from '../account/create-user.ts';
import { unused } from '../account/unused.ts';
import { ApiError } from '../http/errors.ts';
import type { Services } from '../services.ts';
import { FIELDS } from '../users/user-fields.ts';
import type { JsonBody } from './json-body.ts';
import { readImported, readProfile, readProfileColumns } from './read-imported-fields.ts';
import { checkIdentificationStatuses } from './read-identifier-fields.ts';

/** Fields of Clerk's API that this server does not have, and why: to ignore them would change what a caller asked for. */
const UNSUPPORTED: Readonly<Record<string, string>> = {
  create_organization_enabled: 'This server has no organizations yet.',
  create_organizations_limit: 'This server has no organizations yet.',
  profile_image_id: 'Upload the picture to /v1/users/{id}/profile_image.',
};
const METADATA: readonly MetadataColumn[] = ['public_metadata', 'private_metadata', 'unsafe_metadata'];
const COMMON = [
  'external_id',
  'first_name',
  'last_name',
  'username',
  'password',
  'skip_password_checks',
  'skip_legal_checks',
  'legal_accepted_at',
  'created_at',
  'password_digest',
  'password_hasher',
  'totp_secret',
  'backup_codes',
  'locale',
  'timezone',
  'delete_self_enabled',
  'bypass_client_trust',
];
const OF_NEW = [
  ...COMMON,
  ...METADATA,
  'email_address',
  'phone_number',
  'web3_wallet',
  'skip_password_requirement',
  'skip_user_requirement',
  'banned',
  'locked',
  'email_address_identification_status',
  'phone_number_identification_status',
];
const OF_EDIT = [
  ...COMMON,
  'primary_email_address_id',
  'primary_phone_number_id',
  'primary_web3_wallet_id',
  'notify_primary_email_address_changed',
  'sign_out_of_other_sessions',
];
/** Addresses or numbers that a new user may have. */
const MOST = 20;
const MAX_EXTERNAL_ID = 256;
const RFC3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/;

/** Reads a user to create. @throws {ApiError} for a field that is wrong, unknown or not supported */
export function readNewUser(body: JsonBody, now: number): NewUser {
  refuseUnsupported(body);
  body.refuseOthers(OF_NEW);
  const metadata = readMetadata(body);
  const emailAddresses = body.texts('email_address', MOST) ?? [];
  const phoneNumbers = body.texts('phone_number', MOST) ?? [];
  checkIdentificationStatuses(body, 'email_address_identification_status', emailAddresses.length);
  checkIdentificationStatuses(body, 'phone_number_identification_status', phoneNumbers.length);
  return {
    ...readProfile(body),
    ...readImported(body),
    emailAddresses,
    phoneNumbers,
    wallets: body.texts('web3_wallet', MOST) ?? [],
    username: body.text('username') ?? null,
    password: body.raw('password') || null,
    firstName: body.text('first_name') ?? null,
    lastName: body.text('last_name') ?? null,
    externalId: body.text('external_id', MAX_EXTERNAL_ID) ?? null,
    metadata: {
      public_metadata: metadataText(metadata.public_metadata ?? {}, 'public_metadata'),
      private_metadata: metadataText(metadata.private_metadata ?? {}, 'private_metadata'),
      unsafe_metadata: metadataText(metadata.unsafe_metadata ?? {}, 'unsafe_metadata'),
    },
    createdAt: readTime(body, 'created_at', now) ?? null,
    legalAcceptedAt: readTime(body, 'legal_accepted_at', now) ?? null,
    banned: body.boolean('banned') ?? false,
    locked: body.boolean('locked'),
    skipPasswordChecks: body.boolean('skip_password_checks') ?? false,
    skipPasswordRequirement: body.boolean('skip_password_requirement') ?? false,
    skipUserRequirement: body.boolean('skip_user_requirement') ?? false,
    skipLegalChecks: body.boolean('skip_legal_checks') ?? false,
  };
}

/**
 * Reads changes of a user.
 *
 * @throws {ApiError} for a field that is wrong, unknown or not supported, or that the settings switch off
 */
export function readUserEdit(body: JsonBody, { config }: Pick<Services, 'config'>, now: number): UserEdit {
  refuseUnsupported(body);
  body.refuseOthers(OF_EDIT);
  // The owner is told in any case: whoever changes the address is not always the one who may.
  body.boolean('notify_primary_email_address_changed');
  body.boolean('skip_legal_checks');
  const names = ['first_name', 'last_name', 'username', 'password'] as const satisfies readonly SignUpField[];
  ApiError.throwAll(names.filter((name) => body.has(name) && FIELDS[name](config) === 'off').map(unused));
  const password = body.raw('password');
  if (password === null || password === '') throw new ApiError('form_param_nil', { param: 'password' });
  const { passwordHash, ...secondFactors } = readImported(body);
  if (passwordHash !== undefined && FIELDS.password(config) === 'off') throw unused('password_digest');
  for (const name of ['skip_password_checks', 'sign_out_of_other_sessions']) {
    const hasNew = password !== undefined || (passwordHash !== undefined && name === 'sign_out_of_other_sessions');
    if (body.boolean(name) && !hasNew) throw new ApiError('form_param_missing', { param: 'password' });
  }
  return {
    first_name: body.text('first_name'),
    last_name: body.text('last_name'),
    username: body.text('username'),
    external_id: body.text('external_id', MAX_EXTERNAL_ID),
    primary_email_address_id: body.text('primary_email_address_id'),
    primary_phone_number_id: body.text('primary_phone_number_id'),
    primary_web3_wallet_id: body.text('primary_web3_wallet_id'),
    legal_accepted_at: readTime(body, 'legal_accepted_at', now),
    created_at: readTime(body, 'created_at', now) ?? undefined,
    ...readProfileColumns(body),
    password,
    passwordHash,
    secondFactors,
    skipPasswordChecks: body.boolean('skip_password_checks'),
    signOutOfOtherSessions: body.boolean('sign_out_of_other_sessions'),
  };
}

/** Reads the kinds of metadata that a body has. */
function readMetadata(body: JsonBody): Partial<Record<MetadataColumn, Record<string, unknown>>> {
  const given = METADATA.map((column) => [column, body.object(column)] as const);
  return Object.fromEntries(given.filter(([, value]) => value !== undefined));
}

/** As {@link readMetadata}, for a body that has nothing else. */
export function readMetadataAlone(body: JsonBody): ReturnType<typeof readMetadata> {
  body.refuseOthers(METADATA);
  return readMetadata(body);
}

function refuseUnsupported(body: JsonBody): void {
  const given = Object.entries(UNSUPPORTED).filter(([name]) => body.has(name));
  ApiError.throwAll(given.map(([param, longMessage]) => new ApiError('form_param_unknown', { param, longMessage })));
}

/** Reads a time in RFC 3339 that has passed. */
function readTime(body: JsonBody, param: string, now: number): number | null | undefined {
  const text = body.text(param, 64);
  if (text === undefined || text === null) return text;
  const time = RFC3339.test(text) ? Date.parse(text) : Number.NaN;
  if (time >= 0 && time <= now) return time;
  const longMessage = 'Give a time that has passed, such as 2012-10-20T07:15:20.902Z.';
  throw new ApiError('form_param_format_invalid', { param, longMessage });
}
