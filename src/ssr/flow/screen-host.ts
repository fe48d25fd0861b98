import type { FlowErrors, SignInStep, SignUpStep } from '../../client/flows/types.ts';
import { CountdownController } from '../../elements/controllers/countdown-controller.ts';
import type { ViewHost } from '../../elements/base/view-host.ts';
import type { HostCall, HostOptions } from '../hosts/host-options.ts';
import { SignInServerHost } from '../hosts/sign-in-server-host.ts';
import { SignUpServerHost } from '../hosts/sign-up-server-host.ts';
import type { DrawingHost } from '../hosts/server-host.ts';
import { ServerRoot } from '../hosts/server-root.ts';
import type { ScreenCall } from './screen-calls.ts';

/** The host of one drawing, and what the controls of the screen ask it for. */
export interface ScreenHost {
  readonly host: DrawingHost & { choosing?: string | null };
  /** Calls a listener, and returns what it asks for; undefined when it needs a browser. */
  record(listener: () => unknown): readonly ScreenCall[] | undefined;
  /** Called by a control that sends the form itself. */
  sendForm: (() => void) | undefined;
}

type Options = Omit<HostOptions<never>, 'step' | 'record'> & {
  step: SignInStep | SignUpStep;
  errors: FlowErrors;
  typed?: URLSearchParams | undefined;
  /** Leaves out the field for an optional phone number until somebody opens the place for it, which takes a script. */
  omitsOptionalPhone?: boolean | undefined;
  now(): number;
};

/** Creates a host whose screen tells what its controls ask for. */
export function createScreenHost(kind: 'signIn' | 'signUp', options: Options): ScreenHost {
  let calls: ScreenCall[] | undefined;
  let isAsked = false;
  const add = (call: ScreenCall) => void calls?.push(call);
  const given = {
    ...options,
    step: options.step as never,
    // The fields of a rejection come from the form itself, below.
    record: (call: HostCall) => call.type !== 'reject' && add(call as ScreenCall),
  };
  const host = kind === 'signIn' ? new SignInServerHost(given) : new SignUpServerHost(given);
  const screen: ScreenHost = {
    host,
    sendForm: undefined,
    record(listener) {
      const found: ScreenCall[] = [];
      calls = found;
      isAsked = false;
      try {
        const result = listener();
        // What an asynchronous listener does later changes nothing here.
        if (result instanceof Promise) result.catch(() => {});
      } catch {
        return undefined;
      } finally {
        calls = undefined;
      }
      return found.length === 0 && isAsked ? [{ type: 'redraw' }] : found;
    },
  };
  const { state, requestUpdate, form, clerk } = host;
  const countdown = {
    // A control that waits counts as ready while it is asked: the API decides, and says how long the wait still is.
    secondsUntil: (deadline: number) => (calls ? 0 : Math.max(0, Math.ceil((deadline - options.now()) / 1000))),
  };
  Object.assign(host, {
    renderRoot: new ScreenRoot(options, () => {
      if (!calls) return undefined;
      return () => (screen.sendForm ? screen.sendForm() : add({ type: 'send-form' }));
    }),
    state: <State extends object>(Class: new (host: ViewHost) => State) =>
      (Class as unknown) === CountdownController ? countdown : state.call(host, Class),
    requestUpdate() {
      isAsked = true;
      requestUpdate.call(host);
    },
  });
  Object.assign(form, { reject: (fields: FlowErrors['fields']) => add({ type: 'reject', fields }) });
  Object.assign(clerk, {
    signOut: () => add({ type: 'sign-out' }),
    buildUserProfileUrl: () => options.environment.display_config.user_profile_url || '/',
    buildSignInUrl: () => options.environment.display_config.sign_in_url || '/',
  });
  return screen;
}

/** The box of an element, with the few nodes that listeners look for while they are recorded. */
class ScreenRoot extends ServerRoot {
  readonly #sendForm: () => (() => void) | undefined;

  /** What was typed on the first page of a sign-in. */
  readonly #identifier: string | undefined;

  readonly #omitsPhone: boolean;

  /** @param sendForm returns what a press of the main button does; undefined while nothing is recorded */
  constructor({ language, typed, omitsOptionalPhone }: Options, sendForm: () => (() => void) | undefined) {
    super(language);
    this.#identifier = typed?.get('identifier') ?? undefined;
    this.#omitsPhone = omitsOptionalPhone ?? false;
    this.#sendForm = sendForm;
  }

  override querySelector(selector?: string): null {
    const click = this.#sendForm();
    const value = this.#identifier;
    const type = value?.startsWith('+') ? 'tel' : 'text';
    // A script draws an optional number once somebody wants to give one; here it has to be there at once.
    if (selector === '[name=phoneNumber]') return (this.#omitsPhone ? null : {}) as null;
    if (selector === 'input[name=identifier]') return (value === undefined ? null : { type, value }) as null;
    const nodes: Record<string, object> = {
      '.cl-formButtonPrimary': { click },
      '.cl-liveRegion': {},
      '.cl-otpCodeFieldText': { matches: () => false },
    };
    // The base class has no nodes at all.
    return ((click && selector && nodes[selector]) ?? null) as null;
  }
}
