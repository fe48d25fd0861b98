import { ConfigError, type ConfigProblem } from '../lib/config-error.ts';
import { suggest } from '../lib/suggest.ts';
import { envNameOf, SETTINGS, type Setting } from './setting-table.ts';

/** Unchecked settings in the shape of `ConfigInput`. */
export type SettingTree = Record<string, unknown>;

/** What a text of each kind should be, for errors. */
const WANTED: Partial<Record<Setting['kind'], string>> = {
  boolean: 'true or false',
  integer: 'a whole number',
  json: 'JSON',
};

/**
 * Reads the settings from environment variables. Empty variables count as absent.
 *
 * @throws {ConfigError} when a variable is not of its setting's kind
 */
export function settingsFromEnv(env: Readonly<Record<string, string | undefined>>): SettingTree {
  const given = SETTINGS.flatMap((setting): [Setting, string, string][] => {
    const text = env[envNameOf(setting)];
    return text === undefined || text.trim() === '' ? [] : [[setting, text, envNameOf(setting)]];
  });
  return settingsFromTexts(given);
}

/**
 * Makes a tree of texts.
 *
 * @param given each setting with its text, and the name to use in errors
 */
export function settingsFromTexts(given: readonly [Setting, string, string][]): SettingTree {
  const problems: ConfigProblem[] = [];
  const tree: SettingTree = {};
  for (const [setting, text, name] of given) {
    const value = read(setting, text);
    if (value === undefined) {
      const wanted = WANTED[setting.kind] ?? 'a text';
      problems.push({
        setting: `${setting.path} (${name})`,
        ...(setting.secret ? {} : { given: JSON.stringify(text.slice(0, 40)) }),
        problem: `is not ${wanted}`,
        cure: `Give ${wanted}.`,
      });
    } else {
      place(tree, setting.path, value);
    }
  }
  if (problems.length > 0) throw new ConfigError(problems);
  return tree;
}

/** Merges two trees, of which `over` wins: groups such as `password` are merged, lists are replaced. */
export function mergeSettings(under: SettingTree, over: SettingTree): SettingTree {
  const merged: SettingTree = { ...under };
  for (const [key, value] of Object.entries(over)) {
    const below = merged[key];
    merged[key] = isTree(value) && isTree(below) ? mergeSettings(below, value) : value;
  }
  return merged;
}

/**
 * Warns about `CLERK_…` variables that are almost the name of a setting. It ignores others, because stock SDKs on the
 * same machine have `CLERK_…` variables of their own.
 */
export function misspelledVariables(env: Readonly<Record<string, string | undefined>>): string[] {
  const known = [...SETTINGS.map(envNameOf), 'CLERK_MASTER_KEY', 'CLERK_SIGNING_KEY'];
  const foreign = ['CLERK_PUBLISHABLE_KEY', 'CLERK_JWT_KEY', 'CLERK_API_URL', 'CLERK_FAPI_URL'];
  return Object.keys(env).flatMap((name) => {
    if (!name.startsWith('CLERK_') || known.includes(name) || foreign.includes(name)) return [];
    const near = suggest(name, known);
    return near ? [`${name} is not a setting and is ignored. Did you mean ${near}?`] : [];
  });
}

function read({ kind }: Setting, text: string): unknown {
  const trimmed = text.trim();
  if (kind === 'text') return trimmed;
  if (kind === 'list') {
    const entries = trimmed.split(',').map((entry) => entry.trim());
    return entries.filter((entry) => entry !== '');
  }
  if (kind === 'json') return readJson(trimmed);
  if (kind === 'integer') return /^-?\d{1,15}$/.test(trimmed) ? Number(trimmed) : undefined;
  if (/^(true|1|yes|on)$/i.test(trimmed)) return true;
  return /^(false|0|no|off)$/i.test(trimmed) ? false : undefined;
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function place(tree: SettingTree, path: string, value: unknown): void {
  const [group = '', ...names] = path.split('.');
  if (names.length === 0) {
    tree[group] = value;
    return;
  }
  const below = isTree(tree[group]) ? tree[group] : {};
  tree[group] = below;
  place(below, names.join('.'), value);
}

function isTree(value: unknown): value is SettingTree {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
