import { html, nothing, type TemplateResult } from 'lit';
import { asciiDigits } from '../../protocol/ascii-digits.ts';
import type { FlowError } from '../../client/errors.ts';
import { native } from '../../client/platform/native.ts';
import { CODE_LENGTH } from '../../protocol/strategies.ts';
import { type FormHost, hasErrors } from '../base/form-state.ts';
import { fieldError } from './field.ts';

/** What is remembered of a code field beside its value. */
interface Memory {
  /** Digits after the last change. */
  digits: string;
  /** The code that was sent last. */
  sent?: string;
  /** It has not been answered yet. */
  isOut?: boolean;
  /** Why it was refused. */
  refusal?: FlowError | undefined;
}

const memories = new WeakMap<HTMLInputElement, Memory>();
/** Codes that were complete while their form was busy, such as with having the next one sent. */
const due = new WeakMap<FormHost, () => void>();

/**
 * A one-time code: one input that looks like six cells. It takes digits of any script, pastes with blanks and dashes,
 * and sends its form when it is full, or as soon as the form is free. While an input method composes, the text is the
 * method's: it is read afterwards.
 */
export function codeInput(host: FormHost): TemplateResult {
  if (!host.form.pending) free(host);
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
        @blur=${drawCells}
        @keyup=${drawCells}
        @pointerup=${drawCells}
      />
    </div>
    <div class="cl-formFieldErrorBox ${wrong ? 'cl-open' : ''}" id="${id}-error" aria-live="polite">${fieldError(host, 'code')}</div>
  </div>`;
}

/**
 * Sends what stands in the field, unless the same code was refused there just before: then its error is shown again,
 * and no try is spent.
 *
 * @param code as it was typed, or filled in without an event
 */
export function sendCode(host: FormHost, code: string, send: (digits: string) => void): void {
  const digits = digitsOf(code);
  const input = inputOf(host);
  const { sent, refusal } = (input && memories.get(input)) ?? {};
  if (refusal && sent === digits) return host.form.reject({ code: refusal });
  if (input) memories.set(input, { digits, sent: digits, isOut: true });
  send(digits);
}

/** Empties the field for the next code. Returns the field, which a later screen does not have. */
export function emptyCode(host: FormHost): HTMLInputElement {
  const input = inputOf(host) as HTMLInputElement;
  memories.delete(input);
  due.delete(host);
  input.value = '';
  draw(input);
  return input;
}

function inputOf(host: FormHost): HTMLInputElement | null {
  return host.renderRoot.querySelector('.cl-otpCodeFieldText');
}

/** The form is free: the code sent before has been answered, and one that was completed meanwhile is sent now. */
function free(host: FormHost): void {
  const input = inputOf(host);
  const memory = input && memories.get(input);
  const refusal = host.form.errors.fields.code;
  // A user who typed on meanwhile still sees why the code that was sent is wrong.
  if (memory?.isOut || (memory && refusal && memory.digits === memory.sent)) {
    Object.assign(memory, { isOut: false, refusal });
  }
  const late = due.get(host);
  if (late && due.delete(host)) queueMicrotask(late);
}

function pasted(event: ClipboardEvent): void {
  const digits = digitsOf(event.clipboardData?.getData('text') ?? '');
  if (!digits) return;
  event.preventDefault();
  const input = event.currentTarget as HTMLInputElement;
  // A whole code replaces what is there; a part of one goes where the caret is.
  if (digits.length < CODE_LENGTH)
    input.setRangeText(digits, input.selectionStart ?? 0, input.selectionEnd ?? 0, 'end');
  else input.value = digits.slice(0, CODE_LENGTH);
  input.dispatchEvent(new InputEvent('input', { bubbles: true }));
}

function typed(host: FormHost, event: Event): void {
  const input = event.currentTarget as HTMLInputElement;
  drawCells(event);
  if ((event as InputEvent).isComposing) return;
  const memory = memories.get(input) ?? { digits: '' };
  memories.set(input, memory);
  const isRefused = !!memory.refusal && memory.digits === memory.sent;
  const { digits, caret } = edited(input, memory.digits, isRefused || hasErrors(host.form.errors));
  if (digits !== input.value) {
    input.value = digits;
    // A range would move the focus here in some browsers.
    if (input.matches(':focus')) input.setSelectionRange(caret, caret);
    draw(input);
  }
  // Managers fire several events for one change.
  if (digits === memory.digits) return;
  memory.digits = digits;
  if (digits.length < CODE_LENGTH) return;
  if (!host.form.pending) return submit(input.form);
  const step = stepOf(input);
  due.set(host, () => {
    // The next step may ask for a code of its own, in the same field.
    if (input.value === digits && stepOf(input) === step) submit(input.form);
  });
}

/** What a change of the field comes to, and where the caret then is. */
function edited(input: HTMLInputElement, before: string, isTried: boolean): { digits: string; caret: number } {
  const digits = digitsOf(input.value);
  const caret = digitsOf(input.value.slice(0, input.selectionEnd ?? 0)).length;
  const more = digits.length - CODE_LENGTH;
  if (more <= 0) return { digits, caret };
  // Into a field that is full: a code that was tried makes way, wherever the caret is; any other one stays.
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

/** The caret's cell is marked, and so are those of a selection. */
function drawCells(event: Event): void {
  draw(event.currentTarget as HTMLInputElement, event.type !== 'blur');
}

function draw(input: HTMLInputElement, focused = input.matches(':focus')): void {
  const { selectionStart, selectionEnd } = input;
  const start = Math.min(selectionStart ?? 0, CODE_LENGTH - 1);
  input.parentElement?.querySelectorAll('.cl-otpCodeFieldInput').forEach((cell, index) => {
    cell.classList.toggle('cl-active', focused && (index === start || (index > start && index < (selectionEnd ?? 0))));
  });
}
