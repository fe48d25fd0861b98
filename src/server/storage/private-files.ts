import { chmodSync, closeSync, existsSync, mkdirSync, openSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';

const FILE_MODE = 0o600;
const FOLDER_MODE = 0o700;
const OTHERS = 0o077;
const OTHERS_WRITE = 0o022;

/**
 * Makes the folder of a file, for its owner alone. A folder that is there keeps its rights unless nothing else is in it.
 *
 * @param ours names of the files that the server keeps there
 * @param warn is told what cannot be mended, and the cure
 */
export function makePrivateFolder(folder: string, ours: (name: string) => boolean, warn: (text: string) => void): void {
  const isNew = mkdirSync(folder, { recursive: true }) !== undefined;
  if (process.platform === 'win32') return;
  // The mask of the process may have taken rights away that the server needs itself.
  if (isNew) chmodSync(folder, FOLDER_MODE);
  if (readdirSync(folder).every(ours) && restrict(folder, FOLDER_MODE, OTHERS)) return;
  if ((statSync(folder).mode & OTHERS_WRITE) === 0) return;
  warn(`Other users of this machine may change files in the data folder ${folder}. Run: chmod 700 ${folder}`);
}

/**
 * Keeps a file for its owner alone: makes it so when it is not there, and mends it when it is.
 *
 * @param warn is told when that is not possible, and the cure
 */
export function keepPrivate(file: string, warn: (text: string) => void, { isMade = false } = {}): void {
  if (process.platform === 'win32') return;
  if (isMade) closeSync(openSync(file, 'a', FILE_MODE));
  if (!existsSync(file) || restrict(file, FILE_MODE, OTHERS)) return;
  warn(`The file ${file} can be read by other users of this machine. Run: chmod 600 ${file}`);
}

/** Answers whether nobody else has the rights that are to be taken away. */
function restrict(target: string, mode: number, taken: number): boolean {
  if ((statSync(target).mode & taken) === 0) return true;
  try {
    chmodSync(target, mode);
    return (statSync(target).mode & taken) === 0;
  } catch {
    // It belongs to another user.
    return false;
  }
}

/** The files that SQLite and the server keep beside a database. */
export function filesOf(database: string): string[] {
  return ['', '-wal', '-shm', '-journal'].map((end) => database + end);
}

/** Is a file in the folder of a database one of its own? */
export function isFileOf(database: string): (name: string) => boolean {
  const base = path.basename(database, path.extname(database));
  return (name) => name.startsWith(`${base}.`) || name.startsWith(`${path.basename(database)}-`);
}
