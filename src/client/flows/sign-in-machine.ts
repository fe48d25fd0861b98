import { ClerkRuntimeError, type FlowError, firstError } from '../errors.ts';
import type { AttemptParams, FirstFactor, SecondFactor } from '../resources/types.ts';
import { createAttemptFlow } from './attempt-flow.ts';
import type { FlowContext } from './context.ts';
import { earlierFactor } from './earlier-factor.ts';
import { initialIdentifier, signInStart } from './first-steps.ts';
import { fieldError } from './flow-errors.ts';
import { lastSecondFactor, rememberSecondFactor } from './last-second-factor.ts';
import { NO_ERRORS } from './no-errors.ts';
import {
  knownFactors,
  knownSecondFactors,
  preferredFactor,
  preferredSecondFactor,
  resetFactors,
} from './preferred-factor.ts';
import { isSent } from './sent-code.ts';
import type { SignInRun } from './sign-in-method.ts';
import { methodOf } from './sign-in-methods.ts';
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
import type { FlowOptions, SignInAction, SignInFlow, SignInStep } from './types.ts';

/** Sign-in with every factor, as an explicit machine. */
export function createSignInMachine(context: FlowContext, options: FlowOptions = {}): SignInFlow {
  let typed = initialIdentifier(options.initialValues);
  /** What something was sent for: who looks at another factor and comes back needs no second one. */
  let sentFor: Factor | undefined;

  const flow = createAttemptFlow<'signIn', SignInStep, SignInAction>(context, options, {
    kind: 'signIn',
    start,
    run: perform,
    land: async (strategy) => (await methodOf(strategy))?.land?.(run),
    fieldsOf: ({ name }) => (name === 'start' ? ['identifier', 'password'] : ['password', 'code']),
    isOpen,
    learn({ identifier }) {
      // A wallet is not typed.
      if (!identifier?.startsWith('0x')) typed ||= identifier ?? '';
    },
    find,
    refresh,
    takeTicket() {
      const isTaken = isOpen(flow.attempt) && flow.attempt.firstFactorVerification.strategy === 'ticket';
      if (!isTaken) void flow.submit({ type: 'method', strategy: 'ticket' });
    },
  });
  const run: SignInRun = Object.assign(flow, {
    advance: () => advance(),
    goToSignUp: () => flow.set({ step: signUp(), errors: NO_ERRORS }),
  });
  const { submit } = flow;
  // Waiting for a passkey in the identifier field keeps nobody from typing; nobody asked for it, nobody hears of it.
  flow.submit = (action) =>
    isBackground(action)
      ? methodOf(action.strategy)
          .then((method) => method?.start?.(run, action))
          .catch(() => {})
      : submit(action);
  return flow;

  function start(): SignInStep {
    return signInStart(context.environment(), typed);
  }

  function signUp(): SignInStep {
    return Object.freeze({ name: 'create', values: valuesOf(typed) });
  }

  function resetPassword(): SignInStep {
    return Object.freeze({ name: 'reset-password', identifier: flow.attempt?.identifier ?? typed });
  }

  /** The step that asks for a factor, at the level the attempt is at. */
  function factorStep(factor: Factor): SignInStep {
    const { attempt, sent, link } = flow;
    const name = STEP_OF[attempt?.status as keyof typeof STEP_OF];
    const common = { identifier: attempt?.identifier ?? typed, sent, link };
    const others = <F extends Factor>(all: F[]) => all.filter((other) => !isSame(other, factor));
    if (name === 'factor-two' || name === 'client-trust') {
      const alternatives = others(knownSecondFactors(attempt));
      return Object.freeze({ ...common, name, factor: factor as SecondFactor, alternatives });
    }
    // Whoever cannot read the mail may still have the phone that a new password can be set with.
    const resets = factor.strategy.startsWith('reset_') ? resetFactors(attempt) : [];
    const alternatives = others([...resets, ...knownFactors(attempt)]);
    return Object.freeze({ ...common, name: 'factor-one', factor: factor as FirstFactor, alternatives });
  }

  function refresh(): void {
    const { step } = flow.state;
    if ('factor' in step) flow.set({ step: factorStep(step.factor) });
  }

  function find(stepName: string): SignInStep | undefined {
    if (stepName === 'create' && options.withSignUp) return signUp();
    if (stepName === 'choose') {
      const { signedInSessions: sessions = [] } = context.client() ?? {};
      const isSingle = context.environment()?.auth_config.single_session_mode;
      if (!isSingle && sessions.length > 0) return Object.freeze({ name: 'choose', sessions });
    }
    const at = STEP_OF[flow.attempt?.status as keyof typeof STEP_OF];
    // What the server asks for cannot be skipped; the way back to the start is always open.
    if (!at || !Object.hasOwn(FACTOR_STEPS, stepName)) return undefined;
    return at === 'reset-password' ? resetPassword() : resume(at === 'factor-one');
  }

  /** The factor an attempt is at that was made before this page, or before another step was looked at. */
  function resume(isFirst: boolean): SignInStep | undefined {
    const { attempt } = flow;
    const earlier = earlierFactor(context.clock, attempt);
    const factor = earlier?.factor ?? preferred(isFirst);
    if (!factor) return undefined;
    flow.sent = earlier ? (flow.sent ?? earlier.sent) : null;
    sentFor = earlier?.factor;
    if (sentFor?.strategy === 'email_link') queueMicrotask(() => void follow(factor).catch(() => {}));
    return factorStep(factor);
  }

  function preferred(isFirst: boolean, refused?: FlowError): Factor | undefined {
    return isFirst
      ? preferredFactor(flow.attempt, context.environment(), refused?.code)
      : preferredSecondFactor(flow.attempt, lastSecondFactor(context));
  }

  async function perform(action: SignInAction): Promise<void> {
    const { attempt, state } = flow;
    const { step } = state;
    switch (action.type) {
      case 'identify':
        return identify(action.identifier.trim(), action.password || undefined);
      case 'method':
        flow.leave();
        return methodOf(action.strategy)
          .then((method) => method?.start?.(run, action))
          .catch(flow.finishExisting);
      case 'choose-session':
        return flow.finish(action.sessionId);
      default:
    }
    if (!attempt) return;
    if (action.type === 'reset-password') {
      const { password, signOutOfOtherSessions } = action;
      flow.attempt = await attempt.resetPassword({ password, signOutOfOtherSessions });
      return advance();
    }
    if (action.type === 'forgot') return forgot();
    if (!('factor' in step)) return;
    if (action.type === 'choose-factor') return enter(action.factor);
    if (action.type === 'resend') return send(step.factor);
    if (action.type === 'code') return prove({ strategy: step.factor.strategy, code: action.code });
    if (action.type === 'password') return prove({ strategy: step.factor.strategy, password: action.password });
  }

  async function identify(identifier: string, password: string | undefined): Promise<void> {
    typed = identifier;
    flow.leave();
    const signIn = await flow.begin();
    let refused: FlowError | undefined;
    try {
      flow.attempt = await signIn.create({ identifier, password });
    } catch (error) {
      refused = firstError(error);
      if (options.withSignUp && refused?.code === 'form_identifier_not_found') return run.goToSignUp();
      if (!password || !refused || !isPasswordRefused(refused.code)) return flow.finishExisting(error);
      flow.attempt = await signIn.create({ identifier });
    }
    await advance(refused);
  }

  async function prove(params: AttemptParams): Promise<void> {
    const { attempt, state } = flow;
    try {
      flow.attempt = await (state.step.name === 'factor-one'
        ? attempt?.attemptFirstFactor(params)
        : attempt?.attemptSecondFactor(params));
    } catch (error) {
      return flow.finishExisting(error);
    }
    if (state.step.name === 'factor-two') rememberSecondFactor(context, params.strategy);
    await advance();
  }

  /** Goes where the attempt stands. */
  async function advance(refused?: FlowError): Promise<void> {
    const { status = null, createdSessionId } = flow.attempt ?? {};
    if (status === 'complete') return flow.finish(createdSessionId);
    if (status === 'abandoned') throw new ClerkRuntimeError('attempt_expired', 'This sign-in took too long.');
    if (status === 'needs_identifier') return flow.goTo('start');
    if (status === 'needs_new_password') return flow.set({ step: resetPassword() });
    const factor = preferred(status === 'needs_first_factor', refused);
    if (!factor) {
      throw new ClerkRuntimeError(
        'sign_in_step_unsupported',
        'This account needs a step that this page does not have.',
      );
    }
    flow.sent = flow.link = null;
    await enter(factor);
    if (refused && factor.strategy === 'password') flow.set({ errors: fieldError('password', refused) });
  }

  async function enter(factor: Factor): Promise<void> {
    flow.leave();
    const isCode = isSent(factor.strategy);
    if (isCode && !(sentFor && isSame(sentFor, factor))) flow.sent = flow.link = null;
    flow.set({ step: factorStep(factor) });
    if (isCode && !flow.sent) await send(factor);
    // Codes have no method of their own.
    else await follow(factor);
  }

  /** "Forgot password?" sends a code that allows a new one. */
  async function forgot(): Promise<void> {
    const [factor] = resetFactors(flow.attempt);
    if (factor) await enter(factor);
  }

  async function send(factor: Factor): Promise<void> {
    const { attempt } = flow;
    if (!isSent(factor.strategy) || !attempt) return;
    const { safeIdentifier = '', ...params } = factor as Factor & { safeIdentifier?: string };
    await flow.send(factor.strategy, safeIdentifier, (link) => {
      const asked = { ...pickIds(params), ...link };
      return levelOf(attempt) === 'first' ? attempt.prepareFirstFactor(asked) : attempt.prepareSecondFactor(asked);
    });
    sentFor = factor;
    await follow(factor);
  }

  /** Waits for a link to be opened, while the user may do something else. */
  async function follow(factor: Factor): Promise<void> {
    await (await methodOf(factor.strategy))?.enter?.(run, factor, levelOf(flow.attempt));
  }
}
