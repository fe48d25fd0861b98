import { ClerkRuntimeError, firstError, isClerkAPIResponseError } from '../errors.ts';
import { surroundings } from '../platform/surroundings.ts';
import type { ClientResource } from '../resources/types/client.ts';
import { globalError, isOver, toFlowErrors } from './flow-errors.ts';
import type { FlowContext } from './flow-context.ts';
import { createFlowStore } from './flow-store.ts';
import { justSent, waitToResend } from './sent-code.ts';
import {
  type FlowErrors,
  type FlowOptions,
  type FlowState,
  NO_ERRORS,
  type RoutedFlow,
  type SentCode,
  type SentLink,
  type SharedStep,
} from './types.ts';
import { watchInstance } from './watch-instance.ts';

type Kind = 'signIn' | 'signUp';
type NamedStep = { readonly name: string };
type NamedAction = { readonly type: string };

/** Steps that a provider or a mailed link leads back to, and the strategy that goes on from there. */
const LANDINGS = { 'sso-callback': 'oauth_', verify: 'email_link' } as const satisfies Partial<
  Record<SharedStep['name'], string>
>;

/** What sign-in and sign-up each bring: their steps, and how they go from one to the next. */
export interface AttemptMachineParts<Of extends Kind, Step, Action> {
  readonly kind: Of;
  /** Returns the first step, as far as it is known by now. */
  startStep(attempt?: ClientResource[Of]): Step;
  /** Performs what the user submitted. */
  perform(action: Action): Promise<void>;
  /** Goes on from the page that a provider or a link led back to. */
  resume(strategy: string): Promise<void>;
  /** Returns the names of the form fields that a step shows. */
  fieldsOf(step: Step): readonly string[];
  /** Returns whether the attempt waits for something the user does. */
  isOpen(attempt: ClientResource[Of]): boolean;
  /** Called with each newer snapshot of the attempt. */
  attemptChanged(attempt: ClientResource[Of]): void;
  /** Returns the step that the URL asks for, or the one the attempt is at; undefined for the first. Sends nothing. */
  findStep(stepName: string): Step | undefined;
  /** Called when what was sent has changed: the step that shows it is made again. */
  refreshStep(): void;
  /** Uses the ticket in the URL, unless the attempt has it from an earlier load of the page. */
  useTicket(): void;
}

/** What the machines of sign-in and sign-up, and the methods they load, work with. */
export interface AttemptMachine<Of extends Kind, Step extends NamedStep, Action extends NamedAction>
  extends RoutedFlow<Step, Action> {
  readonly context: FlowContext;
  readonly options: FlowOptions;
  /** The ticket that an invitation or a sign-in token put into the URL. */
  readonly ticket: string | undefined;
  /** The newest snapshot of the attempt; undefined before there is one. */
  attempt: ClientResource[Of] | undefined;
  sent: SentCode | null;
  link: SentLink | null;
  /** Aborted when another step is shown and when the flow is disposed of. */
  readonly stepSignal: AbortSignal;
  /** Changes the state, then calls the listeners. */
  setState(patch: Partial<FlowState<Step | SharedStep>>): void;
  goTo(step: Step | SharedStep): void;
  /** Shows the first step, with what went wrong. */
  goToStart(error?: unknown): void;
  /** Aborts everything that waits for something on the present step. */
  abortWaits(): void;
  /** Returns the client's attempt, which may be empty, to `create` from. Waits for the client. */
  currentAttempt(): Promise<ClientResource[Of]>;
  /** Makes `currentAttempt` wait for a request: two at once would make two clients for a new browser. */
  queueBehind(request: Promise<unknown>): void;
  setAttempt(attempt: ClientResource[Of]): void;
  /** Makes the session the active one, and completes the flow. @param target where to go then */
  complete(sessionId: string | null | undefined, target?: string): Promise<void>;
  /** Completes the flow when the API refused because the user is signed in already. @throws every other error */
  completeIfSignedIn(error: unknown): Promise<void>;
  /** Shows what is known of a link that was sent. */
  setLink(link: SentLink | null): void;
  /**
   * Sends a code or a link.
   *
   * @param to where it goes, as it may be shown
   * @param prepare asks the API to send it
   */
  send(
    strategy: string,
    to: string,
    prepare: (link: { redirectUrl?: string; numberMatch?: boolean }) => Promise<ClientResource[Of]>,
  ): Promise<void>;
}

