import { parseArgs as parse } from 'node:util';
import { type SettingTree, settingsFromTexts } from '../config/gather-settings.ts';
import { flagNameOf, SETTINGS, type Setting } from '../config/setting-table.ts';
import { suggest } from '../lib/suggest.ts';

/** The command line is wrong. The message is for the operator. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** What the command `keys` does. */
export type KeysAction =
  | { action: 'show' }
  | { action: 'list' }
  | { action: 'create'; name?: string; scopes?: string[] }
  /** `keys`: ids, or the last four characters of keys. */
  | { action: 'revoke'; keys: readonly string[] };

export interface Arguments {
  command: 'serve' | 'keys' | 'invite' | 'help' | 'version';
  /** The email address after `invite`. */
  address?: string;
  /** What `keys` does. */
  keys?: KeysAction;
  /** Path of the configuration file; undefined when the command line names none. */
  configFile: string | undefined;
  settings: SettingTree;
}

const KEYS_ACTIONS = ['create', 'list', 'revoke'] as const;
const COMMANDS = ['serve', 'keys', 'invite', 'help', 'version'] as const;
const BY_FLAG = new Map(SETTINGS.map((setting) => [flagNameOf(setting), setting]));

/**
 * Reads the command line of `clerk-widgets`.
 *
 * @param args the arguments after the program's name
 * @throws {UsageError} for an unknown command or flag, with the most similar known one
 * @throws {ConfigError} for a value of the wrong kind
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
      name: { type: 'string' },
      scope: { type: 'string', multiple: true },
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
  const ofKey: { name?: string; scopes?: string[] } = {};
  for (const token of tokens) {
    if (token.kind !== 'option') continue;
    const written = token.rawName.replace(/^--?/, '');
    const isNegated = written.startsWith('no-') && !BY_FLAG.has(written);
    const name = isNegated ? written.slice(3) : written;
    const setting = BY_FLAG.get(name);
    if (name === 'help' || name === 'h') asked = 'help';
    else if (name === 'version') asked = 'version';
    else if (name === 'config') configFile = valueOf(token.rawName, token.value);
    else if (written === 'name') ofKey.name = valueOf(token.rawName, token.value);
    else if (written === 'scope')
      ofKey.scopes = [...(ofKey.scopes ?? []), ...listOf(valueOf(token.rawName, token.value))];
    else if (!setting || (isNegated && setting.kind !== 'boolean')) throw unknownFlag(token.rawName);
    else if (setting.kind === 'boolean') given.push([setting, token.value ?? String(!isNegated), token.rawName]);
    else given.push([setting, valueOf(token.rawName, token.value), token.rawName]);
  }
  // A mistyped flag leaves its value behind as a positional argument, so flags are checked first.
  const read = asked ? { command: asked } : readCommand(positionals, ofKey);
  const [flag] = Object.keys(ofKey);
  if (flag && read.keys?.action !== 'create') {
    throw new UsageError(`--${flag === 'name' ? 'name' : 'scope'} is for keys create alone.`);
  }
  return { ...read, configFile, settings: settingsFromTexts(given) };
}

type Command = Pick<Arguments, 'command' | 'address' | 'keys'>;

function readCommand([name, ...rest]: readonly string[], ofKey: { name?: string; scopes?: string[] }): Command {
  if (name === 'keys') return { command: name, keys: readKeysAction(rest, ofKey) };
  const [address, ...more] = name === 'invite' ? rest : ['', ...rest];
  if (address === undefined) throw new UsageError('invite needs an email address.');
  if (more.length > 0) throw new UsageError(`${JSON.stringify(more[0])} is one argument too many.`);
  if (name === undefined) return { command: 'help' };
  const command = COMMANDS.find((candidate) => candidate === name);
  if (command) return { command, ...(address && { address }) };
  const near = suggest(name, COMMANDS);
  throw new UsageError(`There is no command ${JSON.stringify(name)}.${near ? ` Did you mean ${near}?` : ''}`);
}

function readKeysAction([name, ...rest]: readonly string[], ofKey: { name?: string; scopes?: string[] }): KeysAction {
  if (name === undefined) return { action: 'show' };
  const action = KEYS_ACTIONS.find((candidate) => candidate === name);
  if (!action) {
    const near = suggest(name, KEYS_ACTIONS);
    throw new UsageError(`keys has no ${JSON.stringify(name)}.${near ? ` Did you mean keys ${near}?` : ''}`);
  }
  if (action === 'revoke') {
    if (rest.length === 0) throw new UsageError('keys revoke needs an id, or the last four characters of a key.');
    return { action, keys: rest };
  }
  if (rest.length > 0) throw new UsageError(`${JSON.stringify(rest[0])} is one argument too many.`);
  return action === 'create' ? { action, ...ofKey } : { action };
}

function listOf(text: string): string[] {
  const entries = text.split(',').map((entry) => entry.trim());
  return entries.filter((entry) => entry !== '');
}

function valueOf(flag: string, value: string | undefined): string {
  // After a flag without a value the parser takes the next flag for it.
  if (value === undefined || value === '' || value.startsWith('--')) throw new UsageError(`${flag} needs a value.`);
  return value;
}

function unknownFlag(rawName: string): UsageError {
  const near = suggest(rawName, [...BY_FLAG.keys(), 'config', 'name', 'scope', 'help', 'version']);
  return new UsageError(`There is no flag ${rawName}.${near ? ` Did you mean --${near}?` : ''}`);
}
