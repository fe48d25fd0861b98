import type { UserRecord } from '../user-record.ts';
import { readAuth0User } from './auth0-format.ts';
import { type FirebaseHashConfig, readFirebaseUser } from './firebase-format.ts';
import { readPlainUser } from './plain-format.ts';
import { readSupabaseUser } from './supabase-format.ts';

/** What formats need besides the rows. */
export interface FormatContext {
  firebaseHashConfig?: FirebaseHashConfig | undefined;
  /** Milliseconds. */
  now: number;
}

/** How the user of a row is read, for each system that a file can come from. `clerk` and `json` are alike. */
const FORMATS = {
  clerk: readPlainUser,
  json: readPlainUser,
  auth0: readAuth0User,
  firebase: (raw, { firebaseHashConfig }) => readFirebaseUser(raw, firebaseHashConfig),
  supabase: (raw, { now }) => readSupabaseUser(raw, now),
} as const satisfies Record<string, (raw: object, context: FormatContext) => UserRecord>;

export type FormatName = keyof typeof FORMATS;

export const FORMAT_NAMES = Object.keys(FORMATS) as readonly FormatName[];

/** Reads one user. @throws {RowProblem} when it cannot be read */
export function readUser(format: FormatName, raw: object, context: FormatContext): UserRecord {
  return FORMATS[format](raw, context);
}

/** Finds out from the first user of a file which system wrote it. */
export function detectFormat(raw: Readonly<Record<string, unknown>>): FormatName {
  const has = (...names: string[]) => names.some((name) => Object.hasOwn(raw, name));
  if (has('localId')) return 'firebase';
  if (has('encrypted_password', 'raw_app_meta_data', 'raw_user_meta_data')) return 'supabase';
  if (has('passwordHash', 'custom_password_hash', 'identities', 'app_metadata', 'user_metadata')) return 'auth0';
  if (typeof raw.user_id === 'string' && raw.user_id.includes('|')) return 'auth0';
  if (has('primary_email_address', 'primary_email_address_id', 'password_enabled')) return 'clerk';
  return 'json';
}
