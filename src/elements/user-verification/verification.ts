import { type ClerkRuntimeError, isClerkAPIResponseError } from '../../client/errors.ts';
import type { SentCode } from '../../client/flows/types.ts';
import { steadyNow } from '../../client/platform/steady-now.ts';
import type {
  AttemptParams,
  EnvironmentResource,
  FactorParams,
  SessionResource,
  SessionVerificationResource,
  VerificationLevel,
} from '../../client/resources/types.ts';
import { RESEND_SECONDS } from '../../protocol/strategies.ts';
import { type Factor, factorsOf, isSent, isWallet } from './factors.ts';

/** The verification is over, was replaced by one in another tab, or is at another factor than this page thinks. */
const LOST = /^(session_reverification_missing|verification_already_verified|client_state_invalid)$/;

/** A session's verification under way: the factor that is asked for now, and the calls that go on from there. */
export class Verification {
  readonly #session: SessionResource;
  readonly #level: VerificationLevel;
  readonly #environment: () => EnvironmentResource | undefined;
  #state: SessionVerificationResource | undefined;
  #stop = new AbortController();
  /** Undefined while nothing is known, and when there is nothing that the user could prove it with. */
  factor: Factor | undefined;
  /** Other ways to prove it, without `factor`. */
  alternatives: readonly Factor[] = [];
  /** Set once a code was sent for `factor`, or when one can be sent. */
  sent: SentCode | null = null;

  /** @param level the server skips what is proven already, and what the user does not have */
  constructor(session: SessionResource, level: VerificationLevel, environment: () => EnvironmentResource | undefined) {
    this.#session = session;
    this.#level = level;
    this.#environment = environment;
  }

  /** The server has said what it wants. */
  get isBegun(): boolean {
    return this.#state !== undefined;
  }

  get isOver(): boolean {
    return this.#state?.status === 'complete';
  }

  get isSecond(): boolean {
    return this.#state?.status === 'needs_second_factor';
  }

  /** Who proves it, as the account is called. */
  get identifier(): string {
    return this.#session.publicUserData.identifier;
  }

  /** Asks the server what to prove; a code is sent at once where one is asked for first. */
  async begin(): Promise<void> {
    await this.#take(await this.#session.startVerification({ level: this.#level }));
  }

  /** Goes on with another factor. */
  async choose(factor: Factor): Promise<void> {
    this.#point(factor);
    if (isSent(factor.strategy)) await this.send();
  }

  /** Sends a code for the factor. */
  async send(): Promise<void> {
    const { factor } = this;
    if (!factor) return;
    const to = 'safeIdentifier' in factor ? factor.safeIdentifier : '';
    const inSeconds = (seconds: number): SentCode => ({ to, resendAt: steadyNow() + seconds * 1000 });
    try {
      this.#state = await (this.isSecond
        ? this.#session.prepareSecondFactorVerification(factor as FactorParams)
        : this.#session.prepareFirstFactorVerification(factor as FactorParams));
      this.sent = inSeconds(RESEND_SECONDS);
    } catch (error) {
      if (isClerkAPIResponseError(error) && error.status === 429) {
        this.sent = inSeconds(error.retryAfter ?? RESEND_SECONDS);
      }
      throw await this.#explained(error);
    }
  }

  /** Proves the factor with what was typed. */
  async prove(typed: Pick<AttemptParams, 'password' | 'code'>): Promise<void> {
    const params = { strategy: this.factor?.strategy ?? '', ...typed };
    await this.#attempt(() =>
      this.isSecond
        ? this.#session.attemptSecondFactorVerification(params)
        : this.#session.attemptFirstFactorVerification(params),
    );
  }

  /** Proves the factor with a passkey or a wallet. */
  async ask(): Promise<void> {
    if (!isWallet(this.factor?.strategy ?? '')) return this.#attempt(() => this.#session.verifyWithPasskey());
    const { proveWithWallet } = await import('./prove-with-wallet.ts');
    this.#stop = new AbortController();
    await this.#attempt(() =>
      proveWithWallet(this.#session, this.#state?.supportedFirstFactors ?? [], this.#stop.signal),
    );
  }

  /** Gives up waiting for a wallet: its owner may never answer it. */
  stop(): void {
    this.#stop.abort();
  }

  async #attempt(call: () => Promise<SessionVerificationResource>): Promise<void> {
    let next: SessionVerificationResource;
    try {
      next = await call();
    } catch (error) {
      if (this.#stop.signal.aborted && (error as ClerkRuntimeError).code === 'web3_request_aborted') return;
      throw await this.#explained(error);
    }
    await this.#take(next);
  }

  async #take(state: SessionVerificationResource): Promise<void> {
    this.#state = state;
    if (this.isOver) return;
    this.#point();
    if (isSent(this.factor?.strategy ?? '')) await this.send();
  }

  /** Asks for this factor; for the first one without an argument. */
  #point(factor?: Factor): void {
    const all = this.#state ? factorsOf(this.#state, this.#environment()) : [];
    const shown = JSON.stringify(factor ?? all[0]);
    this.factor = factor ?? all[0];
    this.alternatives = all.filter((each) => JSON.stringify(each) !== shown);
    this.sent = null;
  }

  /** A verification that is lost is begun anew; what went wrong is shown all the same. */
  async #explained(error: unknown): Promise<unknown> {
    if (isClerkAPIResponseError(error) && LOST.test(error.errors[0]?.code ?? '')) {
      this.#state = await this.#session.startVerification({ level: this.#level });
      this.#point();
    }
    return error;
  }
}
