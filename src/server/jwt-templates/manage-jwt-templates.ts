import {
  checkJwtTemplate,
  type JwtTemplateSpec,
  lifetimeWarning,
  type TemplateFault,
} from '../config/check-jwt-template.ts';
import { ApiError } from '../http/errors.ts';
import { settingReadOnly } from '../http/setting-read-only.ts';
import { isId, newId } from '../ids.ts';
import { seededFirst } from '../lib/seeded-first.ts';
import type { Services } from '../services.ts';
import type { JwtTemplateRow } from '../storage/rows.ts';
import type { ListPage } from '../storage/tables/list-order.ts';
import { UniqueViolation } from '../storage/storage-errors.ts';
import { fromRow, type JwtTemplate } from './jwt-templates.ts';

type Needed = Pick<Services, 'storage' | 'jwtTemplates' | 'logger'>;

/** Values of a template, of any type. Those that are undefined are not given. */
export type JwtTemplateInput = Partial<Record<keyof JwtTemplateSpec, unknown>> & {
  /** False takes the key of its own away. */
  customSigningKey?: boolean | undefined;
};

/** A page of templates, those of the settings first, then the newest. */
export interface JwtTemplateList {
  readonly templates: JwtTemplate[];
  /** How many there are in all. */
  readonly total: number;
}

/** Lists JWT templates: those of the settings, then those of the database. */
export async function listJwtTemplates(
  { storage, jwtTemplates }: Pick<Needed, 'storage' | 'jwtTemplates'>,
  page: ListPage,
): Promise<JwtTemplateList> {
  const { seeded } = jwtTemplates;
  const templates = await seededFirst(seeded, page, async (rest) =>
    (await storage.listJwtTemplates(rest)).map(fromRow),
  );
  return { templates, total: seeded.length + (await storage.countJwtTemplates()) };
}

/** @throws {ApiError} `resource_not_found` */
export async function findJwtTemplate(
  services: Pick<Needed, 'storage' | 'jwtTemplates'>,
  id: string,
): Promise<JwtTemplate> {
  return findSeeded(services, id) ?? fromRow(await requireRow(services, id));
}

/**
 * Creates a template.
 *
 * @throws {ApiError} one that names every wrong field
 */
export async function createJwtTemplate(
  services: Needed,
  { now }: { readonly now: number },
  input: JwtTemplateInput,
): Promise<JwtTemplate> {
  const { storage, jwtTemplates } = services;
  if (input.customSigningKey === false) refuseKey(input);
  if (input.customSigningKey === true && (input.signingKey ?? null) === null) throw missing('signing_key');
  const spec = check(input);
  refuseNameOfSeeded(services, spec.name);
  const id = newId('jtmp');
  const key = spec.signingKey === null ? null : jwtTemplates.sealKey(id, spec.signingKey);
  const row: JwtTemplateRow = { id, ...columnsOf(spec), sealed_key: key, created_at: now, updated_at: now };
  await withUniqueName(() => storage.insertJwtTemplate(row));
  return saved(services, row);
}

/**
 * Changes a template. What the input does not have stays as it is: also the key, which is never shown.
 *
 * @throws {ApiError} `resource_not_found`, 403 when it comes from the settings, or one that names every wrong field
 */
export async function updateJwtTemplate(
  services: Needed,
  { now }: { readonly now: number },
  id: string,
  input: JwtTemplateInput,
): Promise<JwtTemplate> {
  const { storage, jwtTemplates } = services;
  refuseSeeded(services, id);
  const before = await requireRow(services, id);
  const { customSigningKey, ...given } = input;
  if (customSigningKey === false) refuseKey(input);
  const present = specOf(before, customSigningKey === false ? null : keyOf(services, before));
  if (customSigningKey === true && (given.signingKey ?? present.signingKey) === null) throw missing('signing_key');
  const isGiven = Object.entries(given).filter(([, value]) => value !== undefined);
  const spec = check({ ...present, ...Object.fromEntries(isGiven) });
  refuseNameOfSeeded(services, spec.name);
  const key = spec.signingKey === null ? null : jwtTemplates.sealKey(id, spec.signingKey);
  const patch = { ...columnsOf(spec), sealed_key: key };
  const row = await withUniqueName(() => storage.updateJwtTemplate(id, patch, now));
  if (!row) throw new ApiError('resource_not_found');
  return saved(services, row);
}

