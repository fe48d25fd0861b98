import type { Hono } from 'hono';
import type { AppEnv } from '../app-env.ts';
import type { Services } from '../services.ts';
import { fixedJson } from './fixed-json.ts';

/** The keys that verify our tokens, where our passkeys may be used, and whether the server works. */
export function wellKnownRoutes(app: Hono<AppEnv>, { config, signer, storage }: Services): void {
  const keys = [{ ...signer.jwk, use: 'sig', alg: 'RS256', kid: signer.kid }];
  app.get('/.well-known/jwks.json', fixedJson({ keys }));
  if (config.passkeys.enabled) app.get('/.well-known/webauthn', fixedJson({ origins: config.allowedOrigins }));
  app.get('/v1/health', async (c) => {
    await storage.ping();
    return c.json({ status: 'healthy' });
  });
}
