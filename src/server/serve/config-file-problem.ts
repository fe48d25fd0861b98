import { pathToFileURL } from 'node:url';

/** What is wrong with a configuration file, as the end of a sentence that starts with it, and what to do about it. */
export interface FileProblem {
  problem: string;
  cure: string;
}

const NAME_ONE = 'Name a JSON file, or a module (.js, .mjs, .ts) with a default export.';
const BY_CODE: Readonly<Record<string, FileProblem>> = {
  ENOENT: { problem: 'does not exist', cure: 'Check the path, which starts at the directory of the command.' },
  ENOTDIR: { problem: 'does not exist', cure: 'Check the path, which starts at the directory of the command.' },
  EACCES: { problem: 'may not be read', cure: 'Make it readable for the user that runs the server.' },
  EPERM: { problem: 'may not be read', cure: 'Make it readable for the user that runs the server.' },
  EISDIR: { problem: 'is a directory', cure: NAME_ONE },
  ERR_UNKNOWN_FILE_EXTENSION: { problem: 'is neither JSON nor a module', cure: NAME_ONE },
  ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX: {
    problem: 'holds TypeScript that is more than types, such as an enum',
    cure: 'Write it without, since Node only takes the types away.',
  },
  ERR_MODULE_NOT_FOUND: {
    problem: 'imports a module that is not there',
    cure: 'Install it beside the file, or correct the import.',
  },
};

/**
 * Says why a configuration file cannot be used. The words of the parser, and of whatever the file throws, quote the
 * file or its values, which may be passwords, so they are not repeated.
 *
 * @param file absolute path
 */
export function configFileProblem(error: unknown, file: string): FileProblem {
  const { code = '', stack = '', name = 'Error' } = (error ?? {}) as NodeJS.ErrnoException;
  const known = BY_CODE[code];
  if (known) return known;
  if (error instanceof SyntaxError) {
    const where = file.endsWith('.json') ? 'an editor shows where' : `\`node ${file}\` shows where`;
    return { problem: 'has a mistake in its syntax', cure: `Mend it; ${where}.` };
  }
  if (code) return { problem: `cannot be read (${code})`, cure: NAME_ONE };
  const line = lineIn(stack, file);
  const at = line === undefined ? '' : ` at line ${line}`;
  return { problem: `throws ${name}${at} when it runs`, cure: 'Mend it there; a variable may be missing.' };
}

/** The first line of the file that a stack names. */
function lineIn(stack: string, file: string): string | undefined {
  const [, afterName = ''] = stack.split(pathToFileURL(file).href, 2);
  return /^:(\d+)/.exec(afterName)?.[1];
}
