import { userInfo } from 'node:os';
import type { Clock } from '../clock.ts';
import { type Administrator, audit } from './audit.ts';
import type { AuditLogOps } from '../storage/tables/audit-log-table.ts';

/** The application that embeds the server and calls its functions. */
export const EMBEDDING_CODE: Administrator['by'] = { kind: 'code', id: null, name: 'createServer' };

/** Returns the user of the system who runs a command. */
export function commandLineUser(): Administrator['by'] {
  return { kind: 'command_line', id: null, name: userName() };
}

/**
 * Returns the same functions, of which the named ones keep an entry in the audit log.
 *
 * @param resource what the functions are about, such as `invitations`
 * @param changes names of the functions that change something. Their first argument may be an id
 */
export function auditedCalls<Calls extends object>(
  calls: Calls,
  { resource, changes }: { resource: string; changes: readonly (keyof Calls & string)[] },
  { storage, clock, by }: { storage: AuditLogOps; clock: Clock; by: Administrator['by'] },
): Calls {
  const audited = Object.fromEntries(
    changes.map((name) => [
      name,
      (...args: unknown[]) => {
        const [id] = args;
        const call = { action: `${resource} ${name}`, target: typeof id === 'string' ? id : null };
        return audit({ storage }, { by, ip: null, now: clock.now() }, call, async (entry) => {
          const result = await (calls[name] as (...all: unknown[]) => Promise<unknown>)(...args);
          const created = Object(result) as { id?: unknown };
          if (typeof created.id === 'string') entry.target = created.id;
          return result;
        });
      },
    ]),
  );
  return { ...calls, ...audited };
}

/** A user id without a name, as in some containers, has none. */
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return 'unknown';
  }
}
