import { chmodSync, closeSync, existsSync, mkdirSync, openSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';

const FILE_MODE = 0o600;
const FOLDER_MODE = 0o700;
const OTHERS = 0o077;
const OTHERS_WRITE = 0o022;

/**
 * Creates the folder of a file, accessible to its owner only. A folder that exists keeps its permissions if files of
 * other programs are in it.
 *
 * @param ours whether a file name is one of the server's
 * @param warn called with what could not be corrected, and the command that does
 */
export function makePrivateFolder(folder: string, ours: (name: string) => boolean, warn: (text: string) => void): void {
  const isNew = mkdirSync(folder, { recursive: true }) !== undefined;
  if (process.platform === 'win32') return;
  // The umask may have removed permissions that the server needs.
  if (isNew) chmodSync(folder, FOLDER_MODE);
  if (readdirSync(folder).every(ours) && restrict(folder, FOLDER_MODE, OTHERS)) return;
  if ((statSync(folder).mode & OTHERS_WRITE) === 0) return;
  warn(`Other users of this machine may change files in the data folder ${folder}. Run: chmod 700 ${folder}`);
}

/**
 * Makes a file accessible to its owner only.
 *
 * @param warn called when that is not possible, with the command that does it
 * @param isMade whether to create the file if it does not exist; default false
 */
export function keepPrivate(file: string, warn: (text: string) => void, { isMade = false } = {}): void {
  if (process.platform === 'win32') return;
  if (isMade) closeSync(openSync(file, 'a', FILE_MODE));
  if (!existsSync(file) || restrict(file, FILE_MODE, OTHERS)) return;
  warn(`The file ${file} can be read by other users of this machine. Run: chmod 600 ${file}`);
}

/** Removes the permissions in `taken`. Returns whether they are gone. */
function restrict(target: string, mode: number, taken: number): boolean {
  if ((statSync(target).mode & taken) === 0) return true;
  try {
    chmodSync(target, mode);
    return (statSync(target).mode & taken) === 0;
  } catch {
    // The file belongs to another user.
    return false;
  }
}

/** The paths of a database file and of the files that SQLite keeps beside it. */
export function filesOf(database: string): string[] {
  return ['', '-wal', '-shm', '-journal'].map((end) => database + end);
}

/** Returns a test for whether a file name in the folder of a database belongs to that database. */
export function isFileOf(database: string): (name: string) => boolean {
  const base = path.basename(database, path.extname(database));
  return (name) => name.startsWith(`${base}.`) || name.startsWith(`${path.basename(database)}-`);
}
