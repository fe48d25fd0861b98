import { absolute, address } from '../../client/platform/address.ts';
import { attempt } from '../../client/platform/native.ts';
import type { ClerkInstance, LoadOptions } from '../../client/types.ts';

/**
 * Returns the element that belongs on this page, when the page is the one that the application or the instance names for
 * sign-in or sign-up, at its first step.
 *
 * @param options of `load()`, as far as they are known
 */
export function elementHere(
  { __internal_environment }: Pick<ClerkInstance, '__internal_environment'>,
  { signInUrl, signUpUrl }: LoadOptions = {},
): 'clerk-sign-in' | 'clerk-sign-up' | undefined {
  const { sign_in_url, sign_up_url } = __internal_environment?.display_config ?? {};
  if (isHere(signInUrl ?? sign_in_url)) return 'clerk-sign-in';
  return isHere(signUpUrl ?? sign_up_url) ? 'clerk-sign-up' : undefined;
}

function isHere(url: string | undefined): boolean {
  const [there, here] = [url && absolute(url), address.href].map((href) => attempt(() => new URL(href ?? '')));
  return !!there && there.origin === here?.origin && pathOf(there) === pathOf(here) && there.hash === here.hash;
}

const pathOf = ({ pathname }: URL): string => pathname.replace(/\/$/, '');
