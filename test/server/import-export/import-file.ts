import { type ImportOptions, type ImportReport, importUsers } from '../../../src/server/import-export/import-users.ts';
import { readRows } from '../../../src/server/import-export/read-rows.ts';
import type { TestInstance } from '../../support/instance.ts';

/** Imports the text of a file. */
export function importFile(
  { app, clock }: TestInstance,
  file: string,
  options: ImportOptions = {},
): Promise<ImportReport> {
  return importUsers(app.services, { ip: null, now: clock.now() }, readRows(chunksOf(file)), options);
}

/** Gives out a text in small pieces, as a file is read. */
export async function* chunksOf(text: string, size = 1_000): AsyncGenerator<string> {
  for (let at = 0; at < text.length; at += size) yield text.slice(at, at + size);
}

/** Writes rows as CSV. */
export function csvOf(rows: readonly Readonly<Record<string, string>>[]): string {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const line = (cells: readonly string[]) => cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',');
  return [names, ...rows.map((row) => names.map((name) => row[name] ?? ''))].map(line).join('\r\n');
}

/** The columns of the file that Clerk's dashboard exports. */
export const CLERK_COLUMNS = [
  'id',
  'first_name',
  'last_name',
  'username',
  'primary_email_address',
  'primary_phone_number',
  'verified_email_addresses',
  'unverified_email_addresses',
  'verified_phone_numbers',
  'unverified_phone_numbers',
  'totp_secret',
  'password_digest',
  'password_hasher',
] as const;

/** A row of that file. What is not given is empty, as there. */
export function clerkRow(given: Partial<Record<(typeof CLERK_COLUMNS)[number], string>>): Record<string, string> {
  return Object.fromEntries(CLERK_COLUMNS.map((name) => [name, given[name] ?? '']));
}
