import { html, type TemplateResult } from 'lit';
import { CODE_LENGTH } from '../../protocol/strategies.ts';
import type { FormHost } from '../base/form-state.ts';
import { fieldError } from './field.ts';

/** Codes that were complete while their form was busy, such as with having the next one sent. */
const due = new WeakMap<FormHost, () => void>();

/**
 * A one-time code: one input that looks like six cells. It takes pastes with blanks and dashes and sends its form
 * when it is full, or as soon as the form is free.
 */
export function codeInput(host: FormHost): TemplateResult {
  const late = host.form.pending ? undefined : due.get(host);
  if (late && due.delete(host)) queueMicrotask(late);
  const id = `${host.uid}-code`;
  const wrong = !!host.form.errors.fields.code;
  return html`<div class=${host.cl('otpCodeField')}>
    <div class=${host.cl('otpCodeFieldInputs', undefined, wrong && 'error')}>
      ${Array.from({ length: CODE_LENGTH }, () => html`<span class=${host.cl('otpCodeFieldInput')} aria-hidden="true"></span>`)}
      <input
        class="cl-otpCodeFieldText"
        id=${id}
        name="code"
        required
        pattern="\\d{6}"
        inputmode="numeric"
        autocomplete="one-time-code"
        spellcheck="false"
        aria-label=${host.t('formFieldInputLabel__code')}
        aria-invalid=${wrong}
        aria-describedby="${id}-error"
        @input=${(event: Event) => typed(host, event)}
        @paste=${pasted}
        @focus=${drawCells}
        @select=${drawCells}
        @blur=${drawCells}
        @keyup=${drawCells}
        @pointerup=${drawCells}
      />
    </div>
    <div class="cl-formFieldErrorBox ${wrong ? 'cl-open' : ''}" id="${id}-error" aria-live="polite">${fieldError(host, 'code')}</div>
  </div>`;
}

function pasted(event: ClipboardEvent): void {
  const digits = digitsOf(event.clipboardData?.getData('text') ?? '');
  if (!digits) return;
  event.preventDefault();
  const input = event.currentTarget as HTMLInputElement;
  // A whole code replaces what is there; a part of one goes where the caret is.
  if (digits.length < CODE_LENGTH)
    input.setRangeText(digits, input.selectionStart ?? 0, input.selectionEnd ?? 0, 'end');
  else input.value = digits;
  input.dispatchEvent(new InputEvent('input', { bubbles: true }));
}

function typed(host: FormHost, event: Event): void {
  const input = event.currentTarget as HTMLInputElement;
  const digits = digitsOf(input.value).slice(0, CODE_LENGTH);
  if (digits !== input.value) input.value = digits;
  drawCells(event);
  if (digits.length < CODE_LENGTH) return;
  if (!host.form.pending) return input.form?.requestSubmit();
  const step = stepOf(input);
  due.set(host, () => {
    // The next step may ask for a code of its own, in the same field.
    if (input.value === digits && stepOf(input) === step) input.form?.requestSubmit();
  });
}

function stepOf(input: HTMLInputElement): string | null | undefined {
  return input.closest('[data-step]')?.getAttribute('data-step');
}

function digitsOf(text: string): string {
  // Full-width digits, as East Asian keyboards type them, count too.
  return text.normalize('NFKC').replace(/\D/g, '');
}

/** The caret's cell is marked, and so are those of a selection. */
function drawCells(event: Event): void {
  const input = event.currentTarget as HTMLInputElement;
  const { selectionStart, selectionEnd } = input;
  const start = Math.min(selectionStart ?? 0, CODE_LENGTH - 1);
  const focused = event.type !== 'blur';
  input.parentElement?.querySelectorAll('.cl-otpCodeFieldInput').forEach((cell, index) => {
    cell.classList.toggle('cl-active', focused && (index === start || (index > start && index < (selectionEnd ?? 0))));
  });
}
