import {
  type AuthorizationServer,
  allowInsecureRequests,
  customFetch,
  discoveryRequest,
  type JWKSCacheInput,
  jwksCache,
  processDiscoveryResponse,
} from 'oauth4webapi';
import type { OAuthProvider } from '../../oauth-providers/types.ts';
import type { ProviderFetch } from '../../lib/guarded-fetch.ts';
import { assertReachable } from '../../lib/guarded-request.ts';
import { asOAuthError } from './oauth-error.ts';

/** The metadata of a provider, with a cache of its keys. */
export interface ServerMetadata {
  readonly server: AuthorizationServer;
  /** The library fills it. */
  readonly keys: JWKSCacheInput;
}

/** Milliseconds that a discovery document is valid. */
const FRESH_MS = 3_600_000;
/** Milliseconds until a provider that failed is asked again. */
const PAUSE_MS = 10_000;

interface Entry {
  readonly metadata: Promise<ServerMetadata>;
  until: number;
}

/**
 * Creates a function that looks up the metadata of a provider, once per hour and one request at a time.
 *
 * @returns a function that rejects with `oauth_config_missing` when there is no document, it names another issuer, or
 *   it leads to URLs that must not be requested
 */
export function createMetadataCache(
  now: () => number,
): (provider: OAuthProvider, fetch: ProviderFetch) => Promise<ServerMetadata> {
  const entries = new Map<string, Entry>();
  return function metadataOf(provider, fetch) {
    const known = entries.get(provider.strategy);
    if (known && now() < known.until) return known.metadata;
    const metadata = discover(provider, fetch);
    const entry: Entry = { metadata, until: now() + FRESH_MS };
    entries.set(provider.strategy, entry);
    metadata.catch(() => {
      entry.until = now() + PAUSE_MS;
    });
    return metadata;
  };
}

/** How requests to a provider are made: with which `fetch`, whether over plain http, and where keys are cached. */
export type RequestOptions = ReturnType<typeof requestOptions>;

export function requestOptions({ isLoopback }: OAuthProvider, fetch: ProviderFetch, { keys }: ServerMetadata) {
  return { [customFetch]: fetch, [allowInsecureRequests]: isLoopback, [jwksCache]: keys };
}

async function discover(provider: OAuthProvider, fetch: ProviderFetch): Promise<ServerMetadata> {
  const { endpoints } = provider.row;
  if (endpoints) {
    const { authorization, token } = endpoints;
    const server = { issuer: provider.issuer, authorization_endpoint: authorization, token_endpoint: token };
    return { server, keys: {} };
  }
  return asOAuthError('oauth_config_missing', async () => {
    const place = new URL(provider.discovery ?? provider.issuer);
    assertReachable(place, { allowLoopback: provider.isLoopback });
    const options = { [customFetch]: fetch, [allowInsecureRequests]: provider.isLoopback };
    const expected = new URL(provider.issuer);
    const server = await processDiscoveryResponse(expected, await discoveryRequest(place, options));
    // The library compares normalized URLs, but tokens are compared as texts, so the metadata must be as well.
    if (server.issuer !== provider.issuer) throw new Error('The metadata spells the issuer differently');
    for (const endpoint of ENDPOINTS) assertEndpoint(server, endpoint, provider.isLoopback);
    return { server, keys: {} };
  });
}

const ENDPOINTS = ['authorization_endpoint', 'token_endpoint', 'jwks_uri', 'userinfo_endpoint'] as const;

function assertEndpoint(server: AuthorizationServer, name: (typeof ENDPOINTS)[number], allowLoopback: boolean): void {
  const href = server[name];
  if (href === undefined && name === 'userinfo_endpoint') return;
  if (typeof href !== 'string' || !URL.canParse(href)) throw new Error(`The metadata has no ${name}`);
  assertReachable(new URL(href), { allowLoopback });
}
