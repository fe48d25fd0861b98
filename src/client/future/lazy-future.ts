import { ClerkRuntimeError } from '../errors.ts';
import { signInValues, signUpValues } from './attempt-values.ts';
import type { SignInResource } from '../resources/types/sign-in.ts';
import type { SignUpResource } from '../resources/types/sign-up.ts';
import { noErrors, SIGN_IN_FIELDS, SIGN_UP_FIELDS, WAITLIST_FIELDS } from '../stores/form-fields.ts';
import type { Future } from './create-future.ts';
import type { FutureHost } from './future-host.ts';
import type { SignInFutureResource } from '../resources/types/sign-in-future.ts';
import type { SignUpFutureResource } from '../resources/types/sign-up-future.ts';
import type { FutureState, WaitlistResource } from '../resources/types/future-state.ts';

/** Methods of what waits for its code: names, and names in groups. */
export type Methods = Readonly<Record<string, string>>;

export const SIGN_IN: Methods = {
  '': 'create password sso web3 passkey ticket submitProtectCheck finalize reset',
  emailCode: 'sendCode verifyCode',
  emailLink: 'sendLink waitForVerification',
  phoneCode: 'sendCode verifyCode',
  resetPasswordEmailCode: 'sendCode verifyCode submitPassword',
  resetPasswordPhoneCode: 'sendCode verifyCode submitPassword',
  mfa: 'sendPhoneCode verifyPhoneCode sendEmailCode verifyEmailCode verifyTOTP verifyBackupCode passkey',
};
export const SIGN_UP: Methods = {
  '': 'create update password sso web3 ticket submitProtectCheck finalize reset',
  verifications:
    'sendEmailCode verifyEmailCode sendEmailLink waitForEmailLinkVerification sendPhoneCode verifyPhoneCode',
};

export const WAITLIST: Methods = { '': 'join reload' };

/** What {@link lazyFuture} provides. */
export interface LazyFuture {
  /** Always the same object. Its signals change when the code is loaded. */
  readonly state: FutureState;
  ofSignIn(signIn: SignInResource): SignInFutureResource;
  ofSignUp(signUp: SignUpResource): SignUpFutureResource;
}

/**
 * Stands for the newer custom-flow API, whose code is loaded when a page reads a signal or calls a method first. Until
 * then the signals say that nothing is fetched and nothing has failed, the attempts show what the client knows, and their
 * methods wait.
 */
export function lazyFuture(host: FutureHost): LazyFuture {
  let future: Future | undefined;
  let loading: Promise<Future> | undefined;
  /** Starts the effects that were created meanwhile. */
  const begin = new Set<() => void>();
  const load = (): Promise<Future> =>
    (loading ??= import('./create-future.ts').then(
      ({ createFuture }) => {
        future = createFuture(host);
        for (const start of begin) start();
        begin.clear();
        return future;
      },
      (cause: unknown) => {
        loading = undefined;
        throw new ClerkRuntimeError('network_error', 'A part of clerk-widgets could not be loaded.', { cause });
      },
    ));
  /** Begins to load the code. After a failure the next read begins again. */
  const wake = (): void => void load().catch(() => {});

  const { client } = host.resources;
  const signIn = placeholder<SignInFutureResource>(
    SIGN_IN,
    (ready) => ready.state.signInSignal().signIn,
    () => signInValues(host, client()?.signIn),
  );
  const signUp = placeholder<SignUpFutureResource>(
    SIGN_UP,
    (ready) => ready.state.signUpSignal().signUp,
    () => signUpValues(host, client()?.signUp),
  );
  const waitlist = placeholder<WaitlistResource>(
    WAITLIST,
    (ready) => ready.state.__internal_waitlist,
    () => ({ id: '', pathRoot: '/waitlist', createdAt: null, updatedAt: null }),
  );
  const fetchStatus = 'idle' as const;
  const signals = {
    signInSignal: { signIn, errors: noErrors(SIGN_IN_FIELDS), fetchStatus },
    signUpSignal: { signUp, errors: noErrors(SIGN_UP_FIELDS), fetchStatus },
    waitlistSignal: { waitlist, errors: noErrors(WAITLIST_FIELDS), fetchStatus },
  };
  const read =
    <Name extends keyof typeof signals>(name: Name) =>
    () => {
      if (future) return future.state[name]() as never;
      wake();
      return signals[name] as never;
    };

  return {
    state: {
      signInSignal: read('signInSignal'),
      signUpSignal: read('signUpSignal'),
      waitlistSignal: read('waitlistSignal'),
      __internal_effect(callback) {
        if (future) return future.state.__internal_effect(callback);
        wake();
        let stop = (): void => void begin.delete(start);
        const start = () => {
          stop = (future as Future).state.__internal_effect(callback);
        };
        begin.add(start);
        callback();
        return () => stop();
      },
      __internal_computed<Value>(getter: (previous?: Value) => Value) {
        let computed: (() => Value) | undefined;
        return () => (future ? (computed ??= future.state.__internal_computed(getter))() : getter());
      },
      get __internal_waitlist() {
        return future ? future.state.__internal_waitlist : waitlist;
      },
    },
    ofSignIn: (held) => (future ? future.ofSignIn(held) : signIn),
    ofSignUp: (held) => (future ? future.ofSignUp(held) : signUp),
  };
  /**
   * An attempt until its code is there, and the present one from then on.
   *
   * @param current the present one
   * @param read what the client knows meanwhile
   */
  function placeholder<Target extends object>(
    methods: Methods,
    current: (ready: Future) => Target,
    read: () => object,
  ): Target {
    const { '': own, ...grouped } = waitingMethods(methods, async () => current(await load()));
    // Proxies of frameworks pass over an object that is frozen and has a prototype of its own.
    return new Proxy(Object.freeze(Object.create({})) as Target, {
      get(_, name) {
        if (future) return Reflect.get(current(future), name);
        wake();
        if (own && name in own) return own[name as string];
        const known: unknown = read()[name as never];
        const group = grouped[name as string];
        return group ? { ...(known as object), ...group } : known;
      },
    });
  }
}

/**
 * Makes methods that wait for what they are called on, and never reject.
 *
 * @param target resolves to it
 */
export function waitingMethods(methods: Methods, target: () => Promise<object>): Record<string, Callable> {
  const groups = Object.entries(methods).map(([group, names]) => {
    const waiting = names.split(' ').map((name) => [
      name,
      async (...given: unknown[]) => {
        try {
          const whole = await target();
          const owner = (group ? Reflect.get(whole, group) : whole) as Callable;
          return await owner[name]?.(...given);
        } catch (error) {
          return { error };
        }
      },
    ]);
    return [group, Object.fromEntries(waiting) as Callable] as const;
  });
  return Object.fromEntries(groups);
}

type Callable = Record<string, (...given: unknown[]) => unknown>;
