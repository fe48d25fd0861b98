import { html, nothing, type TemplateResult } from 'lit';
import { asciiDigits } from '../../protocol/ascii-digits.ts';
import { native } from '../../client/platform/native.ts';
import { CODE_LENGTH } from '../../protocol/strategies.ts';
import { type FormHost, hasErrors } from '../base/form-state.ts';
import { CodeState } from '../controllers/code-state.ts';
import { fieldError } from './field.ts';

/**
 * A one-time code: one input that looks like six cells. It takes digits of any script, accepts pasted text with spaces
 * and dashes, and submits its form when it is full. If the form is busy then, it submits once the form is free. While
 * an input method composes, the field leaves the text alone and reads it afterwards.
 */
export function codeInput(host: FormHost): TemplateResult {
  if (!host.form.pending) settle(host);
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
        pattern="\\P{Nd}*(\\p{Nd}\\P{Nd}*){6}"
        inputmode="numeric"
        autocomplete="one-time-code"
        spellcheck="false"
        aria-label=${host.t('formFieldInputLabel__code')}
        aria-invalid=${wrong || nothing}
        aria-describedby="${id}-error"
        @input=${(event: InputEvent) => typed(host, event)}
        @compositionend=${(event: Event) => typed(host, event)}
        @paste=${pasted}
        @focus=${drawCells}
        @select=${drawCells}
        @selectionchange=${drawCells}
        @blur=${drawCells}
        @keyup=${drawCells}
        @pointerup=${drawCells}
      />
    </div>
    <div class="cl-formFieldErrorBox ${wrong ? 'cl-open' : ''}" id="${id}-error" aria-live="polite">${fieldError(host, 'code')}</div>
  </div>`;
}

/**
 * Sends the code in the field. A code that was just refused is not sent again: its error is shown once more, and no
 * attempt is used up.
 *
 * @param code as it was typed, or filled in without an event
 */
export function sendCode(host: FormHost, code: string, send: (digits: string) => void): void {
  const digits = digitsOf(code);
  const input = inputOf(host);
  const state = input && host.state(CodeState).of(input);
  if (state?.refusal && state.sent === digits) return host.form.reject({ code: state.refusal });
  if (state) Object.assign(state, { digits, sent: digits, isPending: true, refusal: undefined });
  send(digits);
}

/** Empties the field for the next code, and returns it. */
export function emptyCode(host: FormHost): HTMLInputElement {
  const input = inputOf(host) as HTMLInputElement;
  const code = host.state(CodeState);
  code.reset(input);
  input.value = '';
  draw(input);
  return input;
}

function inputOf(host: FormHost): HTMLInputElement | null {
  return host.renderRoot.querySelector('.cl-otpCodeFieldText');
}

/** Notes what the API answered to the last code, and sends one that was completed meanwhile. */
function settle(host: FormHost): void {
  const code = host.state(CodeState);
  const input = inputOf(host);
  const state = input && code.of(input);
  const refusal = host.form.errors.fields.code;
  // The refusal of the code that was sent stays known when the user has typed on meanwhile.
  if (state?.isPending || (state && refusal && state.digits === state.sent)) {
    Object.assign(state, { isPending: false, refusal });
  }
  if (code.sendLate) queueMicrotask(code.sendLate);
  code.sendLate = undefined;
}

function pasted(event: ClipboardEvent): void {
  const digits = digitsOf(event.clipboardData?.getData('text') ?? '');
  if (!digits) return;
  event.preventDefault();
  const input = event.currentTarget as HTMLInputElement;
  // A whole code replaces the value; a part of one is inserted at the caret.
  if (digits.length < CODE_LENGTH)
    input.setRangeText(digits, input.selectionStart ?? 0, input.selectionEnd ?? 0, 'end');
  else input.value = digits.slice(0, CODE_LENGTH);
  input.dispatchEvent(new InputEvent('input', { bubbles: true }));
}

function typed(host: FormHost, event: Event): void {
  const input = event.currentTarget as HTMLInputElement;
  drawCells(event);
  if ((event as InputEvent).isComposing) return;
  const code = host.state(CodeState);
  const state = code.of(input);
  const isRefused = !!state.refusal && state.digits === state.sent;
  const { digits, caret } = edited(input, state.digits, isRefused || hasErrors(host.form.errors));
  if (digits !== input.value) {
    input.value = digits;
    // Some browsers focus a field whose selection is set.
    if (input.matches(':focus')) input.setSelectionRange(caret, caret);
    draw(input);
  }
  // Password managers fire several events for one change.
  if (digits === state.digits) return;
  state.digits = digits;
  if (digits.length < CODE_LENGTH) return;
  if (!host.form.pending) return submit(input.form);
  const step = stepOf(input);
  code.sendLate = () => {
    // The same input may serve the next step, which asks for another code.
    if (input.value === digits && stepOf(input) === step) submit(input.form);
  };
}

/** Returns the digits that a change leaves in the field, and the place of the caret. */
function edited(input: HTMLInputElement, before: string, isTried: boolean): { digits: string; caret: number } {
  const digits = digitsOf(input.value);
  const caret = digitsOf(input.value.slice(0, input.selectionEnd ?? 0)).length;
  const more = digits.length - CODE_LENGTH;
  if (more <= 0) return { digits, caret };
  // Into a field that is full: the new digits replace a code that was sent, and are ignored otherwise.
  if (before.length < CODE_LENGTH) return { digits: digits.slice(0, CODE_LENGTH), caret };
  if (!isTried) return { digits: before, caret: caret - more };
  return { digits: digits.slice(caret - more, caret).slice(0, CODE_LENGTH), caret: more };
}

function submit(form: HTMLFormElement | null): void {
  if (form) native(form).requestSubmit();
}

function stepOf(input: HTMLInputElement): string | null | undefined {
  return input.closest('[data-step]')?.getAttribute('data-step');
}

function digitsOf(text: string): string {
  return asciiDigits(text).replace(/\D/g, '');
}

/**
 * Marks the cell of the caret, or the cells of a selection, and draws the caret: the browser's own would stand where a
 * digit begins, which is beside the middle of an empty cell and touches the digit of a full one.
 */
function drawCells(event: Event): void {
  draw(event.currentTarget as HTMLInputElement, event.type !== 'blur');
}

function draw(input: HTMLInputElement, focused = input.matches(':focus')): void {
  const { selectionStart, selectionEnd, value } = input;
  const caret = selectionStart === selectionEnd ? selectionStart : null;
  const start = Math.min(selectionStart ?? 0, CODE_LENGTH - 1);
  input.parentElement?.querySelectorAll('.cl-otpCodeFieldInput').forEach((cell, index) => {
    cell.classList.toggle('cl-active', focused && (index === start || (index > start && index < (selectionEnd ?? 0))));
    cell.classList.toggle('cl-caret', focused && index === caret);
    cell.classList.toggle('cl-filled', index < value.length);
  });
}
