import type { Hono } from 'hono';
import type { AppContext, AppEnv } from '../../http/app-env.ts';
import { chooseEncoding, compress, type Encoding } from '../../lib/content-encoding.ts';
import type { Services } from '../../services.ts';
import { redirectTarget } from '../../http/redirect-target.ts';
import { readProxyUrl } from '../../http/through-proxy.ts';
import { presentAccountPortal } from '../presenters/present-account-portal.ts';
import { presentEnvironment } from '../presenters/present-environment.ts';

/**
 * What every client may read: the environment, the keys that verify tokens, and whether the server is up and believes a
 * proxy.
 */
export function publicRoutes(app: Hono<AppEnv>, { config, signer, readiness }: Services): void {
  const environment = fixedJson(presentEnvironment(config));
  app.get('/v1/environment', environment);
  // Clients in development read it with PATCH.
  app.patch('/v1/environment', environment);

  const keys = [{ ...signer.jwk, use: 'sig', alg: 'RS256', kid: signer.kid }];
  app.get('/.well-known/jwks.json', fixedJson({ keys }));
  // Verifiers that know only the issuer find the keys by it. The server is no OAuth provider, so it names no endpoints.
  app.get(
    '/.well-known/openid-configuration',
    fixedJson({
      issuer: `https://${config.frontendApi}`,
      jwks_uri: `${config.url}/.well-known/jwks.json`,
      id_token_signing_alg_values_supported: ['RS256'],
      subject_types_supported: ['public'],
      response_types_supported: [],
    }),
  );
  app.get('/v1/account_portal', fixedJson(presentAccountPortal(config)));
  app.get('/v1/redirect', (c) =>
    c.redirect(redirectTarget(c.get('context').query.getAll('redirect_url'), config), 307),
  );

  // What an operator asks through a proxy of the application, to find out whether the server believes it.
  app.get('/v1/proxy-health', (c) => {
    if (readProxyUrl(c.req.raw.headers, config) === undefined) {
      const message = 'Clerk-Proxy-Url is no address on an allowed origin with one of the proxy paths.';
      return c.json({ status: 'unhealthy', message });
    }
    if (c.env.visitorIp === undefined) {
      const message = 'Clerk-Secret-Key is no key of this instance, or X-Forwarded-For begins with no address.';
      return c.json({ status: 'unhealthy', message });
    }
    return c.json({ status: 'healthy', x_forwarded_for: c.env.visitorIp });
  });

  // Whether the process is alive. It does not ask the database: a restart would not bring that back.
  app.get('/livez', (c) => c.json({ status: 'alive' }));
  // Whether the server can take requests. Clerk's API calls it `/v1/health`.
  for (const path of ['/readyz', '/v1/health']) {
    app.get(path, async (c) => {
      await readiness.check();
      return c.json({ status: 'healthy' });
    });
  }
}

/**
 * Answers a value that is the same for all clients and never changes. It is compressed once per encoding.
 *
 * Use it for public values only. An answer that holds a token beside text that a page has chosen must never be
 * compressed, since its size would reveal the token (BREACH).
 */
function fixedJson(value: unknown): (c: AppContext) => Promise<Response> {
  const plain = new TextEncoder().encode(JSON.stringify(value));
  const kept = new Map<Encoding, Promise<Uint8Array<ArrayBuffer>>>();
  return async (c) => {
    const encoding = chooseEncoding(c.req.raw.headers.get('accept-encoding'));
    const made = kept.get(encoding) ?? compress(plain, encoding);
    kept.set(encoding, made);
    const bytes = await made;
    c.header('Vary', 'Accept-Encoding', { append: true });
    c.header('Content-Type', 'application/json');
    c.header('Content-Length', String(bytes.length));
    if (encoding !== 'identity') c.header('Content-Encoding', encoding);
    return c.body(bytes);
  };
}
