import {
  CLOCK_SKEW_SECONDS,
  MAX_TOKEN_SECONDS,
  SESSION_TOKEN_CATEGORY,
  TEMPLATE_TOKEN_CATEGORY,
} from '../protocol/tokens.ts';
import { decodeJsonObject } from './base64url.ts';
import type { SessionClaims } from './claims.ts';
import { type TokenProblem, type TokenProblemReason, tokenProblem } from './token-problem.ts';
import type { KeyResolver, VerificationKey } from './verification-key.ts';

export interface VerifyOptions {
  /** Finds the key that the token names. */
  key: KeyResolver;
  /** The exact `iss` that the token must have; absent = any. */
  issuer?: string | undefined;
  /** The origins that `azp` may be. When set, a token without `azp` is refused. */
  authorizedParties?: readonly string[] | undefined;
  /** The audiences of which `aud` must name one. When set, a token without `aud` is refused. */
  audience?: readonly string[] | undefined;
  /** Seconds of clock difference to forgive; default 5. */
  clockSkewSeconds?: number | undefined;
  /** Verifies a token of a JWT template, and nothing else; default: a session token, and nothing else. */
  isTemplate?: boolean | undefined;
  /** The most seconds from `iat` to `exp`; default 300, for a token of a template any. */
  maxLifetimeSeconds?: number | undefined;
  /** Returns milliseconds since the epoch; default: the clock of the machine. */
  now?: (() => number) | undefined;
}

/** The claims of a valid token, or what is wrong with it. */
export type VerifyResult =
  | { readonly data: SessionClaims; readonly error?: undefined }
  | { readonly data?: undefined; readonly error: TokenProblem };

/** Characters. A session token is sent in a cookie, which browsers limit to 4 kB, so longer texts are not read. */
const MAX_LENGTH = 16_384;
const COMPACT_JWS = /^[\w-]+\.[\w-]+\.[\w-]+$/;
/** Header parameters that change how a token is read, or bring their own key (RFC 8725, section 3.10). */
const FORBIDDEN_HEADERS = ['crit', 'b64', 'zip', 'enc', 'jwk', 'jku', 'x5u', 'x5c'];

/**
 * Verifies a session token (RFC 7519, section 7.2): first the header, then the signature, then the claims.
 *
 * @param raw the token as it was sent, of any type
 * @param options the key, and what the token must state
 * @returns the claims as `data`, or the reason why they cannot be trusted as `error`. It is a promise only when the key
 *   is fetched, or verifies asynchronously. It throws and rejects for nothing that a token can contain
 *
 * @example
 * const { data, error } = await verifySessionToken(token, { key, authorizedParties: ['https://example.com'] });
 * if (error) return respond(401, error.reason);
 * const userId = data.sub;
 */
export function verifySessionToken(raw: unknown, options: VerifyOptions): VerifyResult | Promise<VerifyResult> {
  if (raw === undefined || raw === null || raw === '') return refuse('token-missing');
  if (typeof raw !== 'string' || raw.length > MAX_LENGTH || !COMPACT_JWS.test(raw)) return refuse('token-malformed');
  const first = raw.indexOf('.');
  const second = raw.indexOf('.', first + 1);
  const header = decodeJsonObject(raw.slice(0, first));
  const claims = decodeJsonObject(raw.slice(first + 1, second));
  // No bytes have a base64url of such a length.
  if (!header || !claims || (raw.length - second - 1) % 4 === 1) return refuse('token-malformed');
  const headerProblem = checkHeader(header, options);
  if (headerProblem) return refuse(headerProblem);

  const withKey = (key: VerificationKey | undefined) => verifyWithKey(key, raw, claims, options);
  const withoutKey = () => refuse('key-unavailable');
  try {
    const key = options.key(header.kid as string | undefined);
    const result = key === undefined || 'verify' in key ? withKey(key) : key.then(withKey);
    return 'then' in result ? result.then(undefined, withoutKey) : result;
  } catch {
    return withoutKey();
  }
}

