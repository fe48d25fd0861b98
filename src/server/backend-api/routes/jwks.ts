import type { Services } from '../../services.ts';
import type { AddRoute } from '../backend-api.ts';

/** The keys that verify session tokens. */
export function jwksRoutes(add: AddRoute, { signer }: Services): void {
  add('GET /v1/jwks', (c) => c.json({ keys: [signer.jwk] }));
}
