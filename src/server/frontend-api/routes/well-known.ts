import type { Hono } from 'hono';
import type { AppEnv } from '../../http/app-env.ts';
import type { Services } from '../../services.ts';
import { fixedJson } from './fixed-json.ts';

/**
 * The keys that verify our tokens, where our passkeys may be used, whether the process lives (`/livez`), and whether it
 * can take requests (`/readyz`, and `/v1/health` as Clerk's API has it).
 */
export function wellKnownRoutes(app: Hono<AppEnv>, { config, signer, readiness }: Services): void {
  const keys = [{ ...signer.jwk, use: 'sig', alg: 'RS256', kid: signer.kid }];
  app.get('/.well-known/jwks.json', fixedJson({ keys }));
  if (config.passkeys.enabled) app.get('/.well-known/webauthn', fixedJson({ origins: config.allowedOrigins }));
  // Nothing that a restart of the process would not mend: a database that is away is none of it.
  app.get('/livez', (c) => c.json({ status: 'alive' }));
  for (const path of ['/readyz', '/v1/health']) {
    app.get(path, async (c) => {
      await readiness.check();
      return c.json({ status: 'healthy' });
    });
  }
}
