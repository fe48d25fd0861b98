import type { Instance } from './instance.ts';
import { lazyMethods, WITH_WALLETS } from '../resources/lazy-methods.ts';
import type { ClerkInstance } from '../types.ts';

/** Methods of an instance whose code is fetched when one of them is called first. */
export function lazyFacade(clerk: ClerkInstance, instance: Instance): object {
  return lazyMethods(
    `joinWaitlist handleEmailLinkVerification handleRedirectCallback __internal_openReverification __internal_closeReverification ${WITH_WALLETS}`,
    clerk,
    async () => (await import('./facade-methods.ts')).facadeMethods(instance),
  );
}
