import { html, type TemplateResult } from 'lit';
import { type FormHost, hasErrors } from '../base/form-state.ts';
import { CountdownController } from '../controllers/countdown-controller.ts';
import { emptyCode } from './code-input.ts';
import { languageOf } from './language-of.ts';

export interface ResendOptions {
  label: string;
  /** When another code may be sent, in milliseconds of the steady clock; undefined = now. */
  resendAt: number | undefined;
  /** Sends another code, and resolves whether or not that worked. */
  resend(): unknown;
}

/** Draws the button below a code that sends another one. It counts down until that is possible. */
export function resendButton(host: FormHost, { label, resendAt = 0, resend }: ResendOptions): TemplateResult {
  const wait = host.state(CountdownController).secondsUntil(resendAt);
  const time = () =>
    new Intl.NumberFormat(languageOf(host.renderRoot), { style: 'unit', unit: 'second', unitDisplay: 'long' }).format(
      wait,
    );
  return html`<button
    type="button"
    class=${host.cl('formResendCodeLink')}
    aria-disabled=${wait > 0}
    @click=${() => wait > 0 || host.form.pending || sendAgain(host, resend)}
    .textContent=${wait > 0 ? host.t('formResendCountdown', { time: time() }) : label}></button>`;
}

/** Sends another code. Older codes are no longer valid, so the field is emptied. */
async function sendAgain(host: FormHost, resend: () => unknown): Promise<void> {
  const live = host.renderRoot.querySelector('.cl-liveRegion') as HTMLElement;
  // Screen readers announce a text again only if it was removed before.
  live.textContent = '';
  const field = emptyCode(host);
  await resend();
  // Sighted users see that the countdown begins again.
  if (field.isConnected && !hasErrors(host.form.errors)) live.textContent = host.t('formResendStatus');
}
