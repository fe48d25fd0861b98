import { ClerkRuntimeError } from '../errors.ts';
import { signInValues, signUpValues } from './attempt-values.ts';
import { type Methods, SIGN_IN, SIGN_UP, waitingMethods, WAITLIST } from './lazy-future.ts';
import type { ClerkStatus } from '../types.ts';
import type { FutureHost } from './future-host.ts';
import type { FutureStoreHost } from './future-stores.ts';
import type { SignInFutureResource } from '../resources/types/sign-in-future.ts';
import type { SignUpFutureResource } from '../resources/types/sign-up-future.ts';
import type { WaitlistResource } from '../resources/types/future-state.ts';

/** What a page has of the newer custom-flow API before `load()` is done. */
export interface BeforeLoad {
  readonly signIn: SignInFutureResource;
  readonly signUp: SignUpFutureResource;
  readonly waitlist: WaitlistResource;
}

/** No page, so that nothing is read of the URL. */
const NOWHERE = {
  platform: { href: () => 'about:blank' },
  resources: { client: () => undefined },
} as unknown as FutureHost;

/**
 * Returns empty attempts for a page whose instance is not loaded. Their methods wait until it is, so code that was written
 * for Clerk's hooks need not ask whether there is an attempt. Without an instance the methods resolve to an error.
 */
export function beforeLoad(clerk: FutureStoreHost | null | undefined): BeforeLoad {
  const ready = async () => (await loaded(clerk)).__internal_state;
  return {
    signIn: waiting(SIGN_IN, signInValues(NOWHERE, undefined), async () => (await ready()).signInSignal().signIn),
    signUp: waiting(SIGN_UP, signUpValues(NOWHERE, undefined), async () => (await ready()).signUpSignal().signUp),
    waitlist: waiting(
      WAITLIST,
      { id: '', pathRoot: '/waitlist', createdAt: null, updatedAt: null },
      async () => (await ready()).waitlistSignal().waitlist,
    ),
  };
}

function waiting<Target extends object>(methods: Methods, values: object, target: () => Promise<object>): Target {
  const { '': own, ...groups } = waitingMethods(methods, target);
  const shown = Object.entries(groups).map(([name, group]) => [
    name,
    { ...(values as Record<string, object>)[name], ...group },
  ]);
  // Proxies of frameworks pass over an object that is frozen and has a prototype of its own.
  return Object.freeze(Object.assign(Object.create({}), values, own, Object.fromEntries(shown))) as Target;
}

function loaded(clerk: FutureStoreHost | null | undefined): Promise<FutureStoreHost> {
  return new Promise((resolve, reject) => {
    const fail = () => reject(new ClerkRuntimeError('not_loaded', 'Clerk is not loaded.'));
    if (!clerk) return fail();
    const look = (status?: ClerkStatus) => {
      if (!clerk.loaded && status !== 'error') return;
      clerk.off('status', look);
      if (clerk.loaded) resolve(clerk);
      else fail();
    };
    clerk.on('status', look);
    look();
  });
}