export function ticketOf({ params }: FlowOptions): string | undefined {
  return params?.().get('__clerk_ticket') || undefined;
}

/**
 * Creates what sign-in and sign-up have in common: an attempt on the server that may expire, a client that may arrive
 * late, other tabs that may finish first, steps in the URL, and codes and links that were sent.
 */
export function createAttemptMachine<Of extends Kind, Step extends NamedStep, Action extends NamedAction>(
  context: FlowContext,
  options: FlowOptions,
  parts: AttemptMachineParts<Of, Step | SharedStep, Action>,
): AttemptMachine<Of, Step | SharedStep, Action> {
  const store = createFlowStore<Step | SharedStep>(parts.startStep());
  /** A session that was created while the flow was open, by this tab or another one. */
  let completedSessionId: string | undefined;
  /** The step that the URL asked for while the client was not known or an action was pending. */
  let requestedStep: string | undefined;
  let queued: Promise<unknown> | undefined;
  let waits = new AbortController();

  const machine: AttemptMachine<Of, Step | SharedStep, Action> = {
    context,
    options,
    get ticket() {
      return ticketOf(options);
    },
    attempt: undefined,
    sent: null,
    link: null,
    get state() {
      return store.state;
    },
    get stepSignal() {
      return waits.signal;
    },
    setState: store.set,
    subscribe: store.subscribe,
    submit: (action) => run(action.type, () => parts.perform(action)),
    requestStep,
    goTo,
    goToStart: (error) => goTo(parts.startStep(machine.attempt), error ? toFlowErrors(error, []) : NO_ERRORS),
    abortWaits,
    async currentAttempt() {
      await queued;
      await context.whenLoaded();
      const client = context.client();
      if (!client) throw new ClerkRuntimeError('network_error', 'The network is not available. Try again.');
      return client[parts.kind];
    },
    queueBehind(request) {
      queued = request.catch(() => {});
    },
    setAttempt(attempt) {
      machine.attempt = attempt;
      parts.attemptChanged(attempt);
      if (store.state.step.name === 'start') store.set({ step: parts.startStep(attempt) });
    },
    async complete(id, target) {
      const sessionId = id ?? '';
      await context.setActive({ session: sessionId });
      goTo({ name: 'complete', sessionId, target });
    },
    async completeIfSignedIn(error) {
      const { code, meta } = firstError(error) ?? {};
      if (code === 'identifier_already_signed_in' && meta?.sessionId) return machine.complete(meta.sessionId);
      const client = context.client();
      const sessionId = client?.lastActiveSessionId ?? client?.signedInSessions[0]?.id;
      if (code !== 'session_exists' || !sessionId || !isClerkAPIResponseError(error)) throw error;
      return machine.complete(sessionId);
    },
    setLink(link) {
      machine.link = link;
      parts.refreshStep();
    },
    async send(strategy, to, prepare) {
      store.set({ pending: 'resend' });
      const redirectUrl = strategy === 'email_link' ? options.stepUrl?.('verify') : undefined;
      try {
        machine.attempt = await prepare(redirectUrl ? { redirectUrl, numberMatch: true } : {});
        machine.sent = justSent(context.clock, to, strategy);
      } catch (error) {
        const resendAt = waitToResend(context.clock, error);
        // What was sent before stays good as long as nothing newer was asked for.
        machine.sent = machine.sent && resendAt ? { ...machine.sent, resendAt } : null;
        throw error;
      } finally {
        parts.refreshStep();
      }
    },
    dispose() {
      abortWaits();
      unwatch();
    },
  };
  if (surroundings.blocksCookies()) store.set({ errors: globalError('cookies_blocked', '') });
  const unwatch = watchInstance(context, {
    environmentChanged() {
      if (store.state.step.name === 'start') store.set({ step: parts.startStep(machine.attempt) });
    },
    clientLoaded: (client) => clientLoaded(client[parts.kind]),
    sessionCreated: completeWith,
  });
  return machine;

  function goTo(step: Step | SharedStep, errors: FlowErrors = NO_ERRORS): void {
    store.set({ step: Object.freeze(step), errors });
  }

  function abortWaits(): void {
    waits.abort();
    waits = new AbortController();
  }

  /** Runs an action, then does what could not be done before its end. */
  async function run(type: string, action: () => Promise<void>): Promise<void> {
    const perform = () => {
      requestedStep = undefined;
      return action();
    };
    await store.run(type, perform, toErrors);
    if (store.state.pending) return;
    if (completedSessionId) completeWith(completedSessionId);
    else if (requestedStep && context.client()) requestStep(requestedStep);
  }

  function toErrors(error: unknown): FlowErrors {
    const { step } = store.state;
    if (completedSessionId && !isSignedIn(step)) return NO_ERRORS;
    const isLost = isOver(error);
    let errors = toFlowErrors(error, parts.fieldsOf(step));
    if (isLost && step.name !== 'start') {
      forgetAttempt();
      store.set({ step: parts.startStep() });
      errors = globalError('attempt_expired', 'This took too long, or was finished elsewhere. Start again.');
    }
    if (isLost || errors.global?.code === 'network_error') void diagnose(errors);
    return errors;
  }

  /** Replaces an error by what is behind it, once that is known, unless the user went on meanwhile. */
  async function diagnose(errors: FlowErrors): Promise<void> {
    const found = await context.diagnose?.(errors.global?.code).catch(() => undefined);
    if (found && store.state.errors === errors) store.set({ errors: globalError(found, '') });
  }

  function forgetAttempt(): void {
    machine.attempt = undefined;
    // What was sent for this attempt is no use to the next one.
    machine.sent = machine.link = null;
    abortWaits();
  }

  function requestStep(stepName: string): void {
    const { step, pending } = store.state;
    if (isSignedIn(step)) return;
    requestedStep = undefined;
    if (step.name === stepName) return;
    abortWaits();
    const client = context.client();
    // The answer to the pending action would be shown in place of the step.
    if (pending || !client) requestedStep = stepName;
    if (pending) return;
    if (stepName === 'verify' || stepName === 'sso-callback') {
      if (client) void land(stepName);
      return;
    }
    if (stepName === 'choose-wallet' && takesWallets()) return goTo({ name: stepName });
    const next = parts.findStep(stepName) ?? parts.startStep(machine.attempt);
    if (next.name !== step.name) goTo(next);
  }

  /** Goes on from the page that a provider or a link led back to. */
  async function land(name: keyof typeof LANDINGS): Promise<void> {
    goTo(name === 'verify' ? { name, outcome: 'loading' } : { name });
    await run('land', () =>
      parts.resume(LANDINGS[name]).catch((error: unknown) => {
        // That page has nothing but a spinner: the error is shown where the user can begin again.
        if (store.state.step.name === name) machine.goToStart();
        throw error;
      }),
    );
  }

  /** Returns whether the instance takes wallets: then a reload may show the list of wallets again. */
  function takesWallets(): boolean {
    return (context.environment()?.user_settings.attributes?.web3_wallet?.first_factors ?? []).length > 0;
  }

  function clientLoaded(attempt: ClientResource[Of]): void {
    if (!machine.attempt && parts.isOpen(attempt)) machine.setAttempt(attempt);
    if (store.state.pending) return;
    if (requestedStep) requestStep(requestedStep);
    // On any later step the ticket has been used.
    if (store.state.step.name === 'start' && ticketOf(options) && !options.holdsTicket) parts.useTicket();
  }

  /** Completes the flow with a session that was created, once an action of its own is over. */
  function completeWith(sessionId: string): void {
    const { pending, step } = store.state;
    // A sign-up below this sign-in leads its user on by itself.
    if (isSignedIn(step) || step.name === 'create') return;
    completedSessionId = sessionId;
    if (!pending) machine.complete(sessionId).catch(() => {});
  }
}

/** Returns whether nothing more is asked of the user at a step: it only remains to leave the page. */
function isSignedIn({ name }: NamedStep): boolean {
  return name === 'complete' || /^reset-password-./.test(name);
}
