import { type FileHandle, open, readFile, writeFile } from 'node:fs/promises';
import { createReadStream } from 'node:fs';
import { audit, type Administrator } from '../audit/audit.ts';
import { auditRead } from '../audit/audited-reads.ts';
import { createUser } from '../account/create-user.ts';
import { type ExportFormat, exportUsers } from '../import-export/export-users.ts';
import { FORMAT_NAMES, type FormatName } from '../import-export/formats/formats.ts';
import { readFirebaseHashConfig } from '../import-export/formats/firebase-format.ts';
import { type ImportReport, importUsers } from '../import-export/import-users.ts';
import { presentUsers } from '../import-export/present-record.ts';
import { readRows } from '../import-export/read-rows.ts';
import type { Services } from '../services.ts';
import { CommandFailure } from './command-failure.ts';
import { printable, tableOf } from './command-output.ts';
import type { CommandName } from './command-table.ts';
import { type Arguments, type FlagValues, UsageError } from './parse-args.ts';

/** Where the command reads and writes. */
export interface CommandStreams {
  input: AsyncIterable<string | Uint8Array>;
  /** What scripts read. */
  out(text: string): void | Promise<void>;
  /** What people read. */
  note(text: string): void;
  /** Somebody looks at `out`. */
  isTerminal: boolean;
}

export type UsersCommand = Extract<CommandName, `users ${string}`>;

type Run = (call: UsersCall) => Promise<number>;

interface UsersCall {
  services: Services;
  administrator: Administrator;
  operands: readonly string[];
  flags: FlagValues;
  streams: CommandStreams;
}

const PRIVATE = 0o600;
const DEFAULT_LIMIT = 20;
const MOST_LISTED = 500;

const RUN: Readonly<Record<UsersCommand, Run>> = {
  'users create': create,
  'users list': list,
  'users import': importFile,
  'users export': exportFile,
};

/**
 * Runs `clerk-widgets users …`. A server may run on the same database.
 *
 * @returns the exit code: 1 when rows of a file were not imported
 * @throws {UsageError} for flags that do not fit together
 * @throws {ApiError} for a user who cannot be created
 * @throws {FileProblem} for a file that cannot be read
 */
export function runUsersCommand(
  services: Services,
  by: Administrator['by'],
  { command, operands, flags }: Pick<Arguments, 'operands' | 'flags'> & { command: UsersCommand },
  streams: CommandStreams,
): Promise<number> {
  const administrator = { by, ip: null, now: services.clock.now() };
  return RUN[command]({ services, administrator, operands, flags, streams });
}

async function create({ services, administrator, flags, streams }: UsersCall): Promise<number> {
  const password = flags['password-stdin'] ? await readPassword(streams) : null;
  const text = (name: string) => (flags[name] as string | undefined) ?? null;
  const list = (name: string) => (flags[name] as readonly string[] | undefined) ?? [];
  const { id } = await audit(services, administrator, { action: 'users create', target: null }, async (entry) => {
    const user = await createUser(services, administrator, {
      emailAddresses: list('email'),
      phoneNumbers: list('phone'),
      wallets: [],
      username: text('username'),
      password,
      firstName: text('first-name'),
      lastName: text('last-name'),
      externalId: text('external-id'),
      metadata: { public_metadata: '{}', private_metadata: '{}', unsafe_metadata: '{}' },
      createdAt: null,
      legalAcceptedAt: null,
      banned: false,
      skipPasswordChecks: flags['skip-password-checks'] === true,
      skipPasswordRequirement: password === null,
      skipUserRequirement: false,
      skipLegalChecks: true,
    });
    entry.target = user.id;
    return user;
  });
  await streams.out(`${id}\n`);
  return 0;
}

async function list({ services, administrator, flags, streams }: UsersCall): Promise<number> {
  const limit = readLimit(flags.limit as string | undefined);
  const query = flags.query as string | undefined;
  const { storage, totpSeeds } = services;
  const users = await auditRead(services, administrator, { action: 'users list', target: null }, async () => {
    const filter = query === undefined ? {} : { query };
    const rows = await storage.listUsers(filter, { by: 'created_at', direction: 'desc' }, { limit, offset: 0 });
    return presentUsers(storage, totpSeeds, rows, {});
  });
  if (flags.json) {
    await streams.out(`${JSON.stringify(users, undefined, 2)}\n`);
    return 0;
  }
  if (users.length === 0) {
    await streams.out('There are no such users.\n');
    return 0;
  }
  const rows = users.map((user) => [
    user.id,
    user.email_addresses[0]?.email_address ?? user.phone_numbers[0]?.phone_number ?? user.username ?? '-',
    [user.first_name, user.last_name].filter(Boolean).join(' ') || '-',
    `created ${user.created_at.slice(0, 10)}`,
    user.last_sign_in_at ? `signed in ${user.last_sign_in_at.slice(0, 10)}` : 'never signed in',
    user.banned ? 'banned' : '',
  ]);
  await streams.out(tableOf(rows));
  return 0;
}

