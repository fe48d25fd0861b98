import { CLIENT_UAT_COOKIE, SESSION_COOKIE, suffixedCookie } from '../../protocol/cookies.ts';
import { decodeJsonObject } from '../../tokens/base64url.ts';

/** The credentials of a request: a bearer token, or the session cookies of the instance. */
export type Credentials =
  | { from: 'header'; token: string }
  | { from: 'header'; token: undefined }
  | ({ from: 'cookies' } & CookiePair & { rivals: readonly CookiePair[][] | undefined; cookies: Cookies });

/** A web `Request`, or an adapter's view of another request. */
export interface RequestLike {
  headers: { get(name: string): string | null };
  /** Without method and URL, a session that has to be renewed counts as signed out. */
  method?: string;
  /** The absolute URL, as the browser has it. */
  url?: string;
}

/** The values of each cookie of Clerk's names, in the order of the header. */
export type Cookies = ReadonlyMap<string, readonly string[]>;

/** A session token and the time of the last sign-in or sign-out. */
export interface CookiePair {
  token: string | undefined;
  /** Seconds since the epoch; 0 = signed out; undefined when the cookie is absent or malformed. */
  clientUat: number | undefined;
}

const MAX_AUTHORIZATION = 20_000;
const MAX_COOKIE_HEADER = 65_536;
/** How many values of one name are read. Browsers send fewer, and a forged header must not cause more work. */
const MAX_VALUES = 64;
const COMPACT_JWS = /^[\w-]+\.([\w-]+)\.[\w-]+$/;
const KNOWN = /^__(session|client_uat|refresh|Host-clerk_[a-z_]+|clerk_[a-z_]+?)(_[\w-]{8})?$/;

/**
 * Reads the credentials of a request. A request with a `Bearer` header is authenticated by it, and its cookies do not
 * count. Another scheme of `Authorization` is ignored, and so are all other headers.
 *
 * @param suffix cookie suffix of the instance; empty = not known, and only cookies without a suffix are read
 * @param frontendApi the host that the instance's tokens name as their issuer; undefined = not known
 */
export function readCredentials(request: RequestLike, suffix: string, frontendApi: string | undefined): Credentials {
  const authorization = request.headers.get('authorization');
  if (authorization !== null && /^\s*bearer(\s|$|,)/i.test(authorization.slice(0, 64))) {
    return { from: 'header', token: readBearer(authorization) };
  }
  return { from: 'cookies', ...readPair(request.headers.get('cookie'), suffix, frontendApi) };
}

function readBearer(authorization: string): string | undefined {
  if (authorization.length > MAX_AUTHORIZATION) return undefined;
  return /^\s*bearer +([A-Za-z0-9_.-]+)\s*$/i.exec(authorization)?.[1];
}

function readPair(
  header: string | null,
  suffix: string,
  frontendApi: string | undefined,
): CookiePair & { rivals: CookiePair[][] | undefined; cookies: Cookies } {
  const cookies = readCookies(header);
  const family = (token: string, uat: string): Family => ({
    tokens: cookies.get(token)?.filter(Boolean) ?? NONE,
    uats: cookies.get(uat)?.flatMap((text) => readUat(text) ?? []) ?? NONE,
  });
  const first = ({ tokens: [token], uats: [clientUat] }: Family): CookiePair => ({ token, clientUat });
  const plain = family(SESSION_COOKIE, CLIENT_UAT_COOKIE);
  const own = suffix
    ? family(suffixedCookie(SESSION_COOKIE, suffix), suffixedCookie(CLIENT_UAT_COOKIE, suffix))
    : { tokens: NONE, uats: NONE };
  const isClear = [own, plain].every(({ tokens, uats }) => tokens.length < 2 && uats.length < 2);
  const rivals = isClear ? undefined : listRivals([own, plain], frontendApi);
  return { ...choosePair(first(plain), first(own), frontendApi), rivals, cookies };
}

const NONE: readonly never[] = [];

/** The cookies of the names with the suffix, or of those without. There is more than one of a name when another host has set it, too. */
interface Family {
  tokens: readonly string[];
  uats: readonly number[];
}

/** Lists the tokens that claim to be of this instance, each with a time that admits it if there is one. */
function listRivals(families: readonly Family[], frontendApi: string | undefined): CookiePair[][] {
  return families.map(({ tokens, uats }) =>
    tokens.flatMap((token) => {
      const claims = peek(token);
      if (!claims || (frontendApi !== undefined && claims.host !== frontendApi)) return [];
      return { token, clientUat: uats.find((uat) => uat > 0 && uat <= claims.iat) ?? uats[0] };
    }),
  );
}

/**
 * Chooses between the cookies without a suffix and those with the suffix of the instance. Instances that share a host
 * overwrite each other's cookies without a suffix. The rules are those of Clerk's SDKs, so that both read a request alike.
 */
function choosePair(plain: CookiePair, own: CookiePair, frontendApi: string | undefined): CookiePair {
  const plainClaims = peek(plain.token);
  if (plainClaims && frontendApi !== undefined && plainClaims.host !== frontendApi) return own;
  if (!own.token && own.clientUat === undefined) return plain;
  if (own.token && own.clientUat === undefined) return plain;
  const isPlainOut = plain.clientUat === 0;
  const isOwnOut = own.clientUat === 0;
  if (isOwnOut && !isPlainOut) return plain;
  // A browser mostly sends the same token twice.
  if (isOwnOut || isPlainOut || plain.token === own.token) return own;
  return (plainClaims?.iat ?? 0) > (peek(own.token)?.iat ?? 0) ? plain : own;
}

/** Reads issuer and time of a token that is not verified. Use them only to choose the token to verify. */
function peek(token: string | undefined): { host: string; iat: number } | undefined {
  if (!token || token.length > MAX_AUTHORIZATION) return undefined;
  const payload = COMPACT_JWS.exec(token)?.[1];
  const { iss, iat } = (payload && decodeJsonObject(payload)) || {};
  if (typeof iss !== 'string') return undefined;
  return { host: iss.replace(/^https?:\/\//, ''), iat: typeof iat === 'number' ? iat : 0 };
}

function readUat(text: string): number | undefined {
  return /^\d{1,12}$/.test(text) ? Number(text) : undefined;
}

/**
 * Reads the values of cookies from a `Cookie` header, each value once, in the order of the header. A name comes several
 * times when cookies of other paths, or of a parent domain, have it as well (RFC 6265, section 5.4).
 */
function readCookies(header: string | null): Cookies {
  const found = new Map<string, string[]>();
  if (header === null || header.length > MAX_COOKIE_HEADER) return found;
  for (const pair of header.split(';')) {
    const equals = pair.indexOf('=');
    const name = equals < 0 ? '' : pair.slice(0, equals).trim();
    if (!isKnown(name)) continue;
    const values = found.get(name);
    const value = unquote(pair.slice(equals + 1).trim());
    if (!values) found.set(name, [value]);
    else if (values.length < MAX_VALUES && !values.includes(value)) values.push(value);
  }
  return found;
}

function isKnown(name: string): boolean {
  return name.startsWith('__') && KNOWN.test(name);
}

function unquote(value: string): string {
  return /^"[^"]*"$/.test(value) ? value.slice(1, -1) : value;
}
