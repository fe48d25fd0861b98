import { CLOCK_SKEW_SECONDS, SESSION_TOKEN_CATEGORY } from '../protocol/tokens.ts';
import type { SessionClaims } from './claims.ts';
import { type TokenProblem, type TokenProblemReason, tokenProblem } from './token-problem.ts';
import type { KeyResolver } from './verification-key.ts';

export interface VerifyOptions {
  /** Finds the key that the token names. */
  key: KeyResolver;
  /** The exact `iss` that the token must have; absent = any. */
  issuer?: string;
  /** The origins that `azp` may be. When set, a token without `azp` is refused. */
  authorizedParties?: readonly string[];
  /** Seconds of clock difference to forgive; default 5. */
  clockSkewSeconds?: number;
  /** Returns milliseconds since the epoch; default: the clock of the machine. */
  now?: () => number;
}

/** The claims of a valid token, or what is wrong with it. */
export type VerifyResult =
  | { readonly data: SessionClaims; readonly error?: undefined }
  | { readonly data?: undefined; readonly error: TokenProblem };

/** Characters. A session token is sent in a cookie, which browsers limit to 4 kB, so longer texts are not read. */
const MAX_LENGTH = 16_384;
const COMPACT_JWS = /^([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]+)$/;
/** Header parameters that change how a token is read, or bring their own key (RFC 8725, section 3.10). */
const FORBIDDEN_HEADERS = ['crit', 'b64', 'zip', 'enc', 'jwk', 'jku', 'x5u', 'x5c'];

/**
 * Verifies a session token (RFC 7519, section 7.2): first the header, then the signature, then the claims.
 *
 * @param raw the token as it was sent, of any type
 * @param options the key, and what the token must state
 * @returns the claims as `data`, or the reason why they cannot be trusted as `error`. It throws for nothing that a token
 *   can contain
 *
 * @example
 * const { data, error } = await verifySessionToken(token, { key, authorizedParties: ['https://example.com'] });
 * if (error) return respond(401, error.reason);
 * const userId = data.sub;
 */
export async function verifySessionToken(raw: unknown, options: VerifyOptions): Promise<VerifyResult> {
  if (raw === undefined || raw === null || raw === '') return refuse('token-missing');
  const parts = typeof raw === 'string' && raw.length <= MAX_LENGTH ? COMPACT_JWS.exec(raw) : null;
  if (!parts) return refuse('token-malformed');
  const [token = '', headerPart = '', claimsPart = '', signaturePart = ''] = parts;
  const header = decodeObject(headerPart);
  const claims = decodeObject(claimsPart);
  const signature = decodeBytes(signaturePart);
  if (!header || !claims || !signature) return refuse('token-malformed');

  const headerProblem = checkHeader(header);
  if (headerProblem) return refuse(headerProblem);
  const key = await findKey(options.key, header.kid as string | undefined);
  if (typeof key === 'string') return refuse(key);
  if (key.alg !== header.alg) return refuse('token-algorithm');
  const signed = token.slice(0, headerPart.length + 1 + claimsPart.length);
  if ((await key.verify(signed, signature)) !== true) return refuse('token-signature');

  const problem = checkShape(claims) ?? checkTimes(claims, options) ?? checkParties(claims, options);
  // The types of the claims that are read anywhere were checked above; TypeScript cannot see that in a plain object.
  return problem ? refuse(problem) : { data: claims as unknown as SessionClaims };
}

type JsonObject = Record<string, unknown>;
type Found = TokenProblemReason | undefined;

function checkHeader(header: JsonObject): Found {
  if (header.alg !== 'RS256') return 'token-algorithm';
  if (FORBIDDEN_HEADERS.some((name) => Object.hasOwn(header, name))) return 'token-header';
  if (header.typ !== undefined && header.typ !== 'JWT') return 'token-type';
  if (header.cat !== undefined && header.cat !== SESSION_TOKEN_CATEGORY) return 'token-type';
  return header.kid === undefined || typeof header.kid === 'string' ? undefined : 'token-header';
}

async function findKey(resolve: KeyResolver, kid: string | undefined) {
  try {
    return (await resolve(kid)) ?? 'key-unknown';
  } catch {
    return 'key-unavailable';
  }
}

function checkShape({ sub, sid, iss, sts, azp, exp, nbf, iat }: JsonObject): Found {
  // A token without a session is another kind of token of the same instance, such as a ticket or a handshake.
  if (!isText(sid)) return 'token-type';
  const isSound =
    isText(sub) && isText(iss) && [exp, nbf, iat].every(isTime) && (azp === undefined || typeof azp === 'string');
  return isSound && (sts === undefined || sts === 'active' || sts === 'pending') ? undefined : 'token-claims';
}

function checkTimes(claims: JsonObject, options: VerifyOptions): Found {
  const { exp, nbf, iat } = claims as { exp: number; nbf: number; iat: number };
  const now = (options.now ?? Date.now)() / 1000;
  const skew = options.clockSkewSeconds ?? CLOCK_SKEW_SECONDS;
  // A token is valid only before `exp`, not at it (RFC 7519, section 4.1.4).
  if (now >= exp + skew) return 'token-expired';
  if (nbf > now + skew) return 'token-not-active-yet';
  return iat > now + skew ? 'token-issued-in-future' : undefined;
}

function checkParties({ iss, azp }: JsonObject, { issuer, authorizedParties }: VerifyOptions): Found {
  if (issuer !== undefined && iss !== issuer) return 'token-issuer';
  if (authorizedParties === undefined) return undefined;
  return typeof azp === 'string' && authorizedParties.includes(azp) ? undefined : 'token-authorized-party';
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

const utf8 = new TextDecoder('utf-8', { fatal: true });

function decodeObject(part: string): JsonObject | undefined {
  const bytes = decodeBytes(part);
  try {
    const value: unknown = bytes && JSON.parse(utf8.decode(bytes));
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : undefined;
  } catch {
    return undefined;
  }
}

function decodeBytes(part: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    const binary = atob(part.replace(/-/g, '+').replace(/_/g, '/'));
    const bytes = new Uint8Array(binary.length);
    for (let index = 0; index < binary.length; index++) bytes[index] = binary.charCodeAt(index);
    return bytes;
  } catch {
    return undefined;
  }
}
