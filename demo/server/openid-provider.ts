import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { type JWK, exportJWK, generateKeyPair } from 'jose';
import { Provider } from 'oidc-provider';
import type { ConfigInput } from '../../src/entries/server.ts';

export interface DemoProvider {
  /** The provider as an operator writes it into the configuration. */
  readonly settings: Pick<ConfigInput, 'oauth'>;
  close(): void;
}

const FILES: Record<string, { type: string; file: string }> = {
  '/favicon.ico': { type: 'image/svg+xml', file: '../assets/icon.svg' },
  '/demo.css': { type: 'text/css; charset=utf-8', file: '../assets/demo.css' },
};
const INTERACTION = /^\/interaction\/[\w-]+$/;
const NAME = /^[a-z0-9._-]{1,40}$/;
const PAGE_HEADERS = {
  'Content-Type': 'text/html; charset=utf-8',
  'Cache-Control': 'no-store',
  'Content-Security-Policy': "default-src 'none'; style-src 'self'; img-src 'self'; frame-ancestors 'none'",
};

/**
 * A real OpenID provider beside the demo, on loopback: any name signs in, and `ada` has the address
 * `ada@example.com`.
 *
 * @param callbackUrl where the Frontend API takes people back
 */
export async function startDemoProvider(callbackUrl: string): Promise<DemoProvider> {
  let answer: ((request: IncomingMessage, response: ServerResponse) => unknown) | undefined;
  const server = createServer((request, response) => {
    const known = FILES[request.url ?? ''];
    if (known) response.setHeader('Content-Type', known.type).end(read(known.file));
    else answer?.(request, response);
  });
  const issuer = await new Promise<string>((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
  });
  const clientSecret = randomBytes(24).toString('base64url');
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  const key: JWK = { ...(await exportJWK(privateKey)), alg: 'RS256', use: 'sig', kid: 'demo' };
  const provider = createProvider(issuer, key, {
    client_id: 'fieldnotes',
    client_secret: clientSecret,
    redirect_uris: [callbackUrl],
  });
  const callback = provider.callback();
  answer = (request, response) => {
    if (!INTERACTION.test(request.url ?? '')) return callback(request, response);
    return interact(provider, request, response).catch(() => {
      if (!response.headersSent) response.writeHead(400).end('Start again at the demo.\n');
    });
  };
  return {
    settings: {
      oauth: [{ provider: 'custom', slug: 'notary', name: 'Notary', issuer, clientId: 'fieldnotes', clientSecret }],
    },
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

function createProvider(
  issuer: string,
  key: JWK,
  client: { client_id: string; client_secret: string; redirect_uris: string[] },
): Provider {
  return quietly(
    () =>
      new Provider(issuer, {
        jwks: { keys: [key as never] },
        cookies: { keys: [randomBytes(24).toString('base64url')] },
        clients: [client],
        claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['given_name', 'family_name', 'name'] },
        pkce: { required: () => true },
        features: { devInteractions: { enabled: false } },
        interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
        ttl: { AccessToken: 600, AuthorizationCode: 60, Grant: 600, IdToken: 600, Interaction: 600, Session: 600 },
        findAccount: (_context, sub) => ({
          accountId: sub,
          claims: () => ({ sub, email: `${sub}@example.com`, email_verified: true, given_name: sub, name: sub }),
        }),
        // Whoever gives a name agrees to pass it on: the page says so.
        async loadExistingGrant({ oidc }) {
          const grant = new oidc.provider.Grant({
            clientId: client.client_id,
            accountId: oidc.session?.accountId as string,
          });
          grant.addOIDCScope('openid email profile');
          await grant.save();
          return grant;
        },
      }),
  );
}

/** Asks for a name, and signs it in. */
async function interact(provider: Provider, request: IncomingMessage, response: ServerResponse): Promise<void> {
  await provider.interactionDetails(request, response);
  if (request.method !== 'POST') {
    response.writeHead(200, PAGE_HEADERS).end(read('../pages/provider.html'));
    return;
  }
  const accountId = new URLSearchParams(await text(request)).get('login')?.trim().toLowerCase() ?? '';
  if (!NAME.test(accountId)) {
    response.writeHead(303, { Location: request.url }).end();
    return;
  }
  await provider.interactionFinished(request, response, { login: { accountId } });
}

/** Drops the warnings that this provider is not for production, which nobody takes it for. */
function quietly<T>(work: () => T): T {
  const { warn } = console;
  console.warn = () => {};
  try {
    return work();
  } finally {
    console.warn = warn;
  }
}

function read(file: string): string {
  return readFileSync(new URL(file, import.meta.url), 'utf8');
}
