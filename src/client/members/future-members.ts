import type { FutureHost } from '../future/future-host.ts';
import { lazyFuture } from '../future/lazy-future.ts';
import type { SignInResource, SignUpResource } from '../resources/types.ts';

/** The members through which Clerk's SDKs, and pages, reach the newer custom-flow API. */
export function futureMembers(host: FutureHost) {
  const future = lazyFuture(host);
  const signIn: ThisType<SignInResource> & object = {
    get __internal_future() {
      return future.ofSignIn(this);
    },
  };
  const signUp: ThisType<SignUpResource> & object = {
    get __internal_future() {
      return future.ofSignUp(this);
    },
  };
  return {
    facade: { __internal_state: future.state },
    resources: { '/client/sign_ins': signIn, '/client/sign_ups': signUp },
  };
}
