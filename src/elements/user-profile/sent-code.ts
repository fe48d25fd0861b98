import { firstError, isClerkAPIResponseError } from '../../client/errors.ts';
import { steadyNow } from '../../client/platform/steady-now.ts';
import { LINK_RESEND_SECONDS, RESEND_SECONDS } from '../../protocol/strategies.ts';

/** Milliseconds that a code is good for. */
const CODE_LIFE = 600_000;

export interface SentCodeOptions {
  /** The message has a link, which may be asked for less often. */
  isLink?: boolean;
  /** One was sent before, and is still valid. */
  wasSent?: boolean;
}

/** A code or link that the API sends, such as in a text message. */
export class SentCode {
  readonly #prepare: () => Promise<unknown>;
  readonly #pause: number;
  /** Whether a valid code is on its way or with the user. */
  isSent: boolean;
  /** When another one may be sent, in milliseconds of the steady clock; undefined = now. */
  resendAt: number | undefined;
  #sentAt = Infinity;

  /** @param prepare has the API send a code */
  constructor(prepare: () => Promise<unknown>, { isLink = false, wasSent = false }: SentCodeOptions = {}) {
    this.#prepare = prepare;
    this.#pause = (isLink ? LINK_RESEND_SECONDS : RESEND_SECONDS) * 1000;
    this.isSent = wasSent;
  }

  /** Whether the code that was sent here is no longer valid. The API does not tell that the time has passed. */
  get isOver(): boolean {
    return steadyNow() - this.#sentAt >= CODE_LIFE;
  }

  /** Sends a code. If it is too soon for another one, the one before is still valid, so that is no failure. */
  async send(): Promise<void> {
    try {
      await this.#prepare();
      this.isSent = true;
      this.#sentAt = steadyNow();
      this.resendAt = this.#sentAt + this.#pause;
    } catch (error) {
      const wait = (isClerkAPIResponseError(error) && error.retryAfter ? error.retryAfter : 0) * 1000;
      if (wait) this.resendAt = steadyNow() + wait;
      const isEarly = wait > 0 && wait <= this.#pause && firstError(error)?.code === 'too_many_requests';
      if (!this.isSent || !isEarly) throw error;
    }
  }
}
