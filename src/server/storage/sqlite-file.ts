import path from 'node:path';
import type { Dialect } from 'kysely';
import { ConfigError } from '../lib/config-error.ts';
import { filesOf, isFileOf, keepPrivate, makePrivateFolder } from './private-files.ts';

/**
 * Kysely dialect for a SQLite file. Creates the file and its folder, accessible to their owner only whatever the umask
 * is: the file has hashes, addresses and encrypted secrets. SQLite gives its other files the same permissions.
 *
 * @param file path, or `:memory:`
 * @param warn called with what other users can still read
 * @throws {ConfigError} when the folder cannot be created, or the runtime has no SQLite
 */
export async function sqliteFile(file: string, warn: (text: string) => void = () => {}): Promise<Dialect> {
  // Imported here, because Postgres has to work on runtimes without SQLite.
  const { sqliteDialect } = await import('./sqlite.ts').catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ERR_UNKNOWN_BUILTIN_MODULE' && error.code !== 'ERR_MODULE_NOT_FOUND') throw error;
    const cure = 'Run the server with Node 22.18 or later, or use postgres://….';
    throw refusal(`needs SQLite, which this runtime (Node ${process.versions.node}) lacks`, cure);
  });
  if (file !== ':memory:') makePlace(path.resolve(file), warn);
  return sqliteDialect(file);
}

function makePlace(file: string, warn: (text: string) => void): void {
  const folder = path.dirname(file);
  try {
    makePrivateFolder(folder, isFileOf(file), warn);
    const [database = file, ...others] = filesOf(file);
    keepPrivate(database, warn, { isMade: true });
    for (const other of others) keepPrivate(other, warn);
  } catch (error) {
    const { code = 'unknown error' } = error as NodeJS.ErrnoException;
    const cure = 'Name a place that the user who runs the server may write to, such as sqlite:/var/lib/clerk/clerk.db.';
    throw refusal(`needs the folder ${folder}, which cannot be made (${code})`, cure);
  }
}

function refusal(problem: string, cure: string): ConfigError {
  return new ConfigError([{ setting: 'databaseUrl (DATABASE_URL)', problem, cure }]);
}
