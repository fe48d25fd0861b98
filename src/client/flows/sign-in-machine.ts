import { type ClerkAPIError, ClerkRuntimeError } from '../errors.ts';
import type { AttemptParams, FirstFactor, SecondFactor, SignInResource } from '../resources/types.ts';
import { createAttemptFlow } from './attempt-flow.ts';
import type { FlowContext } from './context.ts';
import { earlierFactor } from './earlier-factor.ts';
import { initialIdentifier, signInStart } from './first-steps.ts';
import { fieldError, firstError, toFlowErrors } from './flow-errors.ts';
import { lastSecondFactor, rememberSecondFactor } from './last-second-factor.ts';
import { toFlow } from './machine.ts';
import { NO_ERRORS } from './no-errors.ts';
import { presentAttempt } from './present-attempt.ts';
import {
  knownFactors,
  knownSecondFactors,
  preferredFactor,
  preferredSecondFactor,
  resetFactors,
} from './preferred-factor.ts';
import { isSent, justSent, waitToResend } from './sent-code.ts';
import type { SignInRun } from './sign-in-method.ts';
import { isLanding, landingOf, listen, methodOf } from './sign-in-methods.ts';
import {
  FACTOR_STEPS,
  type Factor,
  isBackground,
  isOpen,
  isPasswordRefused,
  isSame,
  levelOf,
  pickIds,
  STEP_OF,
  valuesOf,
} from './sign-in-status.ts';
import { ticketOf } from './ticket/ticket-of.ts';
import type { FlowOptions, SentCode, SentLink, SignInAction, SignInFlow, SignInStep } from './types.ts';
import { takesWallets } from './wallet/takes-wallets.ts';

