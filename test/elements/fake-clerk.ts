import type { WireErrorCode } from '../../src/protocol/error-codes.ts';
import type { SessionJSON } from '../../src/protocol/json/client.ts';
import type { FlowError } from '../../src/client/errors.ts';
import type {
  FlowState,
  RoutedFlow,
  SignInAction,
  SignInStep,
  SignUpAction,
  SignUpStep,
} from '../../src/client/flows/types.ts';
import { createSignInFlow } from '../../src/client/flows/create-flow.ts';
import { NO_ERRORS } from '../../src/client/flows/types.ts';
import type { EnvironmentResource } from '../../src/client/resources/types/environment.ts';
import type { ClerkInstance, ClerkStatus } from '../../src/client/types.ts';

/** A flow whose states the test sets, and whose actions it records. */
export class FakeFlow<Step extends { name: string }, Action extends { type: string }>
  implements RoutedFlow<Step, Action>
{
  state: FlowState<Step>;
  readonly actions: Action[] = [];
  readonly asked: string[] = [];
  /** Strategies that the flow was asked to watch. */
  readonly watched: string[] = [];
  disposed = false;
  /** Steps that the URL may name. */
  reachable: Record<string, Step> = {};
  #listeners = new Set<() => void>();

  constructor(step: Step) {
    this.state = { step, pending: null, errors: NO_ERRORS };
    this.reachable[step.name] = step;
  }
  async submit(action: Action): Promise<void> {
    this.actions.push(action);
  }
  async watch(strategy: string): Promise<void> {
    this.watched.push(strategy);
  }
  requestStep(name: string): void {
    this.asked.push(name);
    const step = this.reachable[name];
    if (step && step !== this.state.step) this.set({ step });
  }
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
  dispose(): void {
    this.disposed = true;
  }
  set(change: Partial<FlowState<Step>>): void {
    this.state = { ...this.state, pending: null, errors: NO_ERRORS, ...change };
    if (change.step) this.reachable[change.step.name] ??= change.step;
    for (const listener of this.#listeners) listener();
  }
  /** Fails the last action. */
  fail(fields: Record<string, string>, global?: string): void {
    this.set({
      errors: {
        fields: Object.fromEntries(
          Object.entries(fields).map(([name, code]) => [
            name,
            apiError(
              code,
              name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
            ),
          ]),
        ),
        global: global ? apiError(global) : null,
      },
    });
  }
}

/** @param code a known code, or one of a newer server */
export function apiError(code: string, paramName?: string): FlowError {
  return {
    code: code as WireErrorCode,
    message: code,
    longMessage: `server says ${code}`,
    meta: paramName ? { paramName } : {},
  };
}

export const START: Extract<SignInStep, { name: 'start' }> = {
  name: 'start',
  identifiers: ['email_address'],
  password: false,
  identifier: '',
};
export const CODE_FACTOR = {
  strategy: 'email_code',
  safeIdentifier: 'a***@example.com',
  emailAddressId: 'idn_1',
  primary: true,
} as const;
export const PASSWORD: Extract<SignInStep, { name: 'factor-one' }> = {
  name: 'factor-one',
  identifier: 'ada@example.com',
  factor: { strategy: 'password' },
  alternatives: [CODE_FACTOR],
  sent: null,
  link: null,
};
export const CODE: Extract<SignInStep, { name: 'factor-one' }> = {
  name: 'factor-one',
  identifier: 'ada@example.com',
  factor: CODE_FACTOR,
  alternatives: [{ strategy: 'password' }],
  sent: { to: 'a***@example.com', resendAt: 0 },
  link: null,
};
export const SIGN_UP: Extract<SignUpStep, { name: 'start' }> = {
  name: 'start',
  fields: [
    { name: 'firstName', required: false },
    { name: 'emailAddress', required: true },
    { name: 'password', required: true },
  ],
  values: {},
};
export const VERIFY: Extract<SignUpStep, { name: 'verify-email-address' }> = {
  name: 'verify-email-address',
  emailAddress: 'ada@example.com',
  strategy: 'email_code',
  sent: { to: 'ada@example.com', resendAt: 0 },
  link: null,
};

/** Returns the part of an environment that the elements read. */
export function environment(
  change: {
    singleSession?: boolean;
    display?: object;
    password?: object;
    mode?: string;
    captcha?: boolean;
    actions?: object;
  } = {},
): EnvironmentResource {
  return {
    auth_config: { single_session_mode: change.singleSession ?? false },
    display_config: {
      application_name: 'Acme',
      sign_in_url: '/sign-in',
      sign_up_url: '/sign-up',
      home_url: '/',
      logo_image_url: null,
      ...change.display,
    },
    user_settings: {
      sign_up: { mode: change.mode ?? 'public', captcha_enabled: change.captcha ?? false },
      password_settings: { min_length: 8, ...change.password },
      actions: change.actions ?? {},
    },
    maintenance_mode: false,
  } as unknown as EnvironmentResource;
}

/** An instance whose state the test sets, and which records every navigation. */
export class FakeClerk {
  signIn = new FakeFlow<SignInStep, SignInAction>(START);
  signUp = new FakeFlow<SignUpStep, SignUpAction>(SIGN_UP);
  readonly navigations: { to: string; options: unknown }[] = [];
  readonly created: unknown[] = [];
  readonly targets: unknown[][] = [];
  readonly options: Record<string, unknown> = {};
  readonly frontendApi: string = 'clerk.example.com';
  __internal_environment: EnvironmentResource | undefined = environment();
  __internal_incoming: SessionJSON | undefined;
  client: object | undefined = { id: 'client_1' };
  session: object | null | undefined = null;
  user: object | null | undefined = null;
  status: ClerkStatus = 'ready';
  isSignedIn = false;
  loads = 0;
  #listeners = new Set<() => void>();

  /** Begins with another step of sign-in. */
  startSignIn(step: SignInStep): void {
    this.signIn = new FakeFlow(step);
  }
  /** Begins with another step of sign-up. */
  startSignUp(step: SignUpStep): void {
    this.signUp = new FakeFlow(step);
  }
  get asInstance(): ClerkInstance {
    // It has only what the elements use.
    return this as unknown as ClerkInstance;
  }
  get loaded(): boolean {
    return this.status === 'ready' || this.status === 'degraded';
  }
  get listeners(): number {
    return this.#listeners.size;
  }
  set(change: Partial<this>): void {
    Object.assign(this, change);
    for (const listener of this.#listeners) listener();
  }
  addListener(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
  __internal_subscribe(listener: () => void): () => void {
    return this.addListener(listener);
  }
  __internal_expectSessions(): void {}
  on(_: 'status', listener: () => void): void {
    this.#listeners.add(listener);
  }
  off(_: 'status', listener: () => void): void {
    this.#listeners.delete(listener);
  }
  async __internal_ensureLoaded(): Promise<void> {
    this.loads++;
  }
  __internal_getOption(key: string): unknown {
    return this.options[key];
  }
  async navigate(to: string, options?: unknown): Promise<void> {
    this.navigations.push({ to, options });
  }
  __internal_createFlow(create: unknown, options: unknown) {
    this.created.push(options);
    return create === createSignInFlow ? this.signIn : this.signUp;
  }
  __internal_redirectTarget(
    kind: string,
    {
      forceRedirectUrl,
      fallbackRedirectUrl,
    }: { forceRedirectUrl?: string | null; fallbackRedirectUrl?: string | null },
    params: URLSearchParams,
  ): string {
    this.targets.push([kind, { forceRedirectUrl, fallbackRedirectUrl }, params]);
    return '/after';
  }
}
