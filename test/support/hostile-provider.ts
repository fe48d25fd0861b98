import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { exportJWK, generateKeyPair, SignJWT, UnsecuredJWT } from 'jose';
import { listen, stop } from './listen.ts';

/** What the provider does wrong. Each attack uses one. */
export type Misdeed =
  | 'none'
  | 'alg_hs256'
  | 'alg_none'
  | 'callback_foreign_iss'
  | 'callback_no_iss'
  | 'discovery_foreign_issuer'
  | 'discovery_link_local_jwks'
  | 'discovery_redirect'
  | 'empty_sub'
  | 'expired'
  | 'foreign_aud'
  | 'foreign_azp'
  | 'foreign_iss'
  | 'foreign_key'
  | 'foreign_userinfo_sub'
  | 'many_aud_no_azp'
  | 'no_id_token'
  | 'no_nonce'
  | 'token_huge'
  | 'token_redirect'
  | 'token_silent'
  | 'token_html'
  | 'wrong_nonce';

export interface HostileProvider {
  readonly issuer: string;
  /** A test may change it between two requests. */
  misdeed: Misdeed;
  /** Claims of the account that signs in. */
  claims: Record<string, unknown>;
  /** Paths of all requests, in order. */
  readonly requests: string[];
  /** Returns the callback URL at once, as if the user had signed in. */
  authorize(authorization: URL | string): Promise<URL>;
  close(): Promise<void>;
}

/** Starts an OpenID provider on loopback that breaks the protocol in one chosen way; `none` breaks nothing. */
export async function startHostileProvider(clientId: string): Promise<HostileProvider> {
  const own = await generateKeyPair('RS256', { extractable: true });
  const foreign = await generateKeyPair('RS256', { extractable: true });
  const publicKey = { ...(await exportJWK(own.publicKey)), kid: 'own', alg: 'RS256', use: 'sig' };
  const { privateKey: appleLike } = foreign;
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => response.destroy(error as Error));
  });
  const origin = await listen(server, '127.0.0.1');
  let nonce = '';

  const provider: HostileProvider = {
    issuer: origin,
    misdeed: 'none',
    claims: { sub: 'h1', email: 'mallory@example.com', email_verified: true },
    requests: [],
    async authorize(authorization) {
      const { searchParams } = new URL(authorization);
      nonce = searchParams.get('nonce') ?? '';
      const callback = new URL(searchParams.get('redirect_uri') ?? '');
      callback.searchParams.set('code', 'a-code');
      callback.searchParams.set('state', searchParams.get('state') ?? '');
      const iss = provider.misdeed === 'callback_foreign_iss' ? 'https://accounts.example.net' : origin;
      if (provider.misdeed !== 'callback_no_iss') callback.searchParams.set('iss', iss);
      return callback;
    },
    close: () => stop(server),
  };

  async function idToken(): Promise<string> {
    const now = Math.floor(Date.now() / 1000);
    const { misdeed } = provider;
    const is = <T>(wanted: Misdeed, wrong: T, right: T) => (misdeed === wanted ? wrong : right);
    const claims = {
      ...provider.claims,
      ...(misdeed === 'empty_sub' ? { sub: '' } : {}),
      ...(misdeed === 'foreign_azp' ? { azp: 'another-client' } : {}),
      ...(misdeed === 'no_nonce' ? {} : { nonce: is('wrong_nonce', 'another-nonce', nonce) }),
      iss: is('foreign_iss', 'https://accounts.example.net', origin),
      aud: misdeed === 'many_aud_no_azp' ? [clientId, 'another-client'] : is('foreign_aud', 'another-client', clientId),
      iat: now,
      exp: is('expired', now - 60, now + 60),
    };
    if (misdeed === 'alg_none') return new UnsecuredJWT(claims).encode();
    if (misdeed === 'alg_hs256') {
      return new SignJWT(claims).setProtectedHeader({ alg: 'HS256' }).sign(Buffer.from(JSON.stringify(publicKey)));
    }
    const key = misdeed === 'foreign_key' ? appleLike : own.privateKey;
    return new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: 'own' }).sign(key);
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url ?? '/';
    const { misdeed } = provider;
    provider.requests.push(path);
    if (path === '/moved') return json(response, metadata());
    if (path.startsWith('/.well-known/')) {
      return misdeed === 'discovery_redirect' ? redirect(response, '/moved') : json(response, metadata());
    }
    if (path === '/jwks') return json(response, { keys: [publicKey] });
    if (path === '/userinfo') {
      return json(response, {
        ...provider.claims,
        sub: misdeed === 'foreign_userinfo_sub' ? 'h2' : provider.claims.sub,
      });
    }
    if (path !== '/token') return json(response, {}, 404);
    if (misdeed === 'token_silent') return undefined;
    if (misdeed === 'token_redirect') return redirect(response, `${origin}/other`);
    if (misdeed === 'token_html') return void response.end('<p>Bad gateway</p>');
    const tokens = { access_token: 'an-access-token', token_type: 'Bearer', expires_in: 60, scope: 'openid email' };
    const padding = misdeed === 'token_huge' ? { padding: 'x'.repeat(2_000_000) } : {};
    const token = misdeed === 'no_id_token' ? {} : { id_token: await idToken() };
    return json(response, { ...tokens, ...padding, ...token });
  }

  function metadata(): Record<string, unknown> {
    const { misdeed } = provider;
    return {
      issuer: misdeed === 'discovery_foreign_issuer' ? 'https://accounts.example.net' : origin,
      authorization_endpoint: `${origin}/authorize`,
      token_endpoint: `${origin}/token`,
      jwks_uri: misdeed === 'discovery_link_local_jwks' ? 'https://169.254.169.254/jwks' : `${origin}/jwks`,
      userinfo_endpoint: `${origin}/userinfo`,
      response_types_supported: ['code'],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: ['RS256', 'HS256', 'none'],
      authorization_response_iss_parameter_supported: true,
    };
  }

  return provider;
}

function json(response: ServerResponse, body: unknown, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}

function redirect(response: ServerResponse, location: string): void {
  response.writeHead(307, { location });
  response.end();
}
