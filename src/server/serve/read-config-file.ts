import { access, readFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { ConfigError } from '../lib/config-error.ts';
import { configFileProblem, type FileProblem } from './config-file-problem.ts';
import type { SettingTree } from '../config/gather-settings.ts';

const DEFAULT_NAMES = ['json', 'js', 'mjs', 'ts'].map((extension) => `clerk.config.${extension}`);

/**
 * Reads the configuration file: JSON, or the default export of a module.
 *
 * @param file the file that was named; without it, `clerk.config.…` in the directory, if there is one
 * @throws {ConfigError} when it cannot be read or is no object
 */
export async function readConfigFile(
  file: string | undefined,
  directory: string = process.cwd(),
): Promise<SettingTree> {
  const found = file ?? (await firstExisting(directory));
  if (found === undefined) return {};
  const full = path.resolve(directory, found);
  let content: unknown;
  try {
    // A module is read too: the loader says of a missing file what it says of a missing import.
    const text = await readFile(full, 'utf8');
    content = full.endsWith('.json') ? JSON.parse(text) : await importDefault(full);
  } catch (error) {
    throw refusal(found, configFileProblem(error, full));
  }
  if (typeof content === 'object' && content !== null && !Array.isArray(content)) return content as SettingTree;
  const cure = 'Write the settings as one object; a module exports it by default.';
  throw refusal(found, { problem: 'holds no object', cure });
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

function refusal(file: string, { problem, cure }: FileProblem): ConfigError {
  return new ConfigError([{ setting: '--config', given: JSON.stringify(file), problem, cure }]);
}
