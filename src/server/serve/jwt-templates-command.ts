import { readFileSync } from 'node:fs';
import { audit } from '../audit/audit.ts';
import { commandLineUser } from '../audit/audited-calls.ts';
import type { InstanceConfig } from '../config/config.ts';
import type { JsonObject } from '../expressions/evaluate.ts';
import { createJwtTemplates, type JwtTemplate } from '../jwt-templates/jwt-templates.ts';
import {
  createJwtTemplate,
  deleteJwtTemplate,
  type JwtTemplateInput,
  listJwtTemplates,
  warningsOf,
} from '../jwt-templates/manage-jwt-templates.ts';
import { type PresetTemplate, presetTemplates } from '../jwt-templates/preset-templates.ts';
import { loadKeys } from '../keys/load-keys.ts';
import { suggest } from '../lib/suggest.ts';
import type { Logger } from '../logger.ts';
import { openStorage } from '../storage/open-storage.ts';
import { CommandFailure } from './command-failure.ts';
import { type CommandOutput, tableOf } from './command-output.ts';
import { type Arguments, UsageError } from './parse-args.ts';

/** More templates than a person makes. */
const MANY = { limit: 1_000, offset: 0 };
const SILENT: Logger = { info() {}, warn() {}, error() {} };

/**
 * Runs `clerk-widgets jwt-templates`. It needs no mail server, and a server may run on the same database.
 *
 * @param env holds `CLERK_MASTER_KEY` and `CLERK_SIGNING_KEY`
 * @throws {UsageError} for a preset that does not exist, or a wrong file
 * @throws {CommandFailure} for a template that does not exist, or a file that cannot be read
 * @throws {ApiError} when the template is wrong, or comes from the settings
 */
export async function runJwtTemplatesCommand(
  config: InstanceConfig,
  env: Readonly<Record<string, string | undefined>>,
  { command, operands, flags }: Pick<Arguments, 'command' | 'operands' | 'flags'>,
): Promise<CommandOutput> {
  if (command === 'jwt-templates presets') return { out: presetTemplates().map(describe).join('\n') };
  const input = command === 'jwt-templates create' ? readInput(flags) : undefined;
  const storage = await openStorage(config.databaseUrl);
  try {
    const { secret } = await loadKeys(config, storage, env);
    const services = { storage, logger: SILENT, jwtTemplates: createJwtTemplates(config, secret) };
    const administrator = { by: commandLineUser(), ip: null, now: Date.now() };
    const { templates } = await listJwtTemplates(services, MANY);
    if (input) {
      const made = await audit(services, administrator, { action: command, target: null }, async (entry) => {
        const template = await createJwtTemplate(services, administrator, input);
        entry.target = template.id;
        return template;
      });
      return { out: `${made.id}\n`, note: warningsOf(made).join('\n') };
    }
    if (command !== 'jwt-templates delete') return { out: listOf(templates) };
    const { id } = find(templates, operands[0] ?? '');
    await audit(services, administrator, { action: command, target: id }, () => deleteJwtTemplate(services, id));
    return { out: `deleted ${id}\n` };
  } finally {
    await storage.close();
  }
}

function describe({ name, service, claims, signingAlgorithm, key, says }: PresetTemplate): string {
  const needs = key === 'none' ? 'the key of the instance' : `--key-file with its ${key}`;
  return `${name}: ${service}, ${signingAlgorithm}, ${needs}\n${says}\n${JSON.stringify(claims, null, 2)}\n`;
}

/** The fields of a file with a template, which are those of the setting `jwtTemplates`. */
const FIELDS = ['name', 'claims', 'lifetime', 'allowedClockSkew', 'signingAlgorithm'] as const;

/** Makes a template of a preset, or of a file. */
function readInput(flags: Arguments['flags']): JwtTemplateInput {
  const text = (name: string): string | undefined => (typeof flags[name] === 'string' ? flags[name] : undefined);
  const [preset, file, keyFile, name] = ['preset', 'file', 'key-file', 'name'].map(text);
  if ((preset === undefined) === (file === undefined)) {
    throw new UsageError('jwt-templates create needs --preset <name> or --file <file>.');
  }
  const key = keyFile === undefined ? undefined : readText(keyFile, '--key-file');
  if (file !== undefined) {
    const given = readJson(readText(file, '--file'), '--file');
    const unknown = Object.keys(given).find((field) => !(FIELDS as readonly string[]).includes(field));
    if (unknown !== undefined) throw new UsageError(`--file has ${unknown}. It may have ${FIELDS.join(', ')}.`);
    return { ...given, ...(name === undefined ? {} : { name }), signingKey: key };
  }
  const chosen = findPreset(preset ?? '');
  if (chosen.key !== 'none' && key === undefined) {
    throw new UsageError(`The preset ${chosen.name} needs --key-file with its ${chosen.key}.`);
  }
  const { lifetime, signingAlgorithm } = chosen;
  const own = chosen.key === 'service account' ? readServiceAccount(chosen, key ?? '') : { claims: chosen.claims, key };
  return { name: name ?? chosen.name, claims: own.claims, lifetime, signingAlgorithm, signingKey: own.key };
}

/** Reads the file that Google gives out for a service account. */
function readServiceAccount({ claims }: PresetTemplate, text: string): { claims: JsonObject; key: string } {
  const { client_email: email, private_key: key } = readJson(text, '--key-file');
  if (typeof email !== 'string' || typeof key !== 'string') {
    throw new UsageError('--key-file has no client_email and private_key. Give the JSON file of a service account.');
  }
  return { claims: { ...claims, iss: email, sub: email }, key };
}

function readText(file: string, flag: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    throw new CommandFailure(`${flag} cannot be read (${(error as NodeJS.ErrnoException).code}).`);
  }
}

function readJson(text: string, flag: string): JsonObject {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as JsonObject;
  } catch {
    // Its message would show the text, which may be a key.
  }
  throw new UsageError(`${flag} holds no JSON object.`);
}

function findPreset(name: string): PresetTemplate {
  const presets = presetTemplates();
  const found = presets.find((preset) => preset.name === name);
  if (found) return found;
  const names = presets.map((preset) => preset.name);
  const near = suggest(name, names);
  throw new UsageError(
    `There is no preset ${JSON.stringify(name)}. ${near ? `Did you mean ${near}?` : `Choose ${names.join(', ')}.`}`,
  );
}

function find(templates: readonly JwtTemplate[], given: string): JwtTemplate {
  const found = templates.find(({ id, name }) => id === given || name === given);
  if (found) return found;
  throw new CommandFailure(`There is no JWT template ${JSON.stringify(given)}; jwt-templates list shows them.`);
}

function listOf(templates: readonly JwtTemplate[]): string {
  if (templates.length === 0) return 'There are no JWT templates.\n';
  return tableOf(
    templates.map((template) => [
      template.name,
      template.isSeeded ? 'setting' : template.id,
      `${template.signingAlgorithm}${template.hasOwnKey ? ', own key' : ''}`,
      `${template.lifetime} s`,
    ]),
  );
}
