import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { exportJWK, generateKeyPair } from 'jose';
import { type Configuration, errors, Provider } from 'oidc-provider';
import { listen, stop } from './listen.ts';

/** An account at the provider, with any of the standard claims. */
export interface ProviderAccount {
  sub: string;
  email?: string;
  email_verified?: boolean;
  given_name?: string;
  family_name?: string;
  name?: string;
  preferred_username?: string;
  picture?: string;
}

export interface OpenIdProviderOptions {
  clientId: string;
  clientSecret: string;
  /** A test may add entries until the first request, because a site learns its port late. */
  redirectUris: string[];
  accounts: ProviderAccount[];
  /** Whether the ID token carries the claims as well as the userinfo response. */
  claimsInIdToken?: boolean;
  tokenAuth?: 'client_secret_basic' | 'client_secret_post';
  /** Scopes that it gives besides `openid`, `email` and `profile`. It ignores all others. */
  moreScopes?: readonly string[];
  /** Whether it gives refresh tokens, each of which is good once. */
  refreshTokens?: boolean;
}

export interface OpenIdProvider {
  /** `http://127.0.0.1:…`. */
  readonly issuer: string;
  /** Tests may add and change accounts while the provider runs. */
  readonly accounts: ProviderAccount[];
  /** Paths of all requests, in order. */
  readonly requests: string[];
  /**
   * Signs in as the account at the provider, or cancels, as a browser does.
   *
   * @param account its `sub`; null cancels
   * @returns the callback URL that the provider redirects to
   */
  authorize(authorization: URL | string, account: string | null): Promise<URL>;
  close(): Promise<void>;
}

/** Starts a real OpenID provider on loopback. Its page has a field `account` and the buttons "Sign in" and "Cancel". */
export async function startOpenIdProvider(options: OpenIdProviderOptions): Promise<OpenIdProvider> {
  const requests: string[] = [];
  const accounts = [...options.accounts];
  let made: Promise<Provider> | undefined;
  const make = async () => {
    const provider = new Provider(origin, await configure(options, accounts));
    provider.on('server_error', (_context, error) => console.error(error));
    return provider;
  };
  const handle = async (request: IncomingMessage, response: ServerResponse) => {
    requests.push(request.url?.split('?')[0] ?? '');
    const provider = await (made ??= make());
    const [, first, uid = ''] = request.url?.split(/[/?]/) ?? [];
    if (first === 'interaction') await interact(provider, request, response, uid);
    else await provider.callback()(request, response);
  };
  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => response.end(String(error)));
  });
  const origin = await listen(server, '127.0.0.1');
  return {
    issuer: origin,
    accounts,
    requests,
    authorize: (authorization, account) => walk(new URL(authorization), origin, account),
    close: () => stop(server),
  };
}

async function configure(options: OpenIdProviderOptions, accounts: ProviderAccount[]): Promise<Configuration> {
  const { moreScopes = [] } = options;
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  const key = { ...(await exportJWK(privateKey)), alg: 'RS256', use: 'sig', kid: 'loopback' };
  return {
    clients: [
      {
        client_id: options.clientId,
        client_secret: options.clientSecret,
        redirect_uris: options.redirectUris,
        grant_types: ['authorization_code', ...(options.refreshTokens ? ['refresh_token'] : [])],
        response_types: ['code'],
        token_endpoint_auth_method: options.tokenAuth ?? 'client_secret_basic',
      },
    ],
    jwks: { keys: [key] } as Configuration['jwks'],
    cookies: { keys: [randomBytes(16).toString('hex')] },
    pkce: { required: () => true },
    conformIdTokenClaims: !options.claimsInIdToken,
    scopes: ['openid', ...moreScopes],
    claims: {
      openid: ['sub'],
      email: ['email', 'email_verified'],
      profile: ['name', 'given_name', 'family_name', 'preferred_username', 'picture'],
    },
    issueRefreshToken: async () => options.refreshTokens === true,
    rotateRefreshToken: true,
    features: { devInteractions: { enabled: false } },
    // A test may set the clock of the server ahead by minutes.
    ttl: {
      Session: 3600,
      Interaction: 600,
      Grant: 3600,
      AccessToken: 600,
      IdToken: 3600,
      AuthorizationCode: 60,
      RefreshToken: 3600,
    },
    interactions: { url: (_context, interaction) => `/interaction/${interaction.uid}` },
    findAccount(_context, id) {
      const account = accounts.find((each) => each.sub === id);
      return account && { accountId: id, claims: () => ({ ...account }) };
    },
    // The provider asks for consent on a page of its own.
    async loadExistingGrant(context) {
      const { client, session } = context.oidc;
      const grant = new context.oidc.provider.Grant({ clientId: client?.clientId, accountId: session?.accountId });
      grant.addOIDCScope(['openid email profile', ...moreScopes].join(' '));
      await grant.save();
      return grant;
    },
  };
}

async function interact(
  provider: Provider,
  request: IncomingMessage,
  response: ServerResponse,
  uid: string,
): Promise<void> {
  if (request.method !== 'POST') {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(`<!doctype html><title>Loopback</title><form method="post" action="/interaction/${uid}">
      <label>Account <input name="account"></label><button>Sign in</button>
      <button name="cancel" value="1">Cancel</button></form>`);
    return;
  }
  let body = '';
  for await (const part of request) body += part;
  const form = new URLSearchParams(body);
  const result = form.has('cancel')
    ? { error: new errors.AccessDenied().error }
    : { login: { accountId: form.get('account') ?? '' } };
  await provider.interactionFinished(request, response, result);
}

async function walk(start: URL, origin: string, account: string | null): Promise<URL> {
  const cookies = new Map<string, string>();
  let url = start;
  for (let step = 0; step < 10; step++) {
    if (url.origin !== origin) return url;
    const isPage = url.pathname.startsWith('/interaction/');
    const form = new URLSearchParams(account === null ? { cancel: '1' } : { account });
    const answer = await fetch(url, {
      redirect: 'manual',
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(isPage ? { method: 'POST', body: form } : {}),
    });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      cookies.set(name, value);
    }
    const next = answer.headers.get('location');
    if (next === null)
      throw new Error(`The provider stayed at ${url.pathname}: ${(await answer.text()).slice(0, 400)}`);
    url = new URL(next, url);
  }
  throw new Error('The provider redirects without end.');
}
