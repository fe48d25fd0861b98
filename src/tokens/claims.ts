/** Claims of a session token (version 2). Times are seconds since the epoch. */
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
  sts: 'active' | 'pending';
  /** Minutes since the first and second factor were verified; -1 = never. */
  fva: [number, number];
  v: 2;
  [claim: string]: unknown;
}

/** Header of a session token. `oiat` orders tokens by freshness. */
export interface SessionTokenHeader {
  alg: string;
  cat?: string;
  kid: string;
  typ: 'JWT';
  oiat?: number;
}
