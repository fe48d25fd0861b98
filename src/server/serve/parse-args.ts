import { parseArgs as parse } from 'node:util';
import { type SettingTree, settingsFromTexts } from '../config/gather-settings.ts';
import { flagNameOf, SETTINGS, type Setting } from '../config/setting-table.ts';
import { suggest } from '../lib/suggest.ts';

/** The command line does not say anything that can be done. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

export interface Arguments {
  command: 'serve' | 'keys' | 'invite' | 'help' | 'version';
  /** The address that `invite` names. */
  address?: string;
  /** Path of the configuration file, when one was named. */
  configFile: string | undefined;
  settings: SettingTree;
}

const COMMANDS = ['serve', 'keys', 'invite', 'help', 'version'] as const;
const BY_FLAG = new Map(SETTINGS.map((setting) => [flagNameOf(setting), setting]));

/**
 * Reads the command line of `clerk-widgets`.
 *
 * @param args what follows the program's name
 * @throws {UsageError} for unknown commands and flags, with the nearest known one
 * @throws {ConfigError} for values that cannot be read
 */
export function parseArgs(args: readonly string[]): Arguments {
  const options = Object.fromEntries(
    [...BY_FLAG].map(([name, { kind }]) => [name, { type: kind === 'boolean' ? 'boolean' : 'string' } as const]),
  );
  const { tokens, positionals } = parse({
    args: [...args],
    options: {
      ...options,
      config: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
      version: { type: 'boolean' },
    },
    allowPositionals: true,
    allowNegative: true,
    strict: false,
    tokens: true,
  });
  const given: [Setting, string, string][] = [];
  let configFile: string | undefined;
  let asked: 'help' | 'version' | undefined;
  for (const token of tokens) {
    if (token.kind !== 'option') continue;
    const written = token.rawName.replace(/^--?/, '');
    const isNegated = written.startsWith('no-') && !BY_FLAG.has(written);
    const name = isNegated ? written.slice(3) : written;
    const setting = BY_FLAG.get(name);
    if (name === 'help' || name === 'h') asked = 'help';
    else if (name === 'version') asked = 'version';
    else if (name === 'config') configFile = valueOf(token.rawName, token.value);
    else if (!setting || (isNegated && setting.kind !== 'boolean')) throw unknownFlag(token.rawName);
    else if (setting.kind === 'boolean') given.push([setting, token.value ?? String(!isNegated), token.rawName]);
    else given.push([setting, valueOf(token.rawName, token.value), token.rawName]);
  }
  // A mistyped flag leaves its value behind as a word, so the flags are judged first.
  const { command, address } = asked ? { command: asked } : readCommand(positionals);
  return { command, ...(address && { address }), configFile, settings: settingsFromTexts(given) };
}

function readCommand([name, ...rest]: readonly string[]): Pick<Arguments, 'command' | 'address'> {
  const [address, ...more] = name === 'invite' ? rest : ['', ...rest];
  if (address === undefined) throw new UsageError('invite needs an e-mail address.');
  if (more.length > 0) throw new UsageError(`${JSON.stringify(more[0])} is one word too many.`);
  if (name === undefined) return { command: 'help' };
  const command = COMMANDS.find((candidate) => candidate === name);
  if (command) return { command, address };
  const near = suggest(name, COMMANDS);
  throw new UsageError(`There is no command ${JSON.stringify(name)}.${near ? ` Did you mean ${near}?` : ''}`);
}

function valueOf(flag: string, value: string | undefined): string {
  // The text after a flag without a value is the next flag.
  if (value === undefined || value === '' || value.startsWith('--')) throw new UsageError(`${flag} needs a value.`);
  return value;
}

function unknownFlag(rawName: string): UsageError {
  const near = suggest(rawName, [...BY_FLAG.keys(), 'config', 'help', 'version']);
  return new UsageError(`There is no flag ${rawName}.${near ? ` Did you mean --${near}?` : ''}`);
}
