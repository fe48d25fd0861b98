import { firstError, isClerkAPIResponseError } from '../errors.ts';
import { surroundings } from '../platform/surroundings.ts';
import type { ClientResource } from '../resources/types.ts';
import type { FlowContext } from './context.ts';
import { globalError, isOver, toFlowErrors } from './flow-errors.ts';
import { createMachine } from './machine.ts';
import { landingOf } from './method-table.ts';
import { NO_ERRORS } from './no-errors.ts';
import { currentAttempt } from './current-attempt.ts';
import { justSent, waitToResend } from './sent-code.ts';
import type { Flow, FlowErrors, FlowOptions, FlowState, LinkOutcome, SentCode, SentLink } from './types.ts';
import { ticketOf } from './ticket/ticket-of.ts';
import { takesWallets } from './wallet/takes-wallets.ts';

type Kind = 'signIn' | 'signUp';
type NamedStep = { readonly name: string };
type NamedAction = { readonly type: string };

export interface AttemptFlowParts<Of extends Kind, Step, Action> {
  readonly kind: Of;
  /** The first step, from what is known now. */
  start(attempt?: ClientResource[Of]): Step;
  /** Performs an action, but for `land`. */
  run(action: Action): Promise<void>;
  /** Goes on from the page that a provider or a link led to. */
  land(strategy: string): Promise<void>;
  /** Names of the form fields a step shows. */
  fieldsOf(step: Step): readonly string[];
  /** Is the attempt under way? */
  isOpen(attempt: ClientResource[Of]): boolean;
  /** An attempt of the client was found, or a newer snapshot of it. */
  learn(attempt: ClientResource[Of]): void;
  /** The step of the URL, or the one the attempt is at instead; undefined = the first one. Sends nothing. */
  find(stepName: string): Step | undefined;
  /** Draws what waits for a code or a link anew. */
  refresh(): void;
  /** Takes the ticket in the URL, unless that was done before the page was loaded again. */
  takeTicket(): void;
}

/** What the machines, and the methods they leave things to, may do to the attempt. */
export interface AttemptFlow<Of extends Kind, Step extends NamedStep, Action extends NamedAction>
  extends Flow<Step, Action> {
  readonly context: FlowContext;
  readonly options: FlowOptions;
  /** The attempt as it is now; undefined before there is one. */
  attempt: ClientResource[Of] | undefined;
  sent: SentCode | null;
  link: SentLink | null;
  /** Aborted once another step is shown or the flow is gone. */
  readonly left: AbortSignal;
  /** Changes the state and tells the listeners. */
  set(patch: Partial<FlowState<Step>>): void;
  /** Ends all that waits. */
  leave(): void;
  /** The client's empty or present attempt, to `create` from. Waits for the client. */
  begin(): Promise<ClientResource[Of]>;
  /** What comes next waits for this request: two at once would make two clients of a new browser. */
  hold(request: Promise<unknown>): void;
  /** Takes a newer snapshot of the attempt. */
  take(attempt: ClientResource[Of]): void;
  /** Activates the session and completes the flow. */
  finish(sessionId: string | null | undefined): Promise<void>;
  /** Completes with a session the API says is there already; throws any other error again. */
  finishExisting(error: unknown): Promise<void>;
  /** Shows what is known of a link that was sent. */
  showLink(link: SentLink | null): void;
  /** Puts up a step that has no factor. */
  goTo(step: 'choose-wallet' | 'sso-callback' | 'start', error?: unknown): void;
  goToVerify(outcome: LinkOutcome): void;
  /** Has a code or a link sent. @param prepare asks for it @param to where it goes, as it may be shown */
  send(
    strategy: string,
    to: string,
    prepare: (link: { redirectUrl?: string; numberMatch?: boolean }) => Promise<ClientResource[Of]>,
  ): Promise<void>;
}

/**
 * What sign-in and sign-up have in common: an attempt on the server that may expire, a client that may arrive late,
 * other tabs that may finish first, steps of the URL, and codes and links that were sent.
 */