/** @throws {ApiError} `resource_not_found`, or 403 when it comes from the settings */
export async function deleteJwtTemplate(services: Needed, id: string): Promise<void> {
  refuseSeeded(services, id);
  if (!isId(id) || !(await services.storage.deleteJwtTemplate(id))) throw new ApiError('resource_not_found');
}

/** Returns what to tell the administrator of a template. */
export function warningsOf(template: JwtTemplate): string[] {
  const warning = lifetimeWarning(template);
  return warning === undefined ? [] : [warning];
}

function saved({ logger }: Needed, row: JwtTemplateRow): JwtTemplate {
  const template = fromRow(row);
  for (const warning of warningsOf(template)) logger.warn(warning);
  return template;
}

/** The names of fields that the Backend API has for them. */
const PARAMS: Partial<Record<keyof JwtTemplateSpec, string>> = {
  allowedClockSkew: 'allowed_clock_skew',
  signingAlgorithm: 'signing_algorithm',
  signingKey: 'signing_key',
};

function check(input: JwtTemplateInput): JwtTemplateSpec {
  const { customSigningKey: _, ...given } = input;
  const checked = checkJwtTemplate(given);
  if ('spec' in checked) return checked.spec;
  ApiError.throwAll(checked.faults.map(errorOf));
  throw new ApiError('form_param_value_invalid');
}

function errorOf({ field, place, problem, cure }: TemplateFault): ApiError {
  const param = PARAMS[field] ?? field;
  const code = problem === 'is missing' ? 'form_param_missing' : 'form_param_value_invalid';
  return new ApiError(code, { param, longMessage: `${PARAMS[field] ?? place} ${problem}. ${cure}` });
}

function missing(param: string): ApiError {
  return new ApiError('form_param_missing', {
    param,
    longMessage: `${param} is missing. custom_signing_key needs it.`,
  });
}

function refuseKey({ signingKey }: JwtTemplateInput): void {
  if ((signingKey ?? null) === null) return;
  const longMessage = 'signing_key is given, but custom_signing_key is false.';
  throw new ApiError('form_conditional_param_disallowed', { param: 'signing_key', longMessage });
}

function columnsOf(
  spec: JwtTemplateSpec,
): Pick<JwtTemplateRow, 'name' | 'claims' | 'lifetime' | 'allowed_clock_skew' | 'signing_algorithm'> {
  return {
    name: spec.name,
    claims: JSON.stringify(spec.claims),
    lifetime: spec.lifetime,
    allowed_clock_skew: spec.allowedClockSkew,
    signing_algorithm: spec.signingAlgorithm,
  };
}

/** Without its key a template signs with that of the instance, which is RS256. */
function specOf(row: JwtTemplateRow, signingKey: string | null): JwtTemplateSpec {
  const { name, claims, lifetime, allowedClockSkew, signingAlgorithm } = fromRow(row);
  const algorithm = signingKey === null ? 'RS256' : signingAlgorithm;
  return { name, claims, lifetime, allowedClockSkew, signingAlgorithm: algorithm, signingKey };
}

function keyOf({ jwtTemplates }: Needed, { id, sealed_key: sealed }: JwtTemplateRow): string | null {
  return sealed === null ? null : jwtTemplates.unsealKey(id, sealed);
}

function findSeeded({ jwtTemplates }: Pick<Needed, 'jwtTemplates'>, id: string): JwtTemplate | undefined {
  return jwtTemplates.seeded.find((template) => template.id === id);
}

async function requireRow({ storage }: Pick<Needed, 'storage'>, id: string): Promise<JwtTemplateRow> {
  const row = isId(id) ? await storage.findJwtTemplate(id) : undefined;
  if (!row) throw new ApiError('resource_not_found');
  return row;
}

function refuseSeeded(services: Needed, id: string): void {
  if (findSeeded(services, id)) throw settingReadOnly('jwtTemplates');
}

function refuseNameOfSeeded({ jwtTemplates }: Needed, name: string): void {
  if (jwtTemplates.seeded.some((template) => template.name === name)) throw nameTaken();
}

async function withUniqueName<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof UniqueViolation) throw nameTaken();
    throw error;
  }
}

function nameTaken(): ApiError {
  const longMessage = 'There is a JWT template of this name. Choose another one.';
  return new ApiError('duplicate_record', { param: 'name', longMessage });
}
