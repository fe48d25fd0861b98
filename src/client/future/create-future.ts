import { parseSignIn } from '../resources/parse-sign-in.ts';
import { parseSignUp } from '../resources/parse-sign-up.ts';
import type { SignInResource } from '../resources/types/sign-in.ts';
import type { SignUpResource } from '../resources/types/sign-up.ts';
import { clearAttempt } from '../session/clear-attempt.ts';
import { SIGN_IN_FIELDS, SIGN_UP_FIELDS, WAITLIST_FIELDS } from '../stores/form-fields.ts';
import type { FutureHost } from './future-host.ts';
import { computed, createSignal, guardedEffect } from './signals.ts';
import { presentSignIn } from './sign-in-future.ts';
import type { SignInFutureResource } from '../resources/types/sign-in-future.ts';
import { presentSignUp } from './sign-up-future.ts';
import type { SignUpFutureResource } from '../resources/types/sign-up-future.ts';
import type { FutureState } from '../resources/types/future-state.ts';
import { trackAttempts } from './track-attempts.ts';
import { createWaitlist } from './waitlist.ts';

/** Clerk's newer custom-flow API of one instance. */
export interface Future {
  readonly state: FutureState;
  /** Returns a sign-in that the page holds, with the newer methods. */
  ofSignIn(signIn: SignInResource): SignInFutureResource;
  /** Returns a sign-up that the page holds, with the newer methods. */
  ofSignUp(signUp: SignUpResource): SignUpFutureResource;
}

/** Creates the newer custom-flow API of an instance: root of the segment that has its signals. */
export function createFuture(host: FutureHost): Future {
  const { store, resources } = host;
  const isSignedIn = ({ createdSessionId }: Pick<SignInResource, 'createdSessionId'>) =>
    !!store.state.client?.sessions.some(({ id }) => id === createdSessionId);
  const signIns = trackAttempts<SignInResource, SignInFutureResource>(
    {
      newest: () => store.state.client?.signIn,
      empty: () => parseSignIn(null, resources),
      isSignedIn,
      clear: () => clearAttempt(host, 'signIn'),
      present: (attempt) => presentSignIn(host, attempt),
    },
    () => signInSignal.show(signIns.shown()),
  );
  const signUps = trackAttempts<SignUpResource, SignUpFutureResource>(
    {
      newest: () => store.state.client?.signUp,
      empty: () => parseSignUp(null, resources),
      isSignedIn,
      clear: () => clearAttempt(host, 'signUp'),
      present: (attempt) => presentSignUp(host, attempt),
    },
    () => signUpSignal.show(signUps.shown()),
  );
  const { waitlist, shown } = createWaitlist(host, () => waitlistSignal.show(shown()));
  const signInSignal = createSignal(signIns.shown(), SIGN_IN_FIELDS, ({ future, ...rest }) => ({
    ...rest,
    signIn: future,
  }));
  const signUpSignal = createSignal(signUps.shown(), SIGN_UP_FIELDS, ({ future, ...rest }) => ({
    ...rest,
    signUp: future,
  }));
  const waitlistSignal = createSignal(shown(), WAITLIST_FIELDS, ({ future, ...rest }) => ({
    ...rest,
    waitlist: future,
  }));
  store.subscribe(() => {
    signIns.observe();
    signUps.observe();
  });
  return {
    state: {
      signInSignal: signInSignal.read,
      signUpSignal: signUpSignal.read,
      waitlistSignal: waitlistSignal.read,
      __internal_effect: guardedEffect,
      __internal_computed: computed,
      __internal_waitlist: waitlist,
    },
    ofSignIn: signIns.of,
    ofSignUp: signUps.of,
  };
}
