import type { AuthorizationParams } from '../../protocol/authorization.ts';
import type { GetTokenOptions } from '../resources/types/session.ts';
import type { ClerkInstance } from '../types.ts';
import type { StoreHost } from './readable-store.ts';

/** Functions that stay the same for an instance, so that a value that holds them changes only with its other fields. */
export interface Bound {
  readonly setActive: ClerkInstance['setActive'];
  readonly signOut: ClerkInstance['signOut'];
  /** Waits until the instance is loaded. Resolves to null when nobody is signed in. */
  readonly getToken: (options?: GetTokenOptions) => Promise<string | null>;
  /** Answers for the present session. False when nobody is signed in. */
  readonly has: (params: AuthorizationParams) => boolean;
}

const bound = new WeakMap<StoreHost, Bound>();

export function boundTo(clerk: StoreHost): Bound {
  let known = bound.get(clerk);
  if (!known) bound.set(clerk, (known = bind(clerk)));
  return known;
}

function bind(clerk: StoreHost): Bound {
  const session = () => (clerk.session?.status === 'pending' ? null : clerk.session);
  return {
    setActive: (params) => clerk.setActive(params),
    signOut: (...given: [never]) => clerk.signOut(...given),
    async getToken(options) {
      await whenLoaded(clerk);
      return (await session()?.getToken(options)) ?? null;
    },
    has: (params) => session()?.checkAuthorization(params) ?? false,
  };
}

/** Resolves when the instance is loaded, or cannot be. */
function whenLoaded(clerk: StoreHost): Promise<void> {
  return new Promise((resolve) => {
    const check = () => {
      if (clerk.status === 'loading') return;
      clerk.off('status', check);
      resolve();
    };
    clerk.on('status', check, { notify: true });
  });
}
