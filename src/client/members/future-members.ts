import type { FutureHost } from '../future/future-host.ts';
import { lazyFuture } from '../future/lazy-future.ts';
import type { FurtherSignInMembers, SignInResource } from '../resources/types/sign-in.ts';
import type { FurtherSignUpMembers, SignUpResource } from '../resources/types/sign-up.ts';
import type { FurtherClerkMembers } from '../types.ts';

/** Creates the members through which pages and Clerk's SDKs reach the newer API for custom flows. */
export function futureMembers(host: FutureHost) {
  const future = lazyFuture(host);
  const clerk: Pick<FurtherClerkMembers, '__internal_state'> = { __internal_state: future.state };
  const signIn: Pick<FurtherSignInMembers, '__internal_future'> & ThisType<SignInResource> = {
    get __internal_future() {
      return future.ofSignIn(this);
    },
  };
  const signUp: Pick<FurtherSignUpMembers, '__internal_future'> & ThisType<SignUpResource> = {
    get __internal_future() {
      return future.ofSignUp(this);
    },
  };
  return { clerk, signIn, signUp };
}
