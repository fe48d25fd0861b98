import { allowInsecureRequests, customFetch, jwksCache } from 'oauth4webapi';
import type { ProviderFetch } from './guarded-fetch.ts';
import type { ServerMetadata } from './server-metadata.ts';
import type { OAuthProvider } from '../../oauth-providers/types.ts';

/** How requests to a provider are made: with which `fetch`, whether plain http will do, where keys are kept. */
export type RequestOptions = ReturnType<typeof requestOptions>;

export function requestOptions({ isLoopback }: OAuthProvider, fetch: ProviderFetch, { keys }: ServerMetadata) {
  return { [customFetch]: fetch, [allowInsecureRequests]: isLoopback, [jwksCache]: keys };
}
