import { parseArgs as parse } from 'node:util';
import { type SettingTree, settingsFromTexts } from '../config/gather-settings.ts';
import { flagNameOf, SETTINGS, type Setting } from '../config/setting-table.ts';
import { suggest } from '../lib/suggest.ts';
import { COMMAND_SPECS, type CommandFlag, type CommandName, type CommandSpec } from './command-table.ts';

/** The command line is wrong. The message is for the operator. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** The values of the flags that a command has of its own, by their names. */
export interface FlagValues {
  [name: string]: string | readonly string[] | true | undefined;
}

export interface Arguments {
  command: CommandName;
  /** What stands behind the name of the command. */
  operands: readonly string[];
  /** The flags that the command has of its own. */
  flags: FlagValues;
  /** Path of the configuration file; undefined when the command line names none. */
  configFile: string | undefined;
  settings: SettingTree;
}

/** The first words of commands. */
const FIRST_WORDS = [...new Set(Object.keys(COMMAND_SPECS).map((name) => name.split(' ')[0] ?? ''))];
const BY_FLAG = new Map(SETTINGS.map((setting) => [flagNameOf(setting), setting]));
/** Every flag that some command has of its own, with the kind of its value. */
const OWN_FLAGS = new Map<string, CommandFlag>(
  Object.values(COMMAND_SPECS).flatMap(({ flags = {} }) => Object.entries(flags)),
);

/**
 * Reads the command line of `clerk-widgets`.
 *
 * @param args the arguments after the program's name
 * @throws {UsageError} for an unknown command or flag, with the most similar known one
 * @throws {ConfigError} for a value of the wrong kind
 */
export function parseArgs(args: readonly string[]): Arguments {
  const typeOf = (takesNone: boolean) => ({ type: takesNone ? 'boolean' : 'string', multiple: true }) as const;
  const { tokens, positionals } = parse({
    args: [...args],
    options: {
      ...Object.fromEntries([...BY_FLAG].map(([name, { kind }]) => [name, typeOf(kind === 'boolean')])),
      ...Object.fromEntries([...OWN_FLAGS].map(([name, { kind }]) => [name, typeOf(kind === 'switch')])),
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
  const flags: FlagValues = {};
  let configFile: string | undefined;
  let asked: 'help' | 'version' | undefined;
  for (const token of tokens) {
    if (token.kind !== 'option') continue;
    const written = token.rawName.replace(/^--?/, '');
    const own = OWN_FLAGS.get(written);
    const isNegated = written.startsWith('no-') && !BY_FLAG.has(written);
    const name = isNegated ? written.slice(3) : written;
    const setting = BY_FLAG.get(name);
    if (name === 'help' || name === 'h') asked = 'help';
    else if (name === 'version') asked = 'version';
    else if (name === 'config') configFile = valueOf(token.rawName, token.value);
    else if (own) flags[written] = flagValue(own, token.rawName, token.value, flags[written]);
    else if (!setting || (isNegated && setting.kind !== 'boolean')) throw unknownFlag(token.rawName);
    else if (setting.kind === 'boolean') given.push([setting, token.value ?? String(!isNegated), token.rawName]);
    else given.push([setting, valueOf(token.rawName, token.value), token.rawName]);
  }
  // A mistyped flag leaves its value behind as an operand, so flags are checked first.
  const read = asked ? { command: asked, operands: [] } : readCommand(positionals);
  if (!asked) refuseOtherFlags(read.command, flags);
  return { ...read, flags, configFile, settings: settingsFromTexts(given) };
}

function readCommand(words: readonly string[]): Pick<Arguments, 'command' | 'operands'> {
  const [first, second = '', ...rest] = words;
  if (first === undefined) return { command: 'help', operands: [] };
  const two = `${first} ${second}`;
  if (isCommand(two)) return checkOperands(two, rest);
  const seconds = Object.keys(COMMAND_SPECS).flatMap((name) =>
    name.startsWith(`${first} `) ? [name.slice(first.length + 1)] : [],
  );
  if (seconds.length > 0 && (second !== '' || !isCommand(first))) {
    const near = suggest(second, seconds);
    const cure = near ? `Did you mean ${first} ${near}?` : `It has ${seconds.join(', ')}.`;
    throw new UsageError(
      second === '' ? `${first} needs more. ${cure}` : `${first} has no ${JSON.stringify(second)}. ${cure}`,
    );
  }
  if (isCommand(first)) return checkOperands(first, words.slice(1));
  const near = suggest(first, FIRST_WORDS);
  throw new UsageError(`There is no command ${JSON.stringify(first)}.${near ? ` Did you mean ${near}?` : ''}`);
}

function checkOperands(command: CommandName, operands: readonly string[]): Pick<Arguments, 'command' | 'operands'> {
  const wanted = (COMMAND_SPECS[command] as CommandSpec).operands;
  if (wanted?.missing !== undefined && operands.length === 0) throw new UsageError(wanted.missing);
  const most = wanted?.isList ? Number.POSITIVE_INFINITY : wanted ? 1 : 0;
  if (operands.length > most) throw new UsageError(`${JSON.stringify(operands[most])} is one argument too many.`);
  return { command, operands };
}

function refuseOtherFlags(command: CommandName, flags: FlagValues): void {
  for (const name of Object.keys(flags)) {
    if (COMMAND_SPECS[command]?.flags?.[name]) continue;
    const owners = Object.entries(COMMAND_SPECS).flatMap(([owner, spec]) => (spec.flags?.[name] ? [owner] : []));
    throw new UsageError(`--${name} is for ${owners.join(' and ')} alone.`);
  }
}

function isCommand(name: string): name is CommandName {
  return Object.hasOwn(COMMAND_SPECS, name);
}

function flagValue(
  { kind }: CommandFlag,
  rawName: string,
  value: string | undefined,
  before: FlagValues[string],
): string | readonly string[] | true {
  if (kind === 'switch') {
    if (value !== undefined) throw new UsageError(`${rawName} has no value.`);
    return true;
  }
  const text = valueOf(rawName, value);
  return kind === 'text' ? text : [...(Array.isArray(before) ? before : []), ...listOf(text)];
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
  const near = suggest(rawName, [...BY_FLAG.keys(), ...OWN_FLAGS.keys(), 'config', 'help', 'version']);
  return new UsageError(`There is no flag ${rawName}.${near ? ` Did you mean --${near}?` : ''}`);
}
