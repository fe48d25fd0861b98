import type { JsonObject } from '../expressions/evaluate.ts';
import { JsonTemplateError } from '../expressions/json-template.ts';
import { parseClaims } from '../expressions/parse-claims.ts';
import {
  createSign,
  isSigningAlgorithm,
  JwtKeyError,
  SIGNING_ALGORITHMS,
  type SigningAlgorithm,
} from '../lib/jwt-key.ts';

/** What a JWT template is made from. */
export interface JwtTemplateSpec {
  /** What `getToken({ template })` names. */
  readonly name: string;
  /** The claims, with expressions in their texts. */
  readonly claims: JsonObject;
  /** Seconds that its tokens live. */
  readonly lifetime: number;
  /** Seconds by which `nbf` is before `iat`, for servers whose clock is behind. */
  readonly allowedClockSkew: number;
  readonly signingAlgorithm: SigningAlgorithm;
  /** A private key in PEM, or a shared secret; null = the key of the instance. */
  readonly signingKey: string | null;
}

/** A wrong part of a template. */
export interface TemplateFault {
  readonly field: keyof JwtTemplateSpec;
  /** The field, or a part of it such as `claims.metadata.role`. */
  readonly place: string;
  readonly problem: string;
  readonly cure: string;
}

export const TEMPLATE_NAME = /^[A-Za-z0-9_-]{1,64}$/;
export const SHORTEST_LIFETIME = 30;
export const LONGEST_LIFETIME = 315_360_000;
export const LONGEST_SKEW = 300;
/** Seconds after which a life is long: who is signed out, banned or loses a role keeps a token for that time. */
export const LONG_LIFETIME = 300;

const DEFAULT_LIFETIME = 60;
const DEFAULT_SKEW = 5;
/** The most characters of the claims as JSON; the server refuses larger tokens anyway. */
const MAX_CLAIMS_TEXT = 16_384;

/**
 * Checks a template, from the settings or from the Backend API.
 *
 * @param given values of any type; undefined and null are absent
 * @returns the template, or everything that is wrong with it
 */
export function checkJwtTemplate(
  given: Readonly<Partial<Record<keyof JwtTemplateSpec, unknown>>>,
): { readonly spec: JwtTemplateSpec } | { readonly faults: readonly TemplateFault[] } {
  const faults: TemplateFault[] = [];
  const note = (field: keyof JwtTemplateSpec, problem: string, cure: string, place: string = field): void => {
    faults.push({ field, place, problem, cure });
  };
  const integer = (field: 'lifetime' | 'allowedClockSkew', fallback: number, min: number, max: number): number => {
    const value = given[field] ?? fallback;
    if (typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max) return value;
    note(field, `is not a whole number from ${min} to ${max}`, 'Give a number of seconds in that range.');
    return fallback;
  };
  const name = typeof given.name === 'string' ? given.name.trim() : '';
  if (!TEMPLATE_NAME.test(name)) {
    note('name', name === '' ? 'is missing' : 'is not a name', 'Use 1 to 64 letters, digits, hyphens and underscores.');
  }
  const signingKey = given.signingKey ?? null;
  const signingAlgorithm = checkKey(given.signingAlgorithm ?? null, signingKey, note);
  const claims = checkClaims(given.claims ?? null, signingKey !== null, note);
  const spec: JwtTemplateSpec = {
    name,
    claims,
    lifetime: integer('lifetime', DEFAULT_LIFETIME, SHORTEST_LIFETIME, LONGEST_LIFETIME),
    allowedClockSkew: integer('allowedClockSkew', DEFAULT_SKEW, 0, LONGEST_SKEW),
    signingAlgorithm,
    signingKey: typeof signingKey === 'string' ? signingKey : null,
  };
  return faults.length > 0 ? { faults } : { spec };
}

type Note = (field: keyof JwtTemplateSpec, problem: string, cure: string, place?: string) => void;

function checkClaims(claims: unknown, hasKey: boolean, note: Note): JsonObject {
  try {
    parseClaims(claims, hasKey ? 'template with its own key' : 'template');
    if (JSON.stringify(claims).length > MAX_CLAIMS_TEXT) {
      note('claims', `have more than ${MAX_CLAIMS_TEXT} characters`, 'Shorten them.');
    }
    return claims as JsonObject;
  } catch (error) {
    if (!(error instanceof JsonTemplateError)) throw error;
    note('claims', error.problem, error.cure, error.place);
    return {};
  }
}

function checkKey(algorithm: unknown, key: unknown, note: Note): SigningAlgorithm {
  const choose = `Choose ${SIGNING_ALGORITHMS.join(', ')}.`;
  if (algorithm !== null && (typeof algorithm !== 'string' || !isSigningAlgorithm(algorithm))) {
    note('signingAlgorithm', 'is not a signing algorithm', choose);
    return 'RS256';
  }
  if (key === null) {
    if (algorithm === null || algorithm === 'RS256') return 'RS256';
    note('signingKey', 'is missing', `${algorithm} needs a key of its own. The instance signs with RS256.`);
    return algorithm;
  }
  if (algorithm === null) {
    note('signingAlgorithm', 'is missing', `A key needs its algorithm. ${choose}`);
    return 'RS256';
  }
  try {
    if (typeof key !== 'string')
      throw new JwtKeyError('is not a text', 'Give a private key in PEM, or a shared secret.');
    createSign(algorithm, key);
  } catch (error) {
    if (!(error instanceof JwtKeyError)) throw error;
    note('signingKey', error.problem, error.cure);
  }
  return algorithm;
}

/** Returns what to tell the operator of a template whose tokens live for long; undefined when they do not. */
export function lifetimeWarning({ name, lifetime }: Pick<JwtTemplateSpec, 'name' | 'lifetime'>): string | undefined {
  if (lifetime <= LONG_LIFETIME) return undefined;
  return (
    `Tokens of the JWT template ${name} live for ${lifetime} seconds. Nobody can end such a token: a user who is signed ` +
    `out or banned, or loses a role, keeps it until then. Use at most ${LONG_LIFETIME} where the service allows it.`
  );
}
