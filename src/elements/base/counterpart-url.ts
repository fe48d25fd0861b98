import type { ClerkInstance } from '../../client/types.ts';
import { absolute } from '../../client/platform/address.ts';

/**
 * Returns the URL of the other form: sign-up from sign-in, and sign-in from sign-up. The user button links to sign-in.
 * The hash passes the redirect parameters on, because elements read them there with path and with hash routing.
 *
 * @param base page of the other form
 * @param kept redirect parameters of this page
 * @param extra parameters from the element's properties; empty ones are left out
 */
export function counterpartUrl(
  clerk: ClerkInstance | undefined,
  base: string | undefined,
  kept: URLSearchParams,
  extra: Readonly<Record<string, string | null | undefined>>,
): string {
  const params = new URLSearchParams(kept);
  for (const [name, value] of Object.entries(extra)) if (value && !params.has(name)) params.set(name, value);
  const url = base || clerk?.__internal_environment?.display_config.home_url || '/';
  const query = String(params);
  return absolute(query ? `${url.replace(/#.*/, '')}#/?${query}` : url);
}
