import { access, readFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { SettingTree } from '../config/gather-settings.ts';
import { ConfigError } from '../lib/config-error.ts';

/** Why a configuration file cannot be used, as the end of a sentence about it, and how to mend it. */
interface FileProblem {
  problem: string;
  cure: string;
}

const NAME_ONE = 'Name a JSON file, or a module (.js, .mjs, .ts) with a default export.';
const BY_CODE: Readonly<Record<string, FileProblem>> = {
  ENOENT: { problem: 'does not exist', cure: 'Check the path. A relative path starts at the working directory.' },
  ENOTDIR: { problem: 'does not exist', cure: 'Check the path. A relative path starts at the working directory.' },
  EACCES: { problem: 'cannot be read by this user', cure: 'Make it readable for the user that runs the server.' },
  EPERM: { problem: 'cannot be read by this user', cure: 'Make it readable for the user that runs the server.' },
  EISDIR: { problem: 'is a directory', cure: NAME_ONE },
  ERR_UNKNOWN_FILE_EXTENSION: { problem: 'is neither JSON nor a module', cure: NAME_ONE },
  ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX: {
    problem: 'uses TypeScript syntax that is more than types, such as an enum',
    cure: 'Write it without. Node removes types and compiles nothing.',
  },
  ERR_MODULE_NOT_FOUND: {
    problem: 'imports a module that does not exist',
    cure: 'Install it beside the file, or correct the import.',
  },
};

const DEFAULT_NAMES = ['json', 'js', 'mjs', 'ts'].map((extension) => `clerk.config.${extension}`);

/**
 * Reads the configuration file, which is JSON or a module with a default export.
 *
 * @param file path of the file. Default: `clerk.config.json`, `.js`, `.mjs` or `.ts` in the directory, if one exists
 * @throws {ConfigError} when the file cannot be read or holds no object
 */
export async function readConfigFile(
  file: string | undefined,
  directory: string = process.cwd(),
): Promise<SettingTree> {
  const found = file ?? (await firstExisting(directory));
  return found === undefined ? {} : readObjectFile(found, '--config', directory);
}

/**
 * Reads a file that holds an object: JSON, or a module with a default export.
 *
 * @param flag the flag that names the file, for errors
 * @throws {ConfigError} when the file cannot be read or holds no object
 */
export async function readObjectFile(
  file: string,
  flag: string,
  directory: string = process.cwd(),
): Promise<SettingTree> {
  const refusal = ({ problem, cure }: FileProblem) =>
    new ConfigError([{ setting: flag, given: JSON.stringify(file), problem, cure }]);
  const full = path.resolve(directory, file);
  let content: unknown;
  try {
    // Reads a module, too: the loader reports a missing file and a missing import alike.
    const text = await readFile(full, 'utf8');
    content = full.endsWith('.json') ? JSON.parse(text) : await importDefault(full);
  } catch (error) {
    throw refusal(problemOf(error, full));
  }
  if (typeof content === 'object' && content !== null && !Array.isArray(content)) return content as SettingTree;
  const cure = 'Write it as one object. A module exports it as its default export.';
  throw refusal({ problem: 'holds no object', cure });
}

async function firstExisting(directory: string): Promise<string | undefined> {
  for (const name of DEFAULT_NAMES) {
    const exists = await access(path.join(directory, name)).then(
      () => true,
      () => false,
    );
    if (exists) return name;
  }
  return undefined;
}

async function importDefault(file: string): Promise<unknown> {
  const module = (await import(pathToFileURL(file).href)) as { default?: unknown };
  return module.default;
}

/**
 * Returns why a file cannot be used. Messages of the parser and of the file's own errors may quote values
 * of the file, which may be passwords, so this function never repeats them.
 *
 * @param file absolute path
 */
function problemOf(error: unknown, file: string): FileProblem {
  const { code = '', stack = '', name = 'Error' } = (error ?? {}) as NodeJS.ErrnoException;
  const known = BY_CODE[code];
  if (known) return known;
  if (error instanceof SyntaxError) {
    const where = file.endsWith('.json') ? 'an editor shows where' : `\`node ${file}\` shows where`;
    return { problem: 'has a syntax error', cure: `Correct it; ${where}.` };
  }
  if (code) return { problem: `cannot be read (${code})`, cure: NAME_ONE };
  const line = lineIn(stack, file);
  const at = line === undefined ? '' : ` at line ${line}`;
  return {
    problem: `throws ${name}${at} when it runs`,
    cure: 'Correct it there. An environment variable may be missing.',
  };
}

/** Returns the first line of the file that a stack trace names. */
function lineIn(stack: string, file: string): string | undefined {
  const [, afterName = ''] = stack.split(pathToFileURL(file).href, 2);
  return /^:(\d+)/.exec(afterName)?.[1];
}
