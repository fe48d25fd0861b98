import { envNameOf, flagNameOf, SETTING_GROUPS, SETTINGS, type Setting } from '../config/setting-table.ts';
import { COMMAND_SPECS, type CommandSpec } from './command-table.ts';

const VALUES: Record<Setting['kind'], string> = {
  text: ' <text>',
  list: ' <a,b>',
  integer: ' <n>',
  boolean: '',
  json: ' <json>',
};

/** Columns of a line. */
const WIDTH = 120;
const INDENT = 32;

/** Returns the text that `clerk-widgets --help` prints. */
export function helpText(): string {
  const flagOf = (setting: Setting) => `--${flagNameOf(setting)}${VALUES[setting.kind]}`;
  const width = Math.max(...SETTINGS.map((setting) => flagOf(setting).length));
  const lineOf = (setting: Setting) =>
    `  ${flagOf(setting).padEnd(width)}  ${setting.help}\n  ${' '.repeat(width)}  ${envNameOf(setting)}`;
  const groups = SETTING_GROUPS.map(({ title, settings }) => `${title}\n${settings.map(lineOf).join('\n')}`);
  return `clerk-widgets: sign-in for any web page, and the server behind it

Usage
${Object.entries(COMMAND_SPECS).map(usageOf).join('\n')}

A flag overrides an environment variable, which overrides the configuration file.
  --config <file>   JSON, or a module with a default export. Default: clerk.config.{json,js,mjs,ts} if one exists

Below each setting is its environment variable. --no-<flag> turns a switch off.

${groups.join('\n\n')}

Keys, in the environment only
  CLERK_MASTER_KEY    32 random bytes in base64 or hex; required with Postgres. Default: created and kept in the key file
  CLERK_SIGNING_KEY   RSA-2048 private key in PEM. Default: created and kept
`;
}

/** Writes how a command is called, and below it what it does. */
function usageOf([name, { operands, flags = {}, help }]: [string, CommandSpec]): string {
  const own = Object.entries(flags).map(([flag, { value }]) => `[--${flag}${value ? ` ${value}` : ''}]`);
  const isPlain = name === 'help' || name === 'version';
  const call = ['  clerk-widgets', name, operands?.usage ?? '', ...own, isPlain ? '' : '[flags]'];
  const usage = wrap(call.filter((word) => word !== '').join(' '), 4);
  const lines = wrap(' '.repeat(INDENT) + help, INDENT);
  const isShort = usage.length === 1 && (usage[0] ?? '').length < INDENT;
  if (!isShort) return [...usage, ...lines].join('\n');
  return [(usage[0] ?? '').padEnd(INDENT) + (lines[0] ?? '').trimStart(), ...lines.slice(1)].join('\n');
}

/** Breaks a line at its spaces. @param indent of the lines after the first one */
function wrap(line: string, indent: number): string[] {
  if (line.length <= WIDTH) return [line];
  const at = line.lastIndexOf(' ', WIDTH);
  return [line.slice(0, at), ...wrap(' '.repeat(indent) + line.slice(at + 1), indent)];
}
