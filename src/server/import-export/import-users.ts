import { recordEvent } from '../events/domain-events.ts';
import { ApiError } from '../http/errors.ts';
import type { Actor } from '../http/request-context.ts';
import type { Services } from '../services.ts';
import type { UserRow } from '../storage/rows.ts';
import { UniqueViolation } from '../storage/storage-errors.ts';
import type { AccountRows } from '../storage/tables/bulk-accounts-table.ts';
import { type BuildOptions, type BuildServices, buildAccount, externalIdOf } from './build-account.ts';
import { detectFormat, type FormatContext, type FormatName, readUser } from './formats/formats.ts';
import { mergeAccount } from './merge-account.ts';
import type { FileRow } from './read-rows.ts';
import { silentEvent } from './silent-event.ts';
import { Claims, keysOf } from './unique-keys.ts';
import { FileProblem, RowProblem, type UserRecord } from './user-record.ts';

export interface ImportOptions extends BuildOptions, Omit<FormatContext, 'now'> {
  /** Default: what the first user looks like. */
  format?: FormatName | undefined;
  /** Writes nothing. */
  dryRun?: boolean | undefined;
  /** Changes users who are there already; otherwise they stay as they are. */
  update?: boolean | undefined;
  /** Webhooks tell of the users; otherwise events are stored, and nobody is told. */
  webhooks?: boolean | undefined;
}

/** A row that was not imported. */
export interface RefusedRow {
  line: number;
  /** What the file calls the user. */
  id: string | null;
  reason: string;
}

export interface ImportReport {
  format: FormatName | null;
  dryRun: boolean;
  created: number;
  updated: number;
  /** Users who were there already, or whom nothing was said about that is new. */
  skipped: number;
  refused: RefusedRow[];
  /** Created users without a verified identifier or account: nobody can sign in as them. */
  unreachable: number;
  /** Fields that were left out, and how many users have each. */
  ignored: Record<string, number>;
  /** Created users whose password this server did not hash, by what hashed it. */
  hashers: Record<string, number>;
}

export type ImportServices = BuildServices & Pick<Services, 'storage'>;

/** One user of the file, as read. */
interface Entry {
  line: number;
  record: UserRecord;
}

/** Rows of one transaction. */
const BATCH = 200;
/** Users whose passwords and codes are hashed at the same time. */
const AT_ONCE = 16;

/**
 * Imports users. A user who is there already is found again by the external id, or by the id where ids are kept, so an
 * import that was interrupted can be run again. Nobody gets a mail. Rows that cannot be imported are reported, and the
 * others are imported.
 *
 * @param rows of a file, see `readRows`
 * @param onProgress told after each transaction
 * @throws {FileProblem} when the file cannot be read any further
 */
export async function importUsers(
  services: ImportServices,
  actor: Pick<Actor, 'ip' | 'now'>,
  rows: AsyncIterable<FileRow>,
  options: ImportOptions = {},
  onProgress: (report: ImportReport) => void = () => {},
): Promise<ImportReport> {
  const report: ImportReport = {
    format: options.format ?? null,
    dryRun: options.dryRun ?? false,
    created: 0,
    updated: 0,
    skipped: 0,
    refused: [],
    unreachable: 0,
    ignored: {},
    hashers: {},
  };
  const run = new ImportRun(services, actor, options, report);
  let batch: Entry[] = [];
  for await (const row of rows) {
    const entry = run.read(row);
    if (entry) batch.push(entry);
    if (batch.length < BATCH) continue;
    await run.write(batch);
    batch = [];
    onProgress(report);
  }
  await run.write(batch);
  onProgress(report);
  report.refused.sort((a, b) => a.line - b.line);
  return report;
}

class ImportRun {
  readonly #services: ImportServices;
  readonly #actor: Pick<Actor, 'ip' | 'now'>;
  readonly #options: ImportOptions;
  readonly #report: ImportReport;
  /** What a dry run would have written. */
  readonly #dry = new Claims({ users: [], emails: [], phones: [], wallets: [], externalAccounts: [] });

  constructor(
    services: ImportServices,
    actor: Pick<Actor, 'ip' | 'now'>,
    options: ImportOptions,
    report: ImportReport,
  ) {
    this.#services = services;
    this.#actor = actor;
    this.#options = options;
    this.#report = report;
  }

