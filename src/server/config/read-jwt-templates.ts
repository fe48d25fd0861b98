import { readFileSync } from 'node:fs';
import { JsonTemplateError } from '../expressions/json-template.ts';
import type { JsonObject } from '../expressions/evaluate.ts';
import { parseClaims } from '../expressions/parse-claims.ts';
import { suggest } from '../lib/suggest.ts';
import { checkJwtTemplate, type JwtTemplateSpec } from './check-jwt-template.ts';
import type { SettingReader } from './setting-reader.ts';

const FIELDS = [
  'name',
  'claims',
  'lifetime',
  'allowedClockSkew',
  'signingAlgorithm',
  'signingKey',
  'signingKeyEnv',
  'signingKeyFile',
];

type Fields = Readonly<Record<string, unknown>>;

/** Reads `jwtTemplates`, and reports every mistake. */
export function readJwtTemplates(reader: SettingReader): readonly JwtTemplateSpec[] {
  const seen = new Set<string>();
  return reader.objects('jwtTemplates').flatMap((entry, index) => {
    const path = `jwtTemplates[${index}]`;
    if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) {
      reader.fail(path, 'is not an object', 'Give an object with name and claims.');
      return [];
    }
    const fields = entry as Fields;
    for (const name of Object.keys(fields)) {
      if (FIELDS.includes(name)) continue;
      const near = suggest(name, FIELDS);
      reader.fail(`${path}.${name}`, 'is not a setting of a template', near ? `Did you mean ${near}?` : 'Remove it.');
    }
    const key = readKey(reader, path, fields);
    if (key.isWrong) return [];
    const checked = checkJwtTemplate({ ...fields, signingKey: key.text });
    if ('faults' in checked) {
      for (const { place, problem, cure } of checked.faults) reader.fail(`${path}.${place}`, problem, cure);
      return [];
    }
    const { spec } = checked;
    if (seen.has(spec.name)) reader.fail(`${path}.name`, `repeats ${spec.name}`, 'Keep one of them.');
    seen.add(spec.name);
    return [spec];
  });
}

/** Reads `session.claims`: what the application adds to session tokens. */
export function readSessionClaims(reader: SettingReader): JsonObject | null {
  const claims = reader.value('session.claims');
  if (claims === undefined) return null;
  try {
    return parseClaims(claims, 'session', 'session.claims').keys.length > 0 ? (claims as JsonObject) : null;
  } catch (error) {
    if (!(error instanceof JsonTemplateError)) throw error;
    reader.fail(error.place, error.problem, error.cure);
    return null;
  }
}

/** Reads the key of a template: itself, the name of the environment variable that has it, or the path of a file. */
function readKey(reader: SettingReader, path: string, fields: Fields): { text?: unknown; isWrong?: true } {
  const given = ['signingKey', 'signingKeyEnv', 'signingKeyFile'].filter((name) => fields[name] !== undefined);
  const [name] = given;
  if (name === undefined) return {};
  const refuse = (problem: string, cure: string): { isWrong: true } => {
    reader.fail(`${path}.${name}`, problem, cure);
    return { isWrong: true };
  };
  if (given.length > 1) return refuse(`comes with ${given[1]}`, 'Give one of them.');
  const value = fields[name];
  if (name === 'signingKey') return { text: value };
  if (typeof value !== 'string' || value === '') return refuse('is not a text', 'Give a name or a path.');
  if (name === 'signingKeyEnv') {
    const text = globalThis.process?.env[value]?.trim();
    return text ? { text } : refuse(`names ${value}, which is not set`, 'Set this environment variable.');
  }
  try {
    return { text: readFileSync(value, 'utf8').trim() };
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? 'unknown error';
    return refuse(`cannot be read (${reason})`, 'Give the path of a file that the server can read.');
  }
}
