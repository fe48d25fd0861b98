import type { CaptchaJSON } from '../../protocol/captcha.ts';
import { type ClerkAPIResponseError, ClerkRuntimeError } from '../errors.ts';
import type { Clock } from '../platform/platform.ts';

/** What proves to the server that the bot check was passed. */
export interface CaptchaFields {
  captchaToken: string;
  captchaWidgetType?: 'smart' | 'invisible';
}

/**
 * Passes the bot check that the server requires before it accepts a sign-up.
 *
 * @param error `captcha_missing_token`; its `meta.captcha` says what has to be done
 * @returns the fields to send with the next attempt
 * @throws {ClerkRuntimeError} `captcha_unavailable` when the check cannot be done here
 */
export async function passCaptcha(error: ClerkAPIResponseError, clock: Clock): Promise<CaptchaFields> {
  const asked = error.errors[0]?.meta.captcha as CaptchaJSON | undefined;
  if (asked?.provider === 'turnstile') {
    const { solveTurnstile } = await import('./solve-turnstile.ts');
    const keys = { smart: asked.site_key, invisible: asked.invisible_site_key };
    const { token, widgetType } = await solveTurnstile(keys, clock);
    return { captchaToken: token, captchaWidgetType: widgetType };
  }
  if (asked?.provider === 'proof_of_work') {
    const { solveWork } = await import('./solve-work.ts');
    return { captchaToken: await solveWork(asked.challenge, asked.difficulty) };
  }
  throw new ClerkRuntimeError('captcha_unavailable', 'The bot check of this application is not known here.');
}