async function importFile({ services, administrator, operands, flags, streams }: UsersCall): Promise<number> {
  const [file = ''] = operands;
  const format = readFormat(flags.format as string | undefined);
  const config = flags['firebase-hash-config'] as string | undefined;
  const dryRun = flags['dry-run'] === true;
  const options = {
    format,
    dryRun,
    update: flags.update === true,
    keepIds: flags['keep-ids'] === true,
    webhooks: flags['with-webhooks'] === true,
    assumeVerified: flags['assume-verified'] === true,
    firebaseHashConfig: config === undefined ? undefined : readFirebaseHashConfig(await readText(config)),
  };
  const start = performance.now();
  const run = () => importUsers(services, administrator, readRows(textOf(file, streams)), options);
  const report = await (dryRun ? run() : audit(services, administrator, { action: 'users import', target: null }, run));
  for (const { line, id, reason } of report.refused) {
    streams.note(printable(`line ${line}${id === null ? '' : ` (${id})`}: not imported: ${reason}`));
  }
  for (const line of summaryOf(report, (performance.now() - start) / 1_000)) streams.note(printable(line));
  if (typeof flags.report === 'string') {
    await writeFile(flags.report, `${JSON.stringify(report, undefined, 2)}\n`, { mode: PRIVATE });
  }
  return report.refused.length > 0 ? 1 : 0;
}

/** Says what an import has done. */
function summaryOf(report: ImportReport, seconds: number): string[] {
  const { created, updated, skipped, refused, unreachable, ignored, hashers, dryRun } = report;
  const count = created + updated + skipped + refused.length;
  const counts = [
    `${created} created`,
    ...(updated > 0 ? [`${updated} updated`] : []),
    ...(skipped > 0 ? [`${skipped} were there already`] : []),
    `${refused.length} not imported`,
  ];
  const speed = `${count} ${count === 1 ? 'row' : 'rows'} in ${seconds.toFixed(1)} s, ${Math.round(count / Math.max(seconds, 0.001))} per second`;
  const left = Object.entries(ignored).map(([field, users]) => `${field} (${users})`);
  const made = Object.entries(hashers).map(([hasher, users]) => `${hasher} (${users})`);
  return [
    `${dryRun ? 'Nothing was written. It would be: ' : ''}${counts.join(', ')}. ${speed}. Read as ${report.format ?? 'no format'}.`,
    ...(made.length > 0 ? [`Passwords are hashed anew at the first sign-in: ${made.join(', ')}.`] : []),
    ...(left.length > 0 ? [`Fields that were left out, with the number of users: ${left.join(', ')}.`] : []),
    ...(unreachable > 0
      ? [
          `${unreachable} created users have no verified address or number, so nobody can sign in as them. --assume-verified trusts the file.`,
        ]
      : []),
  ];
}

async function exportFile({ services, administrator, flags, streams }: UsersCall): Promise<number> {
  const output = flags.output as string | undefined;
  const format = readExportFormat(flags.format as string | undefined, output);
  const options = { withHashes: flags['with-hashes'] === true, withSecrets: flags['with-secrets'] === true };
  if ((options.withHashes || options.withSecrets) && output === undefined && streams.isTerminal) {
    throw new UsageError('Hashes and secrets are not shown on a terminal. Name a file by --output.');
  }
  const file = output === undefined ? undefined : await createPrivately(output);
  let count = 0;
  try {
    await audit(services, administrator, { action: `users export${actionOf(options)}`, target: null }, async () => {
      for await (const { text, users } of exportUsers(services, format, options)) {
        await (file ? file.write(text) : streams.out(text));
        count += users;
      }
    });
  } finally {
    await file?.close();
  }
  streams.note(`${count} users exported${output === undefined ? '' : ` to ${output}, which only you can read`}.`);
  return 0;
}

function actionOf({ withHashes, withSecrets }: { withHashes: boolean; withSecrets: boolean }): string {
  return `${withHashes ? ' --with-hashes' : ''}${withSecrets ? ' --with-secrets' : ''}`;
}

/** Creates a file that only its owner can read. An older file is left alone: others may be able to read it. */
async function createPrivately(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'wx', PRIVATE);
  } catch (error) {
    throw new CommandFailure(`${path} cannot be created: ${codeOf(error)}. The command replaces no file.`);
  }
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw new CommandFailure(`${path} cannot be read: ${codeOf(error)}.`);
  }
}

/** Reads a file, or with `-` the standard input. */
async function* textOf(path: string, { input }: CommandStreams): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  try {
    for await (const chunk of path === '-' ? input : createReadStream(path)) {
      yield typeof chunk === 'string' ? chunk : decoder.decode(chunk as Uint8Array, { stream: true });
    }
  } catch (error) {
    if (typeof (error as { code?: unknown }).code !== 'string') throw error;
    throw new CommandFailure(`${path} cannot be read: ${codeOf(error)}.`);
  }
  yield decoder.decode();
}

async function readPassword({ input }: CommandStreams): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of input) chunks.push(Buffer.from(chunk));
  const password = Buffer.concat(chunks)
    .toString()
    .replace(/\r?\n$/, '');
  if (password === '')
    throw new UsageError('--password-stdin reads the password from the standard input, which is empty.');
  return password;
}

function readLimit(text: string | undefined): number {
  if (text === undefined) return DEFAULT_LIMIT;
  const limit = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  if (limit >= 1 && limit <= MOST_LISTED) return limit;
  throw new UsageError(`--limit has to be from 1 to ${MOST_LISTED}. For all users there is users export.`);
}

function readFormat(text: string | undefined): FormatName | undefined {
  const format = FORMAT_NAMES.find((name) => name === text);
  if (text === undefined || format) return format;
  throw new UsageError(`--format of users import is one of ${FORMAT_NAMES.join(', ')}.`);
}

function readExportFormat(text: string | undefined, output: string | undefined): ExportFormat {
  if (text === 'json' || text === 'csv') return text;
  if (text !== undefined) throw new UsageError('--format of users export is json or csv.');
  return output?.endsWith('.csv') ? 'csv' : 'json';
}

function codeOf(error: unknown): string {
  return String((error as { code?: unknown }).code ?? (error as Error).message);
}