export function createAttemptFlow<Of extends Kind, Step extends NamedStep, Action extends NamedAction>(
  context: FlowContext,
  options: FlowOptions,
  parts: AttemptFlowParts<Of, Step, Action>,
): AttemptFlow<Of, Step, Action> {
  let known: Set<string> | undefined;
  let environment = context.environment();
  let finishedElsewhere: string | undefined;
  let waiting = new AbortController();
  /** The URL asked for this step before the client was known, or while an action was under way. */
  let wanted: string | undefined;
  /** A request in the background that nothing may overtake. */
  let held: Promise<unknown> | undefined;

  const machine = createMachine<Step, Action>(parts.start(), run, explain);
  const flow: AttemptFlow<Of, Step, Action> = {
    context,
    options,
    attempt: undefined,
    sent: null,
    link: null,
    get state() {
      return machine.state;
    },
    get left() {
      return waiting.signal;
    },
    set: machine.set,
    subscribe: machine.subscribe,
    submit,
    show,
    leave,
    begin: () => Promise.resolve(held).then(() => currentAttempt(context, parts.kind)),
    hold(request) {
      held = request.catch(() => {});
    },
    take(next) {
      flow.attempt = next;
      parts.learn(next);
      if (machine.state.step.name === 'start') machine.set({ step: parts.start(flow.attempt) });
    },
    async finish(sessionId) {
      const session = sessionId ?? '';
      await context.setActive({ session });
      go({ name: 'complete', sessionId: session });
    },
    async finishExisting(error) {
      const { code, meta } = firstError(error) ?? {};
      const client = context.client();
      if (code === 'identifier_already_signed_in' && meta?.sessionId) return flow.finish(meta.sessionId);
      const live = client?.lastActiveSessionId ?? client?.signedInSessions[0]?.id;
      if (code !== 'session_exists' || !live || !isClerkAPIResponseError(error)) throw error;
      return flow.finish(live);
    },
    showLink(next) {
      flow.link = next;
      parts.refresh();
    },
    goTo: (name, error) =>
      go(name === 'start' ? parts.start(flow.attempt) : { name }, error ? toFlowErrors(error, []) : NO_ERRORS),
    goToVerify: (outcome) => go({ name: 'verify', outcome }),
    async send(strategy, to, prepare) {
      machine.set({ pending: 'resend' } as Partial<FlowState<Step>>);
      const redirectUrl = strategy === 'email_link' ? options.stepUrl?.('verify') : undefined;
      try {
        flow.attempt = await prepare(redirectUrl ? { redirectUrl, numberMatch: true } : {});
        flow.sent = justSent(context.clock, to, strategy);
      } catch (error) {
        const resendAt = waitToResend(context.clock, error);
        // What was sent before is good as long as nothing newer was asked for.
        flow.sent = flow.sent && resendAt ? { ...flow.sent, resendAt } : null;
        throw error;
      } finally {
        parts.refresh();
      }
    },
    dispose() {
      leave();
      unsubscribe();
    },
  };
  // The parts use what is returned here: they hear of a client that is there already once they have it.
  queueMicrotask(look);
  if (surroundings.blocksCookies()) machine.set({ errors: globalError('cookies_blocked', '') });
  const unsubscribe = context.subscribe(look);
  return flow;

  function go(step: object, errors: FlowErrors = NO_ERRORS): void {
    machine.set({ step: Object.freeze(step) as unknown as Step, errors });
  }

  function leave(): void {
    waiting.abort();
    waiting = new AbortController();
  }

  async function run(action: Action): Promise<void> {
    wanted = undefined;
    const { name } = machine.state.step;
    const landing = action.type === 'land' && landingOf(name);
    if (!landing) return parts.run(action);
    return parts.land(landing).catch((error) => {
      // Its page only waits: what went wrong is said where one can begin again.
      if (machine.state.step.name === name) flow.goTo('start');
      throw error;
    });
  }

  async function submit(action: Action): Promise<void> {
    await machine.submit(action);
    if (machine.state.pending) return;
    if (finishedElsewhere) follow(finishedElsewhere);
    else if (wanted && context.client()) show(wanted);
  }

  function explain(error: unknown): FlowErrors {
    if (finishedElsewhere) return NO_ERRORS;
    const { step } = machine.state;
    const isLost = isOver(error);
    let errors = toFlowErrors(error, parts.fieldsOf(step));
    if (isLost && step.name !== 'start') {
      forget();
      machine.set({ step: parts.start(flow.attempt) });
      errors = globalError('attempt_expired', 'This took too long, or was finished elsewhere. Start again.');
    }
    if (isLost || errors.global?.code === 'network_error') void diagnose(errors);
    return errors;
  }

  /** Says more, once more is known, unless somebody went on meanwhile. */
  async function diagnose(errors: FlowErrors): Promise<void> {
    const found = await context.diagnose?.(errors.global?.code).catch(() => undefined);
    if (found && machine.state.errors === errors) machine.set({ errors: globalError(found, '') });
  }

  /** What was sent for an attempt that is no more is worth nothing to the next one. */
  function forget(): void {
    flow.attempt = undefined;
    flow.sent = flow.link = null;
    leave();
  }

  function show(stepName: string): void {
    const { step, pending } = machine.state;
    if (step.name === 'complete') return;
    wanted = undefined;
    if (step.name === stepName) return;
    leave();
    const client = context.client();
    // The answer that is under way would be painted over it.
    if (pending || !client) wanted = stepName;
    if (pending) return;
    if (landingOf(stepName)) {
      if (!client) return;
      go(stepName === 'verify' ? { name: stepName, outcome: 'loading' } : { name: stepName });
      return void submit({ type: 'land' } as unknown as Action);
    }
    if (stepName === 'choose-wallet' && takesWallets(context.environment())) return flow.goTo(stepName);
    const next = parts.find(stepName) ?? parts.start(flow.attempt);
    if (next.name !== step.name) go(next);
  }

  function look(): void {
    if (environment !== context.environment()) {
      environment = context.environment();
      if (machine.state.step.name === 'start') machine.set({ step: parts.start(flow.attempt) });
    }
    const client = context.client();
    if (!client) return;
    const ids = client.signedInSessions.map(({ id }) => id);
    const created = known && ids.find((id) => !known?.has(id));
    const isFirst = !known;
    known = new Set(ids);
    if (isFirst) arrived(client[parts.kind]);
    if (created) follow(created);
  }

  /** The client is known now. */
  function arrived(present: ClientResource[Of]): void {
    if (!flow.attempt && parts.isOpen(present)) flow.take(present);
    if (machine.state.pending) return;
    if (wanted) show(wanted);
    // Whoever comes back from somewhere, or goes on, has taken it already.
    if (machine.state.step.name === 'start' && ticketOf(options)) parts.takeTicket();
  }

  /** Another tab finished: so does this one, once an action of its own is over. */
  function follow(sessionId: string): void {
    const { pending, step } = machine.state;
    // Whoever signs up below this flow is led on from there.
    if (step.name === 'complete' || step.name === 'create') return;
    finishedElsewhere = sessionId;
    if (!pending) flow.finish(sessionId).catch(() => {});
  }
}
