import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type JWK, exportJWK, generateKeyPair } from 'jose';
import { Provider } from 'oidc-provider';
import type { ConfigInput } from '../../src/entries/server.ts';

const ICON = readFileSync(new URL('../assets/icon.svg', import.meta.url));

export interface DemoProvider {
  /** The provider as an operator writes it into the configuration. */
  readonly settings: Pick<ConfigInput, 'oauth'>;
  close(): void;
}

/**
 * A real OpenID provider beside the demo, on loopback: any name signs in, and `ada` has the address
 * `ada@example.com`.
 *
 * @param callbackUrl where the Frontend API takes people back
 */
export async function startDemoProvider(callbackUrl: string): Promise<DemoProvider> {
  let answer: ReturnType<Provider['callback']> | undefined;
  const server = createServer((request, response) => {
    if (request.url === '/favicon.ico') response.setHeader('Content-Type', 'image/svg+xml').end(ICON);
    else void answer?.(request, response);
  });
  const issuer = await new Promise<string>((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
  });
  const clientSecret = randomBytes(24).toString('base64url');
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  const key: JWK = { ...(await exportJWK(privateKey)), alg: 'RS256', use: 'sig', kid: 'demo' };
  const provider = quietly(
    () =>
      new Provider(issuer, {
        jwks: { keys: [key as never] },
        cookies: { keys: [randomBytes(24).toString('base64url')] },
        clients: [{ client_id: 'fieldnotes', client_secret: clientSecret, redirect_uris: [callbackUrl] }],
        claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['given_name', 'family_name', 'name'] },
        pkce: { required: () => true },
        features: { devInteractions: { enabled: true } },
        ttl: { AccessToken: 600, AuthorizationCode: 60, Grant: 600, IdToken: 600, Interaction: 600, Session: 600 },
        findAccount: (_context, sub) => ({
          accountId: sub,
          claims: () => ({ sub, email: `${sub}@example.com`, email_verified: true, given_name: sub, name: sub }),
        }),
      }),
  );
  answer = provider.callback();
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
