import type { ReverificationLevel } from './status.ts';

/** How recently the user has verified which factor: one of Clerk's four presets, or a level with minutes. */
export type ReverificationConfig =
  | 'strict_mfa'
  | 'strict'
  | 'moderate'
  | 'lax'
  | { level: ReverificationLevel; afterMinutes: number };

/** What may be asked of a session. If several are named, all have to hold. */
export interface AuthorizationParams {
  /** A role of the user in the active organization. No user has one: this release has no organizations. */
  role?: string;
  /** A permission in the active organization. */
  permission?: string;
  /** A feature of the user's plan, such as `export` or `user:export`. */
  feature?: string;
  /** A plan of the user, such as `pro` or `user:pro`. */
  plan?: string;
  reverification?: ReverificationConfig;
}

/** What is known of a signed-in user, from the claims of a token. Values of a wrong type count as missing. */
export interface AuthorizationFacts {
  /** Claim `fea`: features with their scopes, such as `u:export,o:audit`. */
  features?: unknown;
  /** Claim `pla`, in the same form. */
  plans?: unknown;
  /** Claim `fva`: minutes since the first and the second factor were verified; -1 = never. */
  factorVerificationAge?: unknown;
}

/** Minutes of each preset. */
const PRESETS: Record<string, unknown> = { strict_mfa: 10, strict: 10, moderate: 60, lax: 1440 };
/** The letter of the claims for each scope that may be asked for. */
const SCOPES: Record<string, string> = { o: 'o', org: 'o', organization: 'o', u: 'u', user: 'u' };

/** Each check gets what is asked, of whatever type. */
const CHECKS: Record<keyof AuthorizationParams, (asked: unknown, facts: AuthorizationFacts) => boolean> = {
  role: () => false,
  permission: () => false,
  feature: (asked, { features }) => isListed(features, asked),
  plan: (asked, { plans }) => isListed(plans, asked),
  reverification: (asked, { factorVerificationAge }) => isFresh(factorVerificationAge, asked),
};

/**
 * Returns whether everything that is asked of a session holds, as `session.checkAuthorization` of clerk-js does. In the
 * browser it decides what is shown. A server has to ask again, of a verified token.
 *
 * @param params who asks for nothing gets nothing
 *
 * @example isAuthorized({ plan: 'pro' }, { plans: 'u:pro' }) // true
 */
export function isAuthorized(params: AuthorizationParams, facts: AuthorizationFacts): boolean {
  const asked = (Object.keys(CHECKS) as (keyof AuthorizationParams)[]).filter((name) => params[name] !== undefined);
  return asked.length > 0 && asked.every((name) => CHECKS[name](params[name], facts));
}

/**
 * Returns whether a claim lists a feature or plan. Each entry of the claim has a scope before its colon: `o` for the
 * organization, `u` for the user, or both letters. A malformed entry makes the whole claim worthless.
 *
 * @param asked a name, or a name with a scope such as `org:audit`
 */
function isListed(claim: unknown, asked: unknown): boolean {
  if (typeof claim !== 'string' || typeof asked !== 'string') return false;
  const [scope = '', name] = asked.split(':');
  const letter = name === undefined ? '' : SCOPES[scope];
  const entries = claim.split(',').map((entry) => entry.trim().split(/:(.*)/s));
  return (
    entries.every(({ length }) => length > 1) &&
    entries.some(
      ([of = '', value]) => /^(ou?|uo?)$/.test(of) && of.includes(letter as string) && value === (name || scope),
    )
  );
}

/** Returns whether factors were verified recently enough. A user without a second factor verifies the first one. */
function isFresh(ages: unknown, asked: unknown): boolean {
  const { level, afterMinutes } = (
    typeof asked === 'string'
      ? { level: asked === 'strict_mfa' ? 'multi_factor' : 'second_factor', afterMinutes: PRESETS[asked] }
      : Object(asked)
  ) as Record<string, unknown>;
  if (typeof afterMinutes !== 'number' || !Array.isArray(ages) || ages.length !== 2 || !ages.every(Number.isFinite))
    return false;
  const [first, second] = ages.map((age: number) => age >= 0 && age < afterMinutes) as [boolean, boolean];
  const last = ages[1] < 0 ? first : second;
  return level === 'first_factor'
    ? first
    : level === 'second_factor'
      ? last
      : level === 'multi_factor' && first && last;
}
