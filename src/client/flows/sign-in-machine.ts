import { type ClerkAPIError, ClerkRuntimeError } from '../errors.ts';
import type { FirstFactor, SignInResource } from '../resources/types.ts';
import { createAttemptFlow } from './attempt-flow.ts';
import type { FlowContext } from './context.ts';
import { initialIdentifier, signInStart } from './first-steps.ts';
import { fieldError, firstError } from './flow-errors.ts';
import { toFlow } from './machine.ts';
import { justSent, sentBefore, waitToResend } from './sent-code.ts';
import { knownFactors, preferredFactor } from './preferred-factor.ts';
import type { FlowOptions, SentCode, SignInAction, SignInFlow, SignInStep } from './types.ts';
import { NO_ERRORS } from './no-errors.ts';

/** A password sent along with the identifier is refused, but the identifier may be good (FRONTEND_API section 6.1). */
const PASSWORD_REFUSED = ['strategy_for_user_invalid', 'form_password_incorrect', 'form_password_pwned'];

/** Sign-in with a password or a mailed code, as an explicit machine. */
export function createSignInMachine(context: FlowContext, options: FlowOptions = {}): SignInFlow {
  let attempt: SignInResource | undefined;
  let typed = initialIdentifier(options.initialValues);
  let sent: SentCode | null = null;
  /** The URL asked for this step before the client was known. */
  let wanted: string | undefined;

  const flow = createAttemptFlow<SignInStep, SignInAction>(context, {
    start,
    run,
    fieldsOf: ({ name }) => (name === 'start' ? ['identifier', 'password'] : ['password', 'code']),
    arrived() {
      const present = context.client()?.signIn;
      if (!attempt && isOpen(present)) {
        attempt = present;
        typed ||= present.identifier ?? '';
        if (flow.state.step.name === 'start') flow.set({ step: start() });
      }
      if (wanted && !flow.state.pending) show(wanted);
    },
    forget() {
      attempt = undefined;
    },
  });
  return toFlow(flow, show, flow.dispose);

  function start(): SignInStep {
    return signInStart(context.environment(), typed);
  }

  function factorOne(factor: FirstFactor): SignInStep {
    return Object.freeze({
      name: 'factor-one',
      identifier: attempt?.identifier ?? typed,
      factor,
      alternatives: knownFactors(attempt).filter((other) => !isSame(other, factor)),
      sent,
    });
  }

  function show(stepName: string): void {
    const { step } = flow.state;
    if (step.name === 'complete' || step.name === stepName) return;
    wanted = context.client() ? undefined : stepName;
    if (stepName !== 'factor-one' || !isOpen(attempt)) {
      if (step.name !== 'start') flow.set({ step: start(), errors: NO_ERRORS });
      return;
    }
    const present = attempt;
    const code = knownFactors(present).find(
      (factor) =>
        factor.strategy === 'email_code' &&
        sentBefore(context.clock, factor.safeIdentifier, present.firstFactorVerification),
    );
    const factor = code ?? preferredFactor(present, context.environment());
    if (!factor) return;
    if (code?.strategy === 'email_code') {
      sent ??= sentBefore(context.clock, code.safeIdentifier, present.firstFactorVerification);
    }
    flow.set({ step: factorOne(factor), errors: NO_ERRORS });
  }

  async function run(action: SignInAction): Promise<void> {
    wanted = undefined;
    if (action.type === 'identify') return identify(action.identifier.trim(), action.password || undefined);
    const { step } = flow.state;
    if (step.name !== 'factor-one' || !attempt) return;
    if (action.type === 'choose-factor') return enter(action.factor);
    if (action.type === 'resend') return prepare(step.factor);
    const secret = action.type === 'code' ? { code: action.code } : { password: action.password };
    const strategy = action.type === 'code' ? 'email_code' : 'password';
    try {
      attempt = await attempt.attemptFirstFactor({ strategy, ...secret });
    } catch (error) {
      return flow.finishExisting(error);
    }
    await advance();
  }

  async function identify(identifier: string, password: string | undefined): Promise<void> {
    typed = identifier;
    sent = null;
    await context.whenLoaded();
    const signIn = context.client()?.signIn;
    if (!signIn) throw new ClerkRuntimeError('network_error', 'The network is not available. Try again.');
    let refused: ClerkAPIError | undefined;
    try {
      attempt = await signIn.create({ identifier, password });
    } catch (error) {
      refused = firstError(error);
      if (!password || !refused || !PASSWORD_REFUSED.includes(refused.code)) return flow.finishExisting(error);
      attempt = await signIn.create({ identifier });
    }
    await advance(refused);
  }

  /** Goes where the attempt stands. */
  async function advance(refused?: ClerkAPIError): Promise<void> {
    const { status, createdSessionId } = attempt as SignInResource;
    if (status === 'complete') return flow.finish(createdSessionId);
    if (status === 'abandoned') throw new ClerkRuntimeError('attempt_expired', 'This sign-in took too long.');
    if (status === 'needs_identifier') return flow.set({ step: start() });
    const factor = status === 'needs_first_factor' && preferredFactor(attempt, context.environment(), refused?.code);
    if (!factor) {
      throw new ClerkRuntimeError(
        'sign_in_step_unsupported',
        'This account needs a step that this page does not have.',
      );
    }
    await enter(factor);
    if (refused && factor.strategy === 'password') flow.set({ errors: fieldError('password', refused) });
  }

  async function enter(factor: FirstFactor): Promise<void> {
    const { step } = flow.state;
    if (step.name === 'factor-one' && !isSame(step.factor, factor) && factor.strategy === 'email_code') {
      if (sent?.to !== factor.safeIdentifier) sent = null;
    }
    flow.set({ step: factorOne(factor) });
    if (factor.strategy === 'email_code' && !sent) await prepare(factor);
  }

  async function prepare(factor: FirstFactor): Promise<void> {
    if (factor.strategy !== 'email_code' || !attempt) return;
    flow.set({ pending: 'resend' });
    const { strategy, emailAddressId, safeIdentifier } = factor;
    try {
      attempt = await attempt.prepareFirstFactor({ strategy, emailAddressId });
      sent = justSent(context.clock, safeIdentifier);
    } catch (error) {
      const resendAt = waitToResend(context.clock, error);
      if (sent && resendAt) sent = { ...sent, resendAt };
      throw error;
    } finally {
      if (flow.state.step.name === 'factor-one') flow.set({ step: factorOne(factor) });
    }
  }
}

function isOpen(attempt: SignInResource | undefined): attempt is SignInResource {
  return attempt?.status === 'needs_first_factor';
}

function isSame(a: FirstFactor, b: FirstFactor): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
