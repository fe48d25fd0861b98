import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Dialect } from 'kysely';
import { ConfigError } from '../settings/config-error.ts';

/**
 * Kysely dialect for a SQLite file, whose folder is made if it is missing.
 *
 * @param file path, or `:memory:`
 * @throws {ConfigError} when the folder cannot be made, or the runtime has no SQLite
 */
export async function sqliteFile(file: string): Promise<Dialect> {
  // Only now: Postgres has to work where there is no SQLite.
  const { sqliteDialect } = await import('./sqlite.ts').catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ERR_UNKNOWN_BUILTIN_MODULE' && error.code !== 'ERR_MODULE_NOT_FOUND') throw error;
    const cure = 'Run the server with Node 22.18 or later, or use postgres://….';
    throw refusal(`needs SQLite, which this runtime (Node ${process.versions.node}) lacks`, cure);
  });
  if (file !== ':memory:') makeFolder(path.dirname(path.resolve(file)));
  return sqliteDialect(file);
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    const { code = 'unknown error' } = error as NodeJS.ErrnoException;
    const cure = 'Name a place that the user who runs the server may write to, such as sqlite:/var/lib/clerk/clerk.db.';
    throw refusal(`needs the folder ${folder}, which cannot be made (${code})`, cure);
  }
}

function refusal(problem: string, cure: string): ConfigError {
  return new ConfigError([{ setting: 'databaseUrl (DATABASE_URL)', problem, cure }]);
}
