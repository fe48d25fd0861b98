import type { ClerkInstance } from '../../client/types.ts';
import { absolute } from '../base/absolute.ts';

/**
 * The address of the twin element (sign-up from sign-in and back). Redirect parameters go along in the hash, where
 * both path and hash routing read them.
 *
 * @param base page of the twin
 * @param kept redirect parameters of this page
 * @param extra parameters from the element's own properties; empty ones are left out
 */
export function linkTo(
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
