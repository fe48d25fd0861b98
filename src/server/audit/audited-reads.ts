import type { Logger } from '../logger.ts';
import type { AuditEntryRow } from '../storage/rows.ts';
import type { AuditLogOps } from '../storage/tables/audit-log-table.ts';
import { type Administrator, type AuditedCall, readEntryOf } from './audit.ts';

/** Milliseconds that an entry waits for others. */
const WAIT_MS = 1_000;
/** Entries that are written without waiting for others. */
const BATCH = 200;

/**
 * The entries of calls that only read. They are written together, so that a read costs no write of its own. A node that
 * dies loses those of its last second.
 */
export interface AuditedReads {
  add(entry: AuditEntryRow): void;
  /** Writes what is waiting. Failures are logged. */
  settle(): Promise<void>;
}

export function createAuditedReads(storage: AuditLogOps, logger: Logger): AuditedReads {
  let waiting: AuditEntryRow[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  const running = new Set<Promise<void>>();

  const write = (): void => {
    clearTimeout(timer);
    timer = undefined;
    const rows = waiting;
    waiting = [];
    if (rows.length === 0) return;
    const done = storage
      .insertAuditEntries(rows)
      .catch((error: unknown) => {
        logger.error('Entries of the audit log could not be written.', { entries: rows.length, error: String(error) });
      })
      .finally(() => running.delete(done));
    running.add(done);
  };

  return {
    add(entry) {
      waiting.push(entry);
      if (waiting.length >= BATCH) return write();
      timer ??= setTimeout(write, WAIT_MS);
      (timer as { unref?: () => void }).unref?.();
    },
    async settle() {
      write();
      while (running.size > 0) await Promise.all(running);
    },
  };
}

/**
 * Answers a call of an administrator that only reads, with an entry in the audit log.
 *
 * @returns what `work` returns
 * @throws what `work` throws. The entry then has the code of the error
 */
export async function auditRead<T>(
  { auditedReads }: { auditedReads: AuditedReads },
  administrator: Administrator,
  call: AuditedCall,
  work: () => Promise<T> | T,
): Promise<T> {
  try {
    const answer = await work();
    auditedReads.add(readEntryOf(administrator, call));
    return answer;
  } catch (error) {
    auditedReads.add(readEntryOf(administrator, call, error));
    throw error;
  }
}