/** Sign-in with every factor, as an explicit machine. */
export function createSignInMachine(context: FlowContext, options: FlowOptions = {}): SignInFlow {
  let attempt: SignInResource | undefined;
  let typed = initialIdentifier(options.initialValues);
  let sent: SentCode | null = null;
  /** What it was sent for: who looks at another factor and comes back needs no second one. */
  let sentFor: Factor | undefined;
  let link: SentLink | null = null;
  /** Aborted when what was waited for is left. */
  let waiting = new AbortController();
  /** The URL asked for this step before the client was known. */
  let wanted: string | undefined;
  /** A request in the background that nothing may overtake. */
  let held: Promise<unknown> | undefined;

  const flow = createAttemptFlow<SignInStep, SignInAction>(context, {
    start,
    run: perform,
    fieldsOf: ({ name }) => (name === 'start' ? ['identifier', 'password'] : ['password', 'code']),
    arrived() {
      const present = context.client()?.signIn;
      if (!attempt && isOpen(present)) {
        attempt = present;
        typed ||= present.identifier ?? '';
        if (flow.state.step.name === 'start') flow.set({ step: start() });
      }
      if (wanted && !flow.state.pending) show(wanted);
      takeTicket();
    },
    forget() {
      attempt = undefined;
      leave();
    },
  });

  const run: SignInRun = {
    context,
    options,
    get attempt() {
      return attempt;
    },
    get identifier() {
      return attempt?.identifier ?? typed;
    },
    get left() {
      return waiting.signal;
    },
    begin: () => Promise.resolve(held).then(() => presentAttempt(context, 'signIn')),
    hold(request) {
      held = request.catch(() => {});
    },
    take(next) {
      attempt = next;
    },
    advance: () => advance(),
    submit: flow.submit,
    finish: flow.finish,
    showLink(next) {
      link = next;
      refresh();
    },
    goTo(step, error) {
      const next = step === 'start' ? start() : { name: step };
      flow.set({ step: Object.freeze(next), errors: error ? toFlowErrors(error, []) : NO_ERRORS });
    },
    goToVerify: (outcome) => flow.set({ step: Object.freeze({ name: 'verify', outcome }) }),
    goToSignUp: () => flow.set({ step: Object.freeze({ name: 'create', values: valuesOf(typed) }) }),
  };
  const door = toFlow(flow, show, () => {
    leave();
    flow.dispose();
  });
  return {
    ...door,
    get state() {
      return flow.state;
    },
    // Waiting for a passkey in the identifier field keeps nobody from typing.
    submit: (action) => (isBackground(action) ? listen(run, action) : flow.submit(action)),
  };

  /** Unless it was taken before the page was loaded again. */
  function takeTicket(): void {
    const isTaken = isOpen(attempt) && attempt.firstFactorVerification.strategy === 'ticket';
    if (ticketOf(options) && !isTaken) void flow.submit({ type: 'method', strategy: 'ticket' });
  }

  function start(): SignInStep {
    return signInStart(context.environment(), typed);
  }

  function leave(): void {
    waiting.abort();
    waiting = new AbortController();
  }

  /** The step that asks for a factor, at the level the attempt is at. */
  function factorStep(factor: Factor): SignInStep {
    const name = STEP_OF[attempt?.status as keyof typeof STEP_OF];
    const common = { identifier: attempt?.identifier ?? typed, sent, link };
    const others = <F extends Factor>(all: F[]) => all.filter((other) => !isSame(other, factor));
    if (name === 'factor-two' || name === 'client-trust') {
      const alternatives = others(knownSecondFactors(attempt));
      return Object.freeze({ ...common, name, factor: factor as SecondFactor, alternatives });
    }
    const alternatives = others(knownFactors(attempt));
    return Object.freeze({ ...common, name: 'factor-one', factor: factor as FirstFactor, alternatives });
  }

  function refresh(): void {
    const { step } = flow.state;
    if ('factor' in step) flow.set({ step: factorStep(step.factor) });
  }

  function show(stepName: string): void {
    const { step, pending } = flow.state;
    if (step.name === 'complete' || step.name === stepName) return;
    wanted = context.client() ? undefined : stepName;
    leave();
    if (isLanding(stepName)) return land(stepName);
    if (stepName === 'create' && options.withSignUp) return run.goToSignUp();
    if (stepName === 'choose' && choose()) return;
    if (stepName === 'choose-wallet' && takesWallets(context.environment())) return run.goTo(stepName);
    const at = STEP_OF[attempt?.status as keyof typeof STEP_OF];
    // What the server asks for cannot be skipped; the way back to the start is always open.
    if (!at || stepName === 'start' || (stepName !== at && !(stepName in FACTOR_STEPS))) {
      if (step.name !== 'start' && !pending) flow.set({ step: start(), errors: NO_ERRORS });
      return;
    }
    const next = resume(at);
    if (next) flow.set({ step: next, errors: NO_ERRORS });
  }

  /** The accounts to go on with, if anybody is signed in. */
  function choose(): boolean {
    const { signedInSessions: sessions = [] } = context.client() ?? {};
    const isSingle = context.environment()?.auth_config.single_session_mode;
    if (isSingle || sessions.length === 0) return false;
    flow.set({ step: Object.freeze({ name: 'choose', sessions }), errors: NO_ERRORS });
    return true;
  }

  function land(stepName: string): void {
    if (!context.client()) return;
    flow.set({
      step: Object.freeze(stepName === 'verify' ? { name: 'verify', outcome: 'loading' } : { name: 'sso-callback' }),
      errors: NO_ERRORS,
    });
    void flow.submit({ type: 'land' });
  }

  /** The step an attempt is at that was made before this page, or before another step was looked at. */
  function resume(at: (typeof STEP_OF)[keyof typeof STEP_OF]): SignInStep | undefined {
    if (at === 'reset-password') return Object.freeze({ name: at, identifier: attempt?.identifier ?? typed });
    const earlier = earlierFactor(context.clock, attempt);
    const preferred = () =>
      at === 'factor-one'
        ? preferredFactor(attempt, context.environment())
        : preferredSecondFactor(attempt, lastSecondFactor(context));
    const factor = earlier?.factor ?? preferred();
    if (!factor) return undefined;
    sent = earlier ? (sent ?? earlier.sent) : null;
    sentFor = earlier?.factor;
    if (earlier?.factor.strategy === 'email_link') queueMicrotask(() => void follow(factor));
    return factorStep(factor);
  }

  async function perform(action: SignInAction): Promise<void> {
    wanted = undefined;
    const { step } = flow.state;
    switch (action.type) {
      case 'identify':
        return identify(action.identifier.trim(), action.password || undefined);
      case 'method':
        leave();
        return methodOf(action.strategy)
          .then((method) => method?.start?.(run, action))
          .catch(flow.finishExisting);
      case 'land':
        return (await landingOf(step.name))?.land?.(run);
      case 'choose-session':
        return flow.finish(action.sessionId);
      default:
    }
    if (!attempt) return;
    if (action.type === 'reset-password') {
      attempt = await attempt.resetPassword({
        password: action.password,
        signOutOfOtherSessions: action.signOutOfOtherSessions,
      });
      return advance();
    }
    if (action.type === 'forgot') return forgot();
    if (!('factor' in step)) return;
    if (action.type === 'choose-factor') return enter(action.factor);
    if (action.type === 'resend') return send(step.factor);
    const proof = action.type === 'code' ? { code: action.code } : { password: action.password };
    await prove({ strategy: step.factor.strategy, ...proof });
  }

  async function identify(identifier: string, password: string | undefined): Promise<void> {
    typed = identifier;
    sent = link = null;
    leave();
    const signIn = await run.begin();
    let refused: ClerkAPIError | undefined;
    try {
      attempt = await signIn.create({ identifier, password });
    } catch (error) {
      refused = firstError(error);
      if (options.withSignUp && refused?.code === 'form_identifier_not_found') return run.goToSignUp();
      if (!password || !refused || !isPasswordRefused(refused.code)) return flow.finishExisting(error);
      attempt = await signIn.create({ identifier });
    }
    await advance(refused);
  }

  async function prove(params: AttemptParams): Promise<void> {
    const { step } = flow.state;
    try {
      attempt = await (step.name === 'factor-one'
        ? attempt?.attemptFirstFactor(params)
        : attempt?.attemptSecondFactor(params));
    } catch (error) {
      return flow.finishExisting(error);
    }
    if (step.name === 'factor-two') rememberSecondFactor(context, params.strategy);
    await advance();
  }

  /** Goes where the attempt stands. */
  async function advance(refused?: ClerkAPIError): Promise<void> {
    const { status, createdSessionId } = attempt as SignInResource;
    if (status === 'complete') return flow.finish(createdSessionId);
    if (status === 'abandoned') throw new ClerkRuntimeError('attempt_expired', 'This sign-in took too long.');
    if (status === 'needs_identifier') return flow.set({ step: start() });
    const identifier = attempt?.identifier ?? typed;
    if (status === 'needs_new_password')
      return flow.set({ step: Object.freeze({ name: 'reset-password', identifier }) });
    const factor =
      status === 'needs_first_factor'
        ? preferredFactor(attempt, context.environment(), refused?.code)
        : preferredSecondFactor(attempt, lastSecondFactor(context));
    if (!factor) {
      throw new ClerkRuntimeError(
        'sign_in_step_unsupported',
        'This account needs a step that this page does not have.',
      );
    }
    sent = link = null;
    await enter(factor);
    if (refused && factor.strategy === 'password') flow.set({ errors: fieldError('password', refused) });
  }

  async function enter(factor: Factor): Promise<void> {
    leave();
    if (isSent(factor.strategy) && !(sentFor && isSame(sentFor, factor))) sent = link = null;
    flow.set({ step: factorStep(factor) });
    if (!isSent(factor.strategy)) return (await methodOf(factor.strategy))?.enter?.(run, factor, levelOf(attempt));
    if (!sent) await send(factor);
    else if (factor.strategy === 'email_link') await follow(factor);
  }

  /** "Forgot password?" sends a code that allows a new one. */
  async function forgot(): Promise<void> {
    const [factor] = resetFactors(attempt);
    if (factor) await enter(factor);
  }

  async function send(factor: Factor): Promise<void> {
    if (!isSent(factor.strategy) || !attempt) return;
    flow.set({ pending: 'resend' });
    const { safeIdentifier = '', ...params } = factor as Factor & { safeIdentifier?: string };
    try {
      const redirectUrl = factor.strategy === 'email_link' ? options.stepUrl?.('verify') : undefined;
      const asked = { ...pickIds(params), ...(redirectUrl ? { redirectUrl, numberMatch: true } : {}) };
      attempt = await (levelOf(attempt) === 'first'
        ? attempt.prepareFirstFactor(asked)
        : attempt.prepareSecondFactor(asked));
      sent = justSent(context.clock, safeIdentifier, factor.strategy);
      sentFor = factor;
    } catch (error) {
      const resendAt = waitToResend(context.clock, error);
      if (sent && resendAt) sent = { ...sent, resendAt };
      throw error;
    } finally {
      refresh();
    }
    if (factor.strategy === 'email_link') await follow(factor);
  }

  /** Waits for a link to be opened, while the user may do something else. */
  async function follow(factor: Factor): Promise<void> {
    await (await methodOf(factor.strategy))?.enter?.(run, factor, levelOf(attempt));
  }
}
