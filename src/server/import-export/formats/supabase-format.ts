import { Fields } from '../fields.ts';
import { emptyRecord, RowProblem, type UserRecord } from '../user-record.ts';
import { fullName } from './format-parts.ts';

/** Columns of `auth.users` that hold tokens of attempts, or follow from others. */
const DERIVED =
  /^(instance_id|aud|role|updated_at|confirmed_at|is_.*|.*_token(_current|_new)?|.*_sent_at|.*_change.*|invited_at)$/;

/**
 * Reads a row of Supabase's table `auth.users`.
 *
 * @param now milliseconds: a ban of Supabase ends at some time
 * @throws {RowProblem} for a field of the wrong type, and for a user who was deleted
 */
export function readSupabaseUser(raw: object, now: number): UserRecord {
  const fields = new Fields(raw);
  if (fields.time('deleted_at') !== undefined) throw new RowProblem('the user was deleted at Supabase');
  const email = fields.text('email');
  const phone = fields.text('phone');
  const hash = fields.text('encrypted_password');
  const profile = fields.object('raw_user_meta_data', 'user_metadata');
  const { provider: _, providers: _all, ...app } = fields.object('raw_app_meta_data', 'app_metadata') ?? {};
  const names = new Fields(profile ?? {});
  const name = fullName(namedText(names, 'full_name', 'name', 'display_name'), email);
  const confirmed = fields.time('email_confirmed_at') ?? fields.time('confirmed_at');
  return {
    ...emptyRecord(),
    externalId: fields.text('id'),
    firstName: namedText(names, 'first_name', 'given_name') ?? name.first,
    lastName: namedText(names, 'last_name', 'family_name') ?? name.last,
    emails: email === undefined ? [] : [{ text: email, verified: confirmed !== undefined }],
    phones:
      phone === undefined
        ? []
        : [
            {
              text: phone.startsWith('+') ? phone : `+${phone}`,
              verified: fields.time('phone_confirmed_at') !== undefined,
            },
          ],
    digest: hash === undefined ? undefined : { digest: hash, hasher: undefined },
    unsafeMetadata: profile,
    publicMetadata: Object.keys(app).length > 0 ? app : undefined,
    banned: bannedAt(fields.take('banned_until'), now),
    createdAt: fields.time('created_at'),
    lastSignInAt: fields.time('last_sign_in_at'),
    ignored: fields.unread().filter((field) => !DERIVED.test(field)),
  };
}

/** What users wrote about themselves has any type. */
function namedText(fields: Fields, ...names: readonly string[]): string | undefined {
  const value = fields.take(...names);
  return typeof value === 'string' ? value : undefined;
}

function bannedAt(until: unknown, now: number): boolean | undefined {
  if (until === undefined) return undefined;
  return until === 'infinity' || (new Fields({ until }).time('until') ?? 0) > now;
}