  read({ line, value, problem }: FileRow): Entry | undefined {
    if (value === undefined) return this.#refuse(line, null, problem ?? 'it cannot be read');
    const report = this.#report;
    report.format ??= detectFormat(value);
    try {
      const record = readUser(report.format, value, { ...this.#options, now: this.#actor.now });
      for (const field of record.ignored) report.ignored[field] = (report.ignored[field] ?? 0) + 1;
      return { line, record };
    } catch (error) {
      return this.#refuse(line, null, reasonOf(error));
    }
  }

  async write(batch: readonly Entry[]): Promise<void> {
    const known = await this.#findKnown(batch);
    const fresh: Entry[] = [];
    for (const entry of batch) {
      const user = known(entry.record);
      if (!user) fresh.push(entry);
      else if (!this.#options.update) this.#report.skipped++;
      else await this.#merge(entry, user);
    }
    const built = await this.#build(fresh);
    const claims = new Claims(await this.#services.storage.findOwners(keysOf(built.map(({ account }) => account))));
    const free = built.filter(({ entry, account }) => {
      const taken =
        claims.claim(account, entry.line) ?? (this.#options.dryRun ? this.#dry.claim(account, entry.line) : undefined);
      if (taken !== undefined) this.#refuse(entry.line, idOf(entry.record), taken);
      return taken === undefined;
    });
    await this.#insert(free);
  }

  /** Finds the users of a batch who are there already. */
  async #findKnown(batch: readonly Entry[]): Promise<(record: UserRecord) => Pick<UserRow, 'id'> | undefined> {
    const keepIds = this.#options.keepIds ?? false;
    const externalId = (record: UserRecord) => externalIdSafely(record, keepIds);
    const none = { usernameKeys: [], emailKeys: [], phones: [], wallets: [], providerUserIds: [] };
    const { users } = await this.#services.storage.findOwners({
      ...none,
      userIds: keepIds ? batch.flatMap(({ record }) => record.id ?? []) : [],
      externalIds: batch.flatMap(({ record }) => externalId(record) ?? []),
    });
    const byId = new Map(users.map((user) => [user.id, user]));
    const byExternalId = new Map(users.map((user) => [user.external_id, user]));
    return (record) => {
      const kept = keepIds && record.id !== undefined ? byId.get(record.id) : undefined;
      const id = externalId(record);
      return kept ?? (id === null ? undefined : byExternalId.get(id));
    };
  }

  async #merge({ line, record }: Entry, user: Pick<UserRow, 'id'>): Promise<void> {
    try {
      const isChanged = await mergeAccount(this.#services, this.#actor, user.id, record, this.#options);
      if (isChanged) this.#report.updated++;
      else this.#report.skipped++;
    } catch (error) {
      this.#refuse(line, idOf(record), reasonOf(error));
    }
  }

  async #build(entries: readonly Entry[]): Promise<{ entry: Entry; account: AccountRows }[]> {
    const built: { entry: Entry; account: AccountRows }[] = [];
    for (let at = 0; at < entries.length; at += AT_ONCE) {
      const group = entries.slice(at, at + AT_ONCE).map(async (entry) => {
        try {
          const account = await buildAccount(this.#services, entry.record, this.#options, this.#actor.now);
          return { entry, account };
        } catch (error) {
          this.#refuse(entry.line, idOf(entry.record), reasonOf(error));
          return undefined;
        }
      });
      for (const one of await Promise.all(group)) if (one) built.push(one);
    }
    return built;
  }

  async #insert(built: readonly { entry: Entry; account: AccountRows }[]): Promise<void> {
    if (built.length === 0) return;
    const count = ({ account }: { account: AccountRows }) => this.#count(account);
    if (this.#options.dryRun) return built.forEach(count);
    try {
      await this.#insertAll(built.map(({ account }) => account));
      built.forEach(count);
    } catch (error) {
      if (!(error instanceof UniqueViolation)) throw error;
      // Somebody took a value of one of them meanwhile. One by one, only that one is refused.
      for (const one of built) {
        try {
          await this.#insertAll([one.account]);
          count(one);
        } catch (fault) {
          if (!(fault instanceof UniqueViolation)) throw fault;
          this.#refuse(one.entry.line, idOf(one.entry.record), `its ${fault.field} belongs to another user`);
        }
      }
    }
  }

  #insertAll(accounts: readonly AccountRows[]): Promise<void> {
    return this.#services.storage.transaction(async (tx) => {
      if (!this.#options.webhooks) {
        const eventOf = (userId: string) => ({ ...silentEvent('user.created', userId, this.#actor), seq: 1 });
        return tx.insertAccounts(accounts.map((one) => ({ ...one, events: [eventOf(one.user.id)] })));
      }
      await tx.insertAccounts(accounts);
      for (const { user } of accounts) await recordEvent(tx, this.#actor, { type: 'user.created', userId: user.id });
    });
  }

  #count({ user, emails, phones, wallets, externalAccounts }: AccountRows): void {
    const report = this.#report;
    report.created++;
    const verified = [...emails, ...phones, ...wallets, ...externalAccounts].some((row) => row.verified);
    if (!verified && user.username === null) report.unreachable++;
    const hash = user.password_hash ?? '$';
    const hasher = hash.startsWith('$') ? undefined : hash.split(':', 1)[0];
    if (hasher !== undefined) report.hashers[hasher] = (report.hashers[hasher] ?? 0) + 1;
  }

  #refuse(line: number, id: string | null, reason: string): undefined {
    this.#report.refused.push({ line, id, reason });
  }
}

function idOf({ externalId, id }: UserRecord): string | null {
  return externalId ?? id ?? null;
}

function externalIdSafely(record: UserRecord, keepIds: boolean): string | null {
  try {
    return externalIdOf(record, keepIds);
  } catch {
    // `buildAccount` says what is wrong with it.
    return null;
  }
}

/** Returns what the operator reads. @throws what is no fault of the row */
function reasonOf(error: unknown): string {
  if (error instanceof RowProblem) return error.message;
  if (error instanceof UniqueViolation) return `its ${error.field} belongs to another user`;
  if (error instanceof FileProblem || !(error instanceof ApiError)) throw error;
  return error.items
    .map(({ long_message, meta }) => `${meta?.param_name ? `${meta.param_name}: ` : ''}${long_message}`)
    .join(' ');
}
