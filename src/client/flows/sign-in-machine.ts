import type { WireErrorCode } from '../../protocol/error-codes.ts';
import { ClerkRuntimeError, type FlowError, firstError } from '../errors.ts';
import type { AttemptParams, FirstFactor, SecondFactor } from '../resources/types/factors.ts';
import { createAttemptMachine } from './attempt-machine.ts';
import { type Factor, isSameFactor } from './factor-order.ts';
import { fieldError } from './flow-errors.ts';
import type { FlowContext } from './flow-context.ts';
import { markPasskeyOffer } from './mark-passkey-offer.ts';
import { loadSignInMethod, type SignInMachine } from './methods.ts';
import { leaveReset, showReset, type SuspendedMethods } from './reset-ending.ts';
import { isSent, justSent } from './sent-code.ts';
import {
  earlierFactor,
  knownFactors,
  knownSecondFactors,
  preferredFactor,
  preferredSecondFactor,
  rememberSecondFactor,
  resetFactors,
} from './sign-in-factors.ts';
import { initialIdentifier, signInStart } from './sign-in-start.ts';
import { isOpen, isPastFirstFactor, isStatusStep, levelOf, stepOf } from './sign-in-status.ts';
import { toSignUpValues } from './typed-identifier.ts';
import type { FlowOptions, SignInAction, SignInStep, WithoutPassword } from './types.ts';

/** Codes of errors after which another factor is asked for. A wrong password is typed again on the first page. */
const PASSWORD_REFUSED: readonly WireErrorCode[] = [
  'strategy_for_user_invalid',
  'form_password_pwned',
  'form_password_compromised',
];

