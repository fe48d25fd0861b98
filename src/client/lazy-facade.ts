import { lazyMethods, WITH_WALLETS } from './resources/lazy-methods.ts';
import type { ClerkInstance } from './types.ts';

/** Methods of an instance whose code is fetched when one of them is called first. */
export function lazyFacade(clerk: ClerkInstance): object {
  return lazyMethods(
    `handleEmailLinkVerification handleRedirectCallback ${WITH_WALLETS}`,
    clerk,
    async () => (await import('./facade-methods.ts')).facadeMethods,
  );
}
