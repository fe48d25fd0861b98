import type { CaptchaJSON } from '../../protocol/json/captcha.ts';
import { ClerkRuntimeError, type ClerkAPIResponseError } from '../errors.ts';

/** What shows the server that the check was passed. */
export interface CaptchaFields {
  captchaToken: string;
  captchaWidgetType?: 'smart' | 'invisible';
}

/**
 * Does what the server asked for before it takes a sign-up, and gives the fields to be sent with the next try.
 *
 * @param error `captcha_missing_token`, whose `meta.captcha` says what has to be done
 * @throws {ClerkRuntimeError} `captcha_unavailable` when it cannot be done here
 */
export async function passCaptcha(error: ClerkAPIResponseError): Promise<CaptchaFields> {
  const asked = error.errors[0]?.meta.captcha as CaptchaJSON | undefined;
  if (asked?.provider === 'turnstile') {
    const { solveTurnstile } = await import('./solve-turnstile.ts');
    const keys = { smart: asked.site_key, invisible: asked.invisible_site_key };
    const { token, widgetType } = await solveTurnstile(keys);
    return { captchaToken: token, captchaWidgetType: widgetType };
  }
  if (asked?.provider === 'proof_of_work') {
    const { solveWork } = await import('./solve-work.ts');
    return { captchaToken: await solveWork(asked.challenge, asked.difficulty) };
  }
  throw new ClerkRuntimeError('captcha_unavailable', 'The bot check of this application is not known here.');
}
