import { randomBytes } from 'node:crypto';
import { link, mkdir, open, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { ConfigError } from '../lib/config-error.ts';
import { generateSigningKey } from './signing-key.ts';

/** What the key file holds. */
export interface KeyFile {
  /** 32 bytes, base64url. */
  masterKey: string;
  /** PKCS #8 PEM. */
  signingKey: string;
}

/**
 * Reads the key file, or creates it on the first start. The file appears complete or not at all, and only its owner can
 * read it. When two processes start together, both use the file of the first.
 *
 * @param file path of the file
 * @throws {ConfigError} when it cannot be read or written, or is damaged
 */
export async function openKeyFile(file: string): Promise<KeyFile> {
  return (await readKeyFile(file)) ?? (await createKeyFile(file));
}

/** Reads the key file; undefined when there is none. */
export async function readKeyFile(file: string): Promise<KeyFile | undefined> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw refusal(file, `cannot be read (${reasonOf(error)})`, 'Make it readable for the user that runs the server.');
  }
  const keys = parse(text);
  if (!keys) throw refusal(file, 'is damaged', 'Restore it from a backup; without it, encrypted data is lost.');
  return keys;
}

async function createKeyFile(file: string): Promise<KeyFile> {
  const keys = { masterKey: randomBytes(32).toString('base64url'), signingKey: generateSigningKey() };
  const directory = path.dirname(path.resolve(file));
  const draft = `${file}.${randomBytes(6).toString('hex')}.tmp`;
  try {
    await mkdir(directory, { recursive: true });
    await writeDurably(draft, `${JSON.stringify(keys, null, 2)}\n`);
    // Unlike a rename, a hard link fails when the target exists.
    await link(draft, file);
    await syncDirectory(directory);
    return keys;
  } catch (error) {
    const winner = (error as NodeJS.ErrnoException).code === 'EEXIST' ? await readKeyFile(file) : undefined;
    if (winner) return winner;
    const cure = 'Make the directory writable, or set keyFile (CLERK_KEY_FILE) to a place that is.';
    throw refusal(file, `cannot be written (${reasonOf(error)})`, cure);
  } finally {
    await rm(draft, { force: true });
  }
}

async function writeDurably(file: string, text: string): Promise<void> {
  const handle = await open(file, 'wx', 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function syncDirectory(directory: string): Promise<void> {
  const handle = await open(directory, 'r').catch(() => undefined);
  await handle?.sync().catch(() => undefined);
  await handle?.close();
}

function parse(text: string): KeyFile | undefined {
  try {
    const value = JSON.parse(text) as Partial<KeyFile> | null;
    const isComplete = typeof value?.masterKey === 'string' && typeof value.signingKey === 'string';
    return isComplete ? { masterKey: value.masterKey as string, signingKey: value.signingKey as string } : undefined;
  } catch {
    return undefined;
  }
}

function refusal(file: string, problem: string, cure: string): ConfigError {
  return new ConfigError([{ setting: 'keyFile', given: JSON.stringify(file), problem, cure }]);
}

function reasonOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? 'unknown error';
}
