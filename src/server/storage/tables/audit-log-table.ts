import { type Kysely, sql } from 'kysely';
import type { AuditEntryRow, Tables } from '../rows.ts';
import { has } from './user-filter.ts';

/** Rows that one statement inserts. SQLite takes 32,766 values at most. */
const INSERTED = 500;

/** Which entries of the audit log to list. What is not given does not matter. */
export interface AuditFilter {
  /** Id of the object that the call was about. */
  target?: string | undefined;
  /** Id of the secret key or of the session of the admin page. */
  byId?: string | undefined;
  byKind?: AuditEntryRow['by_kind'] | undefined;
  /** The id, or the whole name, of whoever made the call, whatever its case. */
  by?: string | undefined;
  /** A part of the call, whatever its case. */
  action?: string | undefined;
  isChange?: boolean | undefined;
  /** Lists what is older than this entry: the last one of the page before. */
  before?: Pick<AuditEntryRow, 'id' | 'created_at'> | undefined;
}

/** The audit log: one entry for each administrative call. Entries are never changed, but for the outcome. */
export interface AuditLogOps {
  insertAuditEntries(rows: readonly AuditEntryRow[]): Promise<void>;
  /** Sets the outcome of a call that was under way, and its target if the call has created it. */
  finishAuditEntry(id: string, done: Pick<AuditEntryRow, 'outcome' | 'target'>): Promise<void>;
  /** Lists entries, newest first. */
  listAuditEntries(filter: AuditFilter, limit: number): Promise<AuditEntryRow[]>;
}

export function auditLogTable(db: Kysely<Tables>): AuditLogOps {
  return {
    async insertAuditEntries(rows) {
      for (let from = 0; from < rows.length; from += INSERTED) {
        await db
          .insertInto('audit_log')
          .values(rows.slice(from, from + INSERTED))
          .execute();
      }
    },
    async finishAuditEntry(id, done) {
      await db.updateTable('audit_log').set(done).where('id', '=', id).where('outcome', 'is', null).execute();
    },
    listAuditEntries: (filter, limit) => {
      const columns = { target: filter.target, by_id: filter.byId, by_kind: filter.byKind, is_change: filter.isChange };
      const given = Object.fromEntries(Object.entries(columns).filter(([, value]) => value !== undefined));
      let query = db
        .selectFrom('audit_log')
        .selectAll()
        .where(({ and }) => and(given));
      const { before, by, action } = filter;
      if (by !== undefined)
        query = query.where(sql<boolean>`(by_id = ${by} or by_name = ${by} or lower(by_name) = ${by.toLowerCase()})`);
      if (action !== undefined) query = query.where(sql<boolean>`${has('action', action)}`);
      if (before) {
        query = query.where(({ and, eb, or }) =>
          or([
            eb('created_at', '<', before.created_at),
            and([eb('created_at', '=', before.created_at), eb('id', '<', before.id)]),
          ]),
        );
      }
      return query.orderBy('created_at', 'desc').orderBy('id', 'desc').limit(limit).execute();
    },
  };
}
