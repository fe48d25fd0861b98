import type { WireErrorCode } from '../../../protocol/error-codes.ts';
import { type ClerkRuntimeError, firstError } from '../../errors.ts';
import type { Clock } from '../../platform/platform.ts';
import type { EnvironmentResource } from '../../resources/types/environment.ts';
import type { AttemptParams, FactorParams } from '../../resources/types/factors.ts';
import type { SessionResource, SessionVerificationResource, VerificationLevel } from '../../resources/types/session.ts';
import { type Factor, isSameFactor } from '../factor-order.ts';
import { toFlowErrors } from '../flow-errors.ts';
import { createFlowStore } from '../flow-store.ts';
import { isSent, justSent, waitToResend } from '../sent-code.ts';
import type { Flow, FlowErrors, SentCode } from '../types.ts';
import { isWallet, reverificationFactors } from './reverification-factors.ts';

/** What a reverification uses of the instance. */
export interface ReverificationContext {
  readonly clock: Pick<Clock, 'now'>;
  /** The session whose user is asked. */
  readonly session: SessionResource;
  environment(): EnvironmentResource | undefined;
}

/** Asks for one factor of several. */
export interface ReverificationFactorStep {
  readonly name: 'factor-one' | 'factor-two';
  readonly identifier: string;
  readonly factor: Factor;
  /** The account's other factors for this step. */
  readonly alternatives: readonly Factor[];
  /** The code that was sent for `factor`, or when one can be sent; null while neither is known. */
  readonly sent: SentCode | null;
}

export type ReverificationStep =
  /** The server is asked what the user has to confirm. */
  | { readonly name: 'loading' }
  /** The server did not say what the user has to confirm. */
  | { readonly name: 'failed' }
  | ReverificationFactorStep
  /** The account has no factor that this client can ask for. */
  | { readonly name: 'no-factors'; readonly identifier: string }
  | { readonly name: 'complete' };

export type ReverificationAction =
  /** Asks the server what the user has to confirm. */
  | { type: 'start' }
  | { type: 'password'; password: string }
  | { type: 'code'; code: string }
  | { type: 'resend' }
  | { type: 'choose-factor'; factor: Factor }
  /** Asks for the passkey or the wallet of the present step. */
  | { type: 'method' };

export interface ReverificationFlow extends Flow<ReverificationStep, ReverificationAction> {
  /** Gives up waiting for a wallet, which may never answer. */
  stopWaiting(): void;
}

/** Codes for a verification that expired, is done, or was replaced by one in another tab. */
const LOST: readonly WireErrorCode[] = [
  'session_reverification_missing',
  'verification_already_verified',
  'client_state_invalid',
];

/**
 * Creates the state machine of a reverification, in which a signed-in user confirms again who they are: the first
 * factor, then the second one where it is due.
 *
 * @param level which factors to ask for. The server skips those that are confirmed already, and those that the user
 *   does not have.
 */
export function createReverificationFlow(context: ReverificationContext, level: VerificationLevel): ReverificationFlow {
  const { session, clock } = context;
  const { identifier } = session.publicUserData;
  const store = createFlowStore<ReverificationStep>({ name: 'loading' });
  /** The newest answer of the server; undefined until it has said what to confirm. */
  let verification: SessionVerificationResource | undefined;
  let wait = new AbortController();

  return {
    get state() {
      return store.state;
    },
    subscribe: store.subscribe,
    submit: (action) => store.run(action.type, () => perform(action).catch(restartIfLost), toErrors),
    stopWaiting,
    dispose: stopWaiting,
  };

  async function perform(action: ReverificationAction): Promise<void> {
    if (action.type === 'start') {
      store.set({ step: { name: 'loading' } });
      return advance(await session.startVerification({ level }));
    }
    const { step } = store.state;
    if (!('factor' in step)) return;
    const { factor } = step;
    switch (action.type) {
      case 'password':
        return attempt({ strategy: factor.strategy, password: action.password });
      case 'code':
        return attempt({ strategy: factor.strategy, code: action.code });
      case 'resend':
        return sendCode(factor);
      case 'choose-factor':
        return askFor(action.factor);
      case 'method':
        return isWallet(factor) ? askWallet() : advance(await session.verifyWithPasskey());
    }
  }

  /** Sends what was typed for the factor that is asked for. */
  async function attempt(params: AttemptParams): Promise<void> {
    await advance(
      await (isSecond()
        ? session.attemptSecondFactorVerification(params)
        : session.attemptFirstFactorVerification(params)),
    );
  }

  async function askWallet(): Promise<void> {
    const { verifyWithWallet } = await import('./verify-with-wallet.ts');
    const wallets = (verification?.supportedFirstFactors ?? []).filter(isWallet);
    wait = new AbortController();
    const { signal } = wait;
    try {
      await advance(await verifyWithWallet(session, wallets, signal));
    } catch (error) {
      // The user went on to something else.
      if (signal.aborted && (error as Partial<ClerkRuntimeError>).code === 'web3_request_aborted') return;
      throw error;
    }
  }

  /** Goes where the verification stands. */
  async function advance(next: SessionVerificationResource): Promise<void> {
    verification = next;
    if (next.status === 'complete') return store.set({ step: { name: 'complete' } });
    const [factor] = factors();
    if (factor) await askFor(factor);
    else store.set({ step: { name: 'no-factors', identifier } });
  }

  /** Shows the step that asks for a factor, and sends the code that it takes. */
  async function askFor(factor: Factor): Promise<void> {
    showFactor(factor, null);
    if (isSent(factor.strategy)) await sendCode(factor);
  }

  async function sendCode(factor: Factor): Promise<void> {
    const to = 'safeIdentifier' in factor ? factor.safeIdentifier : '';
    const params = factor as FactorParams;
    try {
      verification = await (isSecond()
        ? session.prepareSecondFactorVerification(params)
        : session.prepareFirstFactorVerification(params));
      showFactor(factor, justSent(clock, to));
    } catch (error) {
      const resendAt = waitToResend(clock, error);
      if (resendAt) showFactor(factor, { to, resendAt });
      throw error;
    }
  }

  function showFactor(factor: Factor, sent: SentCode | null): void {
    const name = isSecond() ? 'factor-two' : 'factor-one';
    const alternatives = factors().filter((other) => !isSameFactor(other, factor));
    store.set({ step: Object.freeze({ name, identifier, factor, alternatives, sent }) });
  }

  /** Starts a lost verification again, from its first factor. What went wrong is shown all the same. */
  async function restartIfLost(error: unknown): Promise<never> {
    const { code } = firstError(error) ?? {};
    if (verification && code && LOST.includes(code)) {
      verification = await session.startVerification({ level });
      const [factor] = factors();
      if (factor) showFactor(factor, null);
      else store.set({ step: { name: 'no-factors', identifier } });
    }
    throw error;
  }

  function toErrors(error: unknown): FlowErrors {
    if (!verification) store.set({ step: { name: 'failed' } });
    const { step } = store.state;
    const { strategy = '' } = 'factor' in step ? step.factor : {};
    const field = strategy === 'password' ? 'password' : /(_code|totp)$/.test(strategy) ? 'code' : undefined;
    return toFlowErrors(error, field ? [field] : []);
  }

  function factors(): Factor[] {
    return verification ? reverificationFactors(verification, context.environment()) : [];
  }

  function isSecond(): boolean {
    return verification?.status === 'needs_second_factor';
  }

  function stopWaiting(): void {
    wait.abort();
  }
}
