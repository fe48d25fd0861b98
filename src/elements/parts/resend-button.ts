import { html, nothing, type TemplateResult } from 'lit';
import { steadyNow } from '../../client/platform/steady-now.ts';
import type { FlowError } from '../../client/errors.ts';
import { type FormHost, hasErrors } from '../base/form-state.ts';
import { CountdownController } from '../controllers/countdown-controller.ts';
import { emptyCode } from './code-input.ts';
import { deferred } from './deferred.ts';
import { languageOf } from './language-of.ts';

export interface ResendOptions {
  label: string;
  /** When another code may be sent, in milliseconds of the steady clock; undefined = now. */
  resendAt: number | undefined;
  /** Sends another code, and resolves whether or not that worked. */
  resend(): unknown;
  /** The email address that the code went to, as it is shown. Absent before it was sent, and for a phone number. */
  mailbox?: string | undefined;
}

const mailboxLink = deferred(
  async () => (await import('./mailbox/mailbox-link.ts')).mailboxLink,
  (host) => host.requestUpdate(),
);

/**
 * Draws what follows a code that was sent: a link to the mailbox, and the button that sends another code. The button
 * counts down until that is possible, and cannot be pressed while a code is being sent.
 */
export function resendButton(host: FormHost, options: ResendOptions): TemplateResult {
  const { label, resendAt = 0, resend, mailbox } = options;
  const secondsLeft = () =>
    host.state(CountdownController).secondsUntil(Math.max(resendAt, host.state(Refusal).endsAt(host)));
  const wait = secondsLeft();
  const time = () =>
    new Intl.NumberFormat(languageOf(host.renderRoot), { style: 'unit', unit: 'second', unitDisplay: 'long' }).format(
      wait,
    );
  const isClosed = wait > 0 || host.form.pending?.endsWith('send');
  return html`<div class="cl-codeLinks">
    ${(mailbox?.includes('@') && mailboxLink(host, mailbox)) || nothing}
    <button
      type="button"
      class=${host.cl('formResendCodeLink')}
      aria-disabled=${!!isClosed}
      @click=${() => secondsLeft() > 0 || host.form.pending || sendAgain(host, resend)}
      .textContent=${wait > 0 ? host.t('formResendCountdown', { time: time() }) : label}></button>
  </div>`;
}

/** Seconds from which on a wait is told in minutes, by the text of the error. */
const LONG_WAIT = 120;

/** The time that the API has named in an error because a code was asked for too soon. */
class Refusal {
  #error: FlowError | null = null;
  #until = 0;

  /**
   * Returns when the refusal ends. Its text does not name the time then, because that would stand still beside the
   * button that counts down; the text disappears when the time is over.
   *
   * @returns milliseconds of the steady clock; 0 for none
   */
  endsAt({ form }: FormHost): number {
    const { fields, global } = form.errors;
    if (global?.code !== 'too_many_requests') return 0;
    const seconds = Number(global.meta['retryAfter'] ?? 0);
    if (seconds > 0 && seconds < LONG_WAIT) {
      this.#error = { ...global, meta: { ...global.meta, retryAfter: undefined } };
      this.#until = steadyNow() + seconds * 1000;
      form.amend({ fields, global: this.#error });
    }
    if (form.errors.global !== this.#error) return 0;
    if (steadyNow() >= this.#until) form.amend({ fields, global: null });
    return this.#until;
  }
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
