/**
 * Claims of a session token, version 2 of Clerk's claims (https://clerk.com/docs/guides/sessions/session-tokens). The
 * names of three letters that Clerk did not add are those of RFC 7519, section 4.1. Times are seconds since the epoch.
 */
export interface SessionClaims {
  /** Origin of the page that asked for the token. */
  azp?: string;
  exp: number;
  iat: number;
  nbf: number;
  iss: string;
  jti: string;
  /** Session id. */
  sid: string;
  /** User id. */
  sub: string;
  /** Status of the session. */
  sts: 'active' | 'pending';
  /** Minutes since the first and the second factor were verified; -1 = never. */
  fva: [number, number];
  /** Who acts as the user (RFC 8693, section 4.1); absent when it is the user. */
  act?: { sub: string; [claim: string]: unknown };
  v: 2;
  [claim: string]: unknown;
}

/** Claims of a token of a JWT template. It names no session. */
export interface TemplateClaims {
  /** Origin of the page that asked for the token; absent when a server did. */
  azp?: string;
  exp: number;
  iat: number;
  nbf: number;
  iss: string;
  jti: string;
  /** User id. */
  sub: string;
  sid?: never;
  /** What the template says. */
  [claim: string]: unknown;
}

/**
 * Claims of the answer of a handshake. It has neither `sid` nor `sub`, so that nobody takes it for a session token.
 */
export interface HandshakeClaims {
  /** The `Set-Cookie` values of the answer. */
  handshake: readonly string[];
  /** What the SDK sent along, to recognize the browser that started the handshake. */
  state?: string;
  exp: number;
  iat: number;
  nbf: number;
  iss: string;
  sid?: never;
  sub?: never;
}

/** Header of a session token (RFC 7515, section 4.1). */
export interface SessionTokenHeader {
  alg: string;
  /** Kind of token, see `SESSION_TOKEN_CATEGORY`. */
  cat?: string;
  kid: string;
  typ: 'JWT';
  /** Seconds since the epoch: of two tokens the one with the later `oiat` is newer. */
  oiat?: number;
}