/** Creates the state machine of a sign-in: it asks for whatever the attempt's status needs next. */
export function createSignInMachine(context: FlowContext, options: FlowOptions = {}): SignInMachine {
  let identifier = initialIdentifier(options.initialValues);
  /**
   * The factor that `machine.sent` was sent for: a user who looks at another one and comes back needs no second code.
   */
  let sentFor: Factor | undefined;
  /** What a password reset has switched off. */
  let suspended: SuspendedMethods | undefined;
  /** The first factor that the user chose along with the identifier. */
  let wanted: string | undefined;

  const machine: SignInMachine = Object.assign(
    createAttemptMachine<'signIn', SignInStep, SignInAction>(context, options, {
      kind: 'signIn',
      startStep: () => signInStart(context.environment(), identifier),
      perform,
      resume: async (strategy) => (await loadSignInMethod(strategy))?.resume?.(machine),
      fieldsOf: ({ name }) => (name === 'start' ? ['identifier', 'password'] : ['password', 'code']),
      isOpen,
      attemptChanged(attempt) {
        // The address of a wallet is not typed.
        if (!attempt.identifier?.startsWith('0x')) identifier ||= attempt.identifier ?? '';
      },
      findStep,
      refreshStep,
      useTicket() {
        const isUsed = isOpen(machine.attempt) && machine.attempt.firstFactorVerification.strategy === 'ticket';
        if (!isUsed) void machine.submit({ type: 'method', strategy: 'ticket' });
      },
    }),
    {
      advance: () => advance(),
      isPastFirstFactor,
      goToSignUp: () => machine.goTo(createStep()),
      watch: (strategy: string) =>
        loadSignInMethod(strategy)
          .then((method) => method?.watch?.(machine))
          .catch(() => {}),
    },
  );
  return machine;

  /** Performs what the user submitted. What is typed for a factor goes to `attemptFactor`, then to `advance`. */
  async function perform(action: SignInAction): Promise<void> {
    switch (action.type) {
      case 'identify':
        wanted = action.strategy;
        identifier = action.identifier.trim();
        machine.abortWaits();
        return action.instead ? goOnWithout(action.instead) : identify(action.password || undefined);
      case 'method':
        machine.abortWaits();
        return loadSignInMethod(action.strategy)
          .then((method) => method?.start?.(machine, action))
          .catch(machine.completeIfSignedIn);
      case 'choose-session':
        return machine.complete(action.sessionId);
      default:
    }
    const { attempt, state } = machine;
    if (!attempt) return;
    if (action.type === 'forgot') return startPasswordReset();
    if (action.type === 'continue') return leaveReset(machine, suspended, action.target);
    if (action.type === 'reset-password') {
      const { password, signOutOfOtherSessions } = action;
      machine.attempt = await attempt.resetPassword({ password, signOutOfOtherSessions });
      return advance();
    }
    if (!('factor' in state.step)) return;
    const { factor } = state.step;
    const { strategy } = factor;
    if (action.type === 'password') return attemptFactor({ strategy, password: action.password });
    if (action.type === 'code') return attemptFactor({ strategy, code: action.code });
    if (action.type === 'resend') return sendCode(factor);
    if (action.type === 'choose-factor') return askFor(action.factor);
  }

  async function identify(password: string | undefined): Promise<void> {
    const signIn = await machine.currentAttempt();
    let refused: FlowError | undefined;
    try {
      machine.attempt = await signIn.create({ identifier, password });
    } catch (error) {
      refused = firstError(error);
      if (!password || !refused || !PASSWORD_REFUSED.includes(refused.code)) return refuse(error);
      machine.attempt = await signIn.create({ identifier });
    }
    if (!(await resetInstead(refused))) await advance(refused);
  }

  /** Leads a user whose password others know to a new one, and says why. @returns false when there is no way to */
  async function resetInstead(refused: FlowError | undefined): Promise<boolean> {
    const [factor] = resetFactors(machine.attempt);
    if (!factor || refused?.code !== 'form_password_compromised') return false;
    await askFor(factor);
    machine.setState({ errors: Object.freeze({ fields: {}, global: refused }) });
    return true;
  }

  /** Handles that there is no such account, or that its user is signed in already. @throws every other error */
  async function refuse(error: unknown): Promise<void> {
    if (options.withSignUp && firstError(error)?.code === 'form_identifier_not_found') return machine.goToSignUp();
    return machine.completeIfSignedIn(error);
  }

  /** Goes on from the first page without the password. */
  async function goOnWithout(instead: WithoutPassword): Promise<void> {
    const strategy = strategyOf(instead, identifier);
    const { attempt } = machine;
    // A user who comes back to what was sent before needs nothing new.
    const isKnown = attempt?.identifier === identifier && stepOf(attempt) === 'factor-one';
    try {
      if (!isKnown) await createFor(strategy);
    } catch (error) {
      return refuse(error);
    }
    const [factor] = instead === 'forgot' ? resetFactors(machine.attempt) : factorsOf(strategy);
    if (factor) return askFor(factor);
    const [password] = factorsOf('password');
    if (!password) return advance();
    const step = factorStep(password) as Extract<SignInStep, { name: 'factor-one' }>;
    const choosing = step.alternatives.length === 0 ? 'help' : instead === 'forgot' ? instead : 'another';
    machine.goTo({ ...step, choosing });
  }

  /**
   * Creates an attempt and has its code sent by the same request, which saves a round trip.
   *
   * @param strategy of the code; the account may have none
   */
  async function createFor(strategy: string | undefined): Promise<void> {
    const signIn = await machine.currentAttempt();
    machine.sent = machine.link = null;
    const attempt = await signIn.create({ identifier, strategy }).catch((error: unknown) => {
      if (!strategy || firstError(error)?.code !== 'strategy_for_user_invalid') throw error;
      return signIn.create({ identifier });
    });
    machine.attempt = attempt;
    if (attempt.firstFactorVerification.strategy !== strategy) return;
    sentFor = [...resetFactors(attempt), ...knownFactors(attempt)].find((each) => each.strategy === strategy);
    const to = sentFor && 'safeIdentifier' in sentFor ? sentFor.safeIdentifier : '';
    machine.sent = justSent(context.clock, to, strategy);
  }

  function factorsOf(strategy: string | undefined): FirstFactor[] {
    return knownFactors(machine.attempt).filter((each) => each.strategy === strategy);
  }

  /** Sends what was typed for the factor that is asked for. */
  async function attemptFactor(params: AttemptParams): Promise<void> {
    const { attempt, state } = machine;
    try {
      machine.attempt = await (state.step.name === 'factor-one'
        ? attempt?.attemptFirstFactor(params)
        : attempt?.attemptSecondFactor(params));
    } catch (error) {
      return (await resetInstead(firstError(error))) ? undefined : machine.completeIfSignedIn(error);
    }
    if (state.step.name === 'factor-two') rememberSecondFactor(context, params.strategy);
    await advance();
  }

  /**
   * Goes where the attempt stands.
   *
   * @param refused the error about a password that was sent along with the identifier
   */
  async function advance(refused?: FlowError): Promise<void> {
    const { status = null, createdSessionId } = machine.attempt ?? {};
    if (status === 'complete') return finish(createdSessionId);
    if (status === 'abandoned') throw new ClerkRuntimeError('attempt_expired', 'This sign-in took too long.');
    if (status === 'needs_identifier') return machine.goToStart();
    if (status === 'needs_new_password') return machine.setState({ step: resetPasswordStep() });
    const factor = preferred(refused);
    if (!factor) {
      throw new ClerkRuntimeError(
        'sign_in_step_unsupported',
        'This account needs a step that this page does not have.',
      );
    }
    machine.sent = machine.link = null;
    await askFor(factor);
    if (refused && factor.strategy === 'password') machine.setState({ errors: fieldError('password', refused) });
  }

  /** Completes the flow. After a password reset it says so first. */
  async function finish(sessionId: string | null | undefined): Promise<void> {
    if (sessionId) markPasskeyOffer(machine, sessionId);
    const { attempt, state } = machine;
    const isReset =
      state.step.name === 'reset-password' || attempt?.firstFactorVerification.strategy?.startsWith('reset_password');
    if (!isReset || !sessionId) return machine.complete(sessionId);
    suspended = showReset(machine, sessionId);
  }

  function preferred(refused?: FlowError): Factor | undefined {
    return levelOf(machine.attempt) === 'first'
      ? preferredFactor(machine.attempt, context.environment(), { refused: refused?.code, wanted })
      : preferredSecondFactor(machine.attempt, context);
  }

  /** Shows the step that asks for a factor, and sends the code or link that it takes. */
  async function askFor(factor: Factor): Promise<void> {
    machine.abortWaits();
    const isCode = isSent(factor.strategy);
    if (isCode && !(sentFor && isSameFactor(sentFor, factor))) machine.sent = machine.link = null;
    machine.setState({ step: factorStep(factor) });
    if (isCode && !machine.sent) await sendCode(factor);
    else await enterMethod(factor);
  }

  async function startPasswordReset(): Promise<void> {
    const [factor] = resetFactors(machine.attempt);
    if (factor) await askFor(factor);
  }

  async function sendCode(factor: Factor): Promise<void> {
    const { attempt } = machine;
    if (!isSent(factor.strategy) || !attempt) return;
    const to = 'safeIdentifier' in factor ? factor.safeIdentifier : '';
    await machine.send(factor.strategy, to, (link) => {
      const params = { ...prepareParams(factor), ...link };
      return levelOf(attempt) === 'first' ? attempt.prepareFirstFactor(params) : attempt.prepareSecondFactor(params);
    });
    sentFor = factor;
    await enterMethod(factor);
  }

  /** Lets the factor's method begin, such as the wait for a link to be opened. Codes have none. */
  async function enterMethod(factor: Factor): Promise<void> {
    await (await loadSignInMethod(factor.strategy))?.enter?.(machine, factor, levelOf(machine.attempt));
  }

  function findStep(stepName: string): SignInStep | undefined {
    if (stepName === 'create' && options.withSignUp) return createStep();
    if (stepName.startsWith('reset-password-')) {
      // After a reload the user is signed in, and the profile shows what is switched off.
      const { lastActiveSessionId: id } = context.client() ?? {};
      if (id) queueMicrotask(() => void machine.complete(id).catch(() => {}));
      return undefined;
    }
    if (stepName === 'choose') {
      const { signedInSessions: sessions = [] } = context.client() ?? {};
      const isSingle = context.environment()?.auth_config.single_session_mode;
      if (!isSingle && sessions.length > 0) return Object.freeze({ name: 'choose', sessions });
    }
    const status = stepOf(machine.attempt);
    // What the server asks for cannot be skipped; the way back to the start is always open.
    if (!status || !isStatusStep(stepName)) return undefined;
    return status === 'reset-password' ? resetPasswordStep() : earlierStep();
  }

  /** Returns the step of an attempt that was made before this page was loaded, or before the user went elsewhere. */
  function earlierStep(): SignInStep | undefined {
    const earlier = earlierFactor(context, machine.attempt);
    const factor = earlier?.factor ?? preferred();
    if (!factor) return undefined;
    machine.sent = earlier ? (machine.sent ?? earlier.sent) : null;
    sentFor = earlier?.factor;
    if (sentFor?.strategy === 'email_link') queueMicrotask(() => void enterMethod(factor).catch(() => {}));
    return factorStep(factor);
  }

  function refreshStep(): void {
    const { step } = machine.state;
    if ('factor' in step) machine.setState({ step: factorStep(step.factor) });
  }

  /** Returns the step that asks for a factor, at the level the attempt is at. */
  function factorStep(factor: Factor): SignInStep {
    const { attempt, sent, link } = machine;
    const name = stepOf(attempt);
    const common = { identifier: attempt?.identifier ?? identifier, sent, link };
    const others = <Each extends Factor>(all: Each[]) => all.filter((other) => !isSameFactor(other, factor));
    if (name === 'factor-two' || name === 'client-trust') {
      const alternatives = others(knownSecondFactors(attempt));
      return Object.freeze({ ...common, name, factor: factor as SecondFactor, alternatives });
    }
    // A user who cannot read the email may still have the phone that a new password can be set with.
    const resets = factor.strategy.startsWith('reset_') ? resetFactors(attempt) : [];
    const alternatives = others([...resets, ...knownFactors(attempt)]);
    return Object.freeze({ ...common, name: 'factor-one', factor: factor as FirstFactor, alternatives });
  }

  function resetPasswordStep(): SignInStep {
    return Object.freeze({ name: 'reset-password', identifier: machine.attempt?.identifier ?? identifier });
  }

  function createStep(): SignInStep {
    return Object.freeze({ name: 'create', values: toSignUpValues(identifier) });
  }
}

/** Returns what `prepare…` takes of a factor: its strategy, and which address, number or wallet. */
function prepareParams(factor: Factor): { strategy: string } {
  const known = /^(strategy|emailAddressId|phoneNumberId|web3WalletId)$/;
  return Object.fromEntries(Object.entries(factor).filter(([name]) => known.test(name))) as { strategy: string };
}

/** Returns the strategy whose code the user asks for before anything is known of the account. */
function strategyOf(instead: WithoutPassword, identifier: string): string | undefined {
  const channel = identifier.startsWith('+') ? 'phone' : 'email';
  return instead === 'another' ? undefined : `${instead === 'forgot' ? 'reset_password_' : ''}${channel}_code`;
}
