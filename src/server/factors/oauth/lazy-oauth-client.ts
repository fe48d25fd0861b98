import { lazy } from '../../lib/lazy.ts';
import type { OAuthClient, OAuthClientDeps } from './oauth-client.ts';

/**
 * Creates the client that talks to OAuth providers. An instance with providers loads its code at once; others never do,
 * and start sooner.
 */
export function lazyOAuthClient(deps: OAuthClientDeps, hasProviders: boolean): OAuthClient {
  const client = lazy(async () => (await import('./oauth-client.ts')).createOAuthClient(deps), hasProviders);
  return {
    authorizationUrl: async (provider, request) => (await client()).authorizationUrl(provider, request),
    exchange: async (provider, request) => (await client()).exchange(provider, request),
    refresh: async (...given) => (await client()).refresh(...given),
  };
}
