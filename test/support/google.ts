import { createServer } from 'node:http';
import { type CryptoKey, exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import { listen, stop } from './listen.ts';

export const GOOGLE_CLIENT_ID = '1234-app.apps.googleusercontent.com';

/** Claims of an account at Google. */
export type GoogleClaims = JWTPayload & { email?: string; email_verified?: boolean };

export interface TokenOptions {
  /** Milliseconds since the epoch; the token is valid for an hour from then. */
  now: number;
  /** Protected header; default RS256 with the kid of the key. */
  header?: { alg: string; kid?: string };
  /** Key to sign with; default the one that Google publishes. */
  key?: CryptoKey | Uint8Array;
}

export interface TestGoogle {
  /** URL of the keys, for `googleOneTap.keysUrl`. */
  readonly keysUrl: string;
  /** How often the keys were read. */
  readonly reads: () => number;
  /** The keys answer with this status; default 200. */
  status: number;
  /** Signs an ID token as One Tap hands it to the page. Claims that are undefined are left out. */
  token(claims: GoogleClaims, options: TokenOptions): Promise<string>;
  /** From now on, signs with another key, which the old keys do not have. */
  rotate(): Promise<void>;
  close(): Promise<void>;
}

/** Stands for Google's keys on this machine, and signs ID tokens as Google documents them. */
export async function startGoogle(): Promise<TestGoogle> {
  let pair = await generateKeyPair('RS256', { extractable: true });
  let kid = 'google-1';
  let reads = 0;
  const server = createServer((_request, response) => {
    reads++;
    response.statusCode = google.status;
    response.setHeader('content-type', 'application/json');
    exportJWK(pair.publicKey).then(
      (key) => response.end(JSON.stringify({ keys: [{ ...key, kid, alg: 'RS256', use: 'sig' }] })),
      (error: Error) => response.destroy(error),
    );
  });
  const origin = await listen(server, '127.0.0.1');
  const google: TestGoogle = {
    keysUrl: `${origin}/oauth2/v3/certs`,
    reads: () => reads,
    status: 200,
    token(claims, { now, header = { alg: 'RS256', kid }, key = pair.privateKey }) {
      const iat = Math.floor(now / 1000);
      const own = {
        iss: 'https://accounts.google.com',
        azp: GOOGLE_CLIENT_ID,
        aud: GOOGLE_CLIENT_ID,
        nbf: iat - 300,
        iat,
        exp: iat + 3600,
        jti: crypto.randomUUID(),
      };
      return new SignJWT({ ...own, ...claims }).setProtectedHeader({ ...header, typ: 'JWT' }).sign(key);
    },
    async rotate() {
      pair = await generateKeyPair('RS256', { extractable: true });
      kid = 'google-2';
    },
    close: () => stop(server),
  };
  return google;
}

/** Returns settings with Google One Tap. */
export function withOneTap({ keysUrl }: Pick<TestGoogle, 'keysUrl'>) {
  const provider = { provider: 'google', clientId: GOOGLE_CLIENT_ID, clientSecret: 'secret' } as const;
  return { testMode: true, forceTestMode: true, oauth: [provider], googleOneTap: { enabled: true, keysUrl } };
}
