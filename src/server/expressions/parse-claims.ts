import { CLAIM_NAME_ROWS } from './claim-names.ts';
import { type JsonTemplate, JsonTemplateError, parseJsonTemplate } from './json-template.ts';

/** Which token the claims are for. */
export type ClaimsOf =
  /** The session token. */
  | 'session'
  /** A token of a template, signed with the key of the instance. */
  | 'template'
  /** A token of a template with a key of its own, which no session token is verified with. */
  | 'template with its own key';

/** The most characters of a token of a template: servers take at least this much in one header. */
export const MAX_TEMPLATE_TOKEN = 8_000;

/** The most characters of a session token: with its name and attributes, the cookie has at most 4,096 bytes. */
export const MAX_SESSION_TOKEN = 4_000;

/** The characters that a token has besides the claims of the application, its signature included; a little more. */
const OWN_CHARACTERS = 1_000;

/** What the server says in every token, and who reads a token relies on. */
const ALWAYS_FIXED = ['azp', 'exp', 'iat', 'jti', 'nbf'];
/** Claims of session tokens. A token of a template must not look like one. */
const OF_SESSIONS = ['sid', 'sts', 'fva', 'v', 'pla', 'fea', 'o', 'act', 'handshake'];
/** Where SDKs look for the active organization in a session token. */
const OF_ORGANIZATIONS = ['org_id', 'org_slug', 'org_role', 'org_permissions'];

/** The claims that the application cannot set. */
export const RESERVED_CLAIMS: Readonly<Record<ClaimsOf, readonly string[]>> = {
  session: [...ALWAYS_FIXED, 'iss', 'sub', ...OF_SESSIONS, ...OF_ORGANIZATIONS],
  template: [...ALWAYS_FIXED, 'iss', 'sub', ...OF_SESSIONS],
  'template with its own key': [...ALWAYS_FIXED, ...OF_SESSIONS],
};

/** Claims that say who the token is about or from: the user must not be able to write them. */
const IDENTIFYING = ['iss', 'sub', 'aud'];

/**
 * Parses the claims that the application adds to a token.
 *
 * @param input of any type
 * @param place name of the claims in errors
 * @throws {JsonTemplateError} that names the wrong part: a reserved claim, a wrong expression, or too much text
 */
export function parseClaims(input: unknown, kind: ClaimsOf, place = 'claims'): JsonTemplate {
  const claims = parseJsonTemplate(input, CLAIM_NAME_ROWS, place);
  for (const key of claims.keys) {
    // Go and others take `Sub` and `ſub` for `sub`.
    const name = key.normalize('NFKC').toLowerCase();
    if (RESERVED_CLAIMS[kind].includes(name)) throw reserved(`${place}.${key}`, name, kind);
    if (IDENTIFYING.includes(name) && [...claims.namesOf(key)].some((used) => CLAIM_NAME_ROWS[used]?.isUnsafe)) {
      const cure = 'Use the id, an identifier, or public metadata, which the user cannot change.';
      throw new JsonTemplateError(`${place}.${key}`, 'comes from what the user can write', cure);
    }
  }
  const most = kind === 'session' ? MAX_SESSION_TOKEN : MAX_TEMPLATE_TOKEN;
  const least = OWN_CHARACTERS + Math.ceil((claims.leastBytes * 4) / 3);
  if (least > most) {
    const bytes = Math.floor(((most - OWN_CHARACTERS) * 3) / 4);
    throw new JsonTemplateError(place, `has ${claims.leastBytes} bytes of fixed text`, `Use at most ${bytes}.`);
  }
  return claims;
}

function reserved(place: string, key: string, kind: ClaimsOf): JsonTemplateError {
  const needsKey = kind === 'template' && !RESERVED_CLAIMS['template with its own key'].includes(key);
  const cure = needsKey
    ? 'Only a template with a signing key of its own may set it.'
    : 'The server sets it, or leaves it out. Use another name.';
  return new JsonTemplateError(place, 'is reserved', cure);
}