type JsonObject = Record<string, unknown>;
type Found = TokenProblemReason | undefined;

function checkHeader(header: JsonObject, { isTemplate }: VerifyOptions): Found {
  if (header.alg !== 'RS256') return 'token-algorithm';
  if (FORBIDDEN_HEADERS.some((name) => Object.hasOwn(header, name))) return 'token-header';
  if (header.typ !== undefined && header.typ !== 'JWT') return 'token-type';
  const isOfKind = isTemplate
    ? header.cat === TEMPLATE_TOKEN_CATEGORY
    : header.cat === undefined || header.cat === SESSION_TOKEN_CATEGORY;
  if (!isOfKind) return 'token-type';
  return header.kid === undefined || typeof header.kid === 'string' ? undefined : 'token-header';
}

function verifyWithKey(
  key: VerificationKey | undefined,
  raw: string,
  claims: JsonObject,
  options: VerifyOptions,
): VerifyResult | Promise<VerifyResult> {
  if (key === undefined) return refuse('key-unknown');
  if (key.alg !== 'RS256') return refuse('token-algorithm');
  const finish = (isSigned: boolean) => (isSigned === true ? checkClaims(claims, options) : refuse('token-signature'));
  const isSigned = key.verify(raw);
  return typeof isSigned === 'boolean' ? finish(isSigned) : isSigned.then(finish);
}

function checkClaims(claims: JsonObject, options: VerifyOptions): VerifyResult {
  const problem = checkShape(claims, options) ?? checkTimes(claims, options) ?? checkParties(claims, options);
  // The types of the claims that are read anywhere were checked above; TypeScript cannot see that in a plain object.
  return problem ? refuse(problem) : { data: claims as unknown as SessionClaims };
}

function checkShape({ sub, sid, iss, sts, azp, exp, nbf, iat }: JsonObject, { isTemplate }: VerifyOptions): Found {
  // A token without a session is another kind of token of the same instance, such as a ticket or a handshake.
  if (isTemplate ? sid !== undefined : !isText(sid)) return 'token-type';
  const isSound =
    isText(sub) &&
    isText(iss) &&
    isTime(exp) &&
    isTime(nbf) &&
    isTime(iat) &&
    (azp === undefined || typeof azp === 'string');
  return isSound && (sts === undefined || sts === 'active' || sts === 'pending') ? undefined : 'token-claims';
}

function checkTimes(claims: JsonObject, options: VerifyOptions): Found {
  const { exp, nbf, iat } = claims as { exp: number; nbf: number; iat: number };
  const now = (options.now ?? Date.now)() / 1000;
  const skew = options.clockSkewSeconds ?? CLOCK_SKEW_SECONDS;
  // A token is valid only before `exp`, not at it (RFC 7519, section 4.1.4).
  if (now >= exp + skew) return 'token-expired';
  if (nbf > now + skew) return 'token-not-active-yet';
  if (iat > now + skew) return 'token-issued-in-future';
  const most = options.maxLifetimeSeconds ?? (options.isTemplate ? Number.POSITIVE_INFINITY : MAX_TOKEN_SECONDS);
  return exp - iat > most ? 'token-lifetime' : undefined;
}

function checkParties({ iss, azp, aud }: JsonObject, options: VerifyOptions): Found {
  const { issuer, authorizedParties, audience } = options;
  if (issuer !== undefined && iss !== issuer) return 'token-issuer';
  if (authorizedParties !== undefined && !(typeof azp === 'string' && authorizedParties.includes(azp))) {
    return 'token-authorized-party';
  }
  if (audience === undefined) return undefined;
  const named: readonly unknown[] = Array.isArray(aud) ? aud : [aud];
  return named.some((name) => typeof name === 'string' && audience.includes(name)) ? undefined : 'token-audience';
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value !== '';
}

/** A NumericDate (RFC 7519, section 2). JSON such as `1e400` is read as infinity, which is refused. */
function isTime(value: unknown): boolean {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}

function refuse(reason: TokenProblemReason): VerifyResult {
  return { error: tokenProblem(reason) };
}
