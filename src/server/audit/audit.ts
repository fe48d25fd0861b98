import { ApiError } from '../http/errors.ts';
import type { Actor } from '../http/request-context.ts';
import { isId, newId } from '../ids.ts';
import type { AuditEntryRow, AuditedKind } from '../storage/rows.ts';
import type { AuditLogOps } from '../storage/tables/audit-log-table.ts';

/** Who makes an administrative call. */
export interface Administrator extends Pick<Actor, 'ip' | 'now'> {
  readonly by: {
    readonly kind: AuditedKind;
    /** Id of the secret key or of the session of the admin page; null = none. */
    readonly id: string | null;
    /** What people call it: the name of the key, or of the user of the system. */
    readonly name: string;
  };
}

/** An administrative call, in the words of the audit log. Neither part holds a secret or personal data. */
export interface AuditedCall {
  /** The route, such as `POST /v1/users/:id/ban`, or the command, such as `keys create`. */
  readonly action: string;
  /** Id of the object that the call is about; null when there is none yet, or there are several. */
  readonly target: string | null;
}

const OK = 'ok';

/**
 * Makes a change for an administrator, and keeps an entry about it in the audit log. The entry is written before the
 * change: without one, nothing is changed.
 *
 * @param work makes the change. It may set `target` of its argument to the id of what it created
 * @returns what `work` returns
 * @throws what `work` throws. The entry then has the code of the error
 * @example await audit(services, administrator, { action: 'users ban', target: id }, () => banUser(services, administrator, id, true));
 */
export async function audit<T>(
  { storage }: { storage: AuditLogOps },
  administrator: Administrator,
  call: AuditedCall,
  work: (entry: { target: string | null }) => Promise<T> | T,
): Promise<T> {
  const row = entryOf(administrator, call, true, null);
  await storage.insertAuditEntries([row]);
  const entry = { target: call.target };
  let outcome = OK;
  try {
    return await work(entry);
  } catch (error) {
    outcome = outcomeOf(error);
    throw error;
  } finally {
    await storage.finishAuditEntry(row.id, { outcome, target: cleanTarget(entry.target) });
  }
}

/** Describes a change that a transaction has made, for the audit log. */
export function changeEntryOf(administrator: Administrator, call: AuditedCall): AuditEntryRow {
  return entryOf(administrator, call, true, OK);
}

/** Describes a call that only reads, for `AuditedReads`. @param error what the call threw; undefined = nothing */
export function readEntryOf(administrator: Administrator, call: AuditedCall, error?: unknown): AuditEntryRow {
  return entryOf(administrator, call, false, error === undefined ? OK : outcomeOf(error));
}

function entryOf(
  { by, ip, now }: Administrator,
  { action, target }: AuditedCall,
  isChange: boolean,
  outcome: string | null,
): AuditEntryRow {
  return {
    id: newId('aud'),
    by_kind: by.kind,
    by_id: by.id,
    by_name: by.name,
    action,
    target: cleanTarget(target),
    is_change: isChange,
    outcome,
    ip_address: ip,
    created_at: now,
  };
}

/** A text of a path that no id looks like is not stored: it could be anything. */
function cleanTarget(target: string | null): string | null {
  return target !== null && isId(target) ? target : null;
}

function outcomeOf(error: unknown): string {
  return error instanceof ApiError ? error.code : 'internal_clerk_error';
}
