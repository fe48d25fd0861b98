import { LINK_RESEND_SECONDS, RESEND_SECONDS } from '../../protocol/strategies.ts';
import { isClerkAPIResponseError } from '../errors.ts';
import type { Clock } from '../platform/platform.ts';
import type { VerificationResource } from '../resources/types/verification.ts';
import type { SentCode } from './types.ts';

/** Milliseconds that a sent code is good for: tells when a code was sent that an earlier page asked for. */
const CODE_LIFE = 600_000;

/** Returns what to keep of a code or link that was sent just now. */
export function justSent(clock: Pick<Clock, 'now'>, to: string, strategy = ''): SentCode {
  return Object.freeze({ to, resendAt: clock.now() + pauseOf(strategy) });
}

function pauseOf(strategy: string | null): number {
  return (strategy === 'email_link' ? LINK_RESEND_SECONDS : RESEND_SECONDS) * 1000;
}

/** Returns whether a strategy sends a code or a link. */
export function isSent(strategy: string | null): strategy is string {
  return /^(reset_password_)?(email|phone)_(code|link)$/.test(strategy ?? '');
}

/** Returns a code or link that was sent before this page was loaded and is still good; null when there is none. */
export function sentBefore(clock: Clock, to: string, verification: VerificationResource): SentCode | null {
  const expires = verification.expireAt?.getTime();
  const { strategy } = verification;
  if (verification.status !== 'unverified' || !isSent(strategy)) return null;
  if (expires !== undefined && expires <= clock.now()) return null;
  const { resendAt } = justSent(clock, to, strategy);
  return Object.freeze({
    to,
    resendAt: expires === undefined ? resendAt : Math.min(resendAt, expires - CODE_LIFE + pauseOf(strategy)),
  });
}

/** Returns when to ask again, where the API sent nothing because it was asked too soon; undefined for other errors. */
export function waitToResend(clock: Pick<Clock, 'now'>, error: unknown): number | undefined {
  if (!isClerkAPIResponseError(error) || error.status !== 429) return undefined;
  return clock.now() + (error.retryAfter ?? RESEND_SECONDS) * 1000;
}
