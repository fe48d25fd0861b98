import type { ApiError } from '../../http/errors.ts';
import { type Html, type HtmlContent, html } from '../../lib/html.ts';
import { ADMIN_PATH } from '../admin-link.ts';
import type { AdminRequest } from '../admin-request.ts';
import { TEXTS } from '../texts.ts';
import { icon } from './icon.ts';

/** Name of the field with the token of the form. */
export const FORM_TOKEN = 'form_token';

/** What a form shows after it was refused: an error for each field, and what was typed. */
export interface FormState {
  errors: ReadonlyMap<string, string>;
  /** What no field is at fault of. */
  problem?: string | undefined;
  typed: (name: string) => string | undefined;
}

/** The state of a form that was not sent yet. */
export const FRESH: FormState = { errors: new Map(), typed: () => undefined };

/**
 * Reads the state of a form that was refused.
 *
 * @param fields that the form has: an error of another one is shown above all fields
 */
export function refusedState({ form }: AdminRequest, error: ApiError, fields: readonly string[]): FormState {
  const errors = new Map<string, string>();
  const others: string[] = [];
  for (const { long_message: text, meta } of error.items) {
    const name = meta?.param_name;
    if (name !== undefined && fields.includes(name)) errors.set(name, text);
    else others.push(name === undefined ? text : `${name}: ${text}`);
  }
  return {
    errors,
    problem: others.length > 0 ? others.join(' ') : undefined,
    typed: (name) => form.list(name)[0],
  };
}

/** A form that posts to a path below `/__admin`. */
export function form(
  { formToken }: Pick<AdminRequest, 'formToken'>,
  {
    action,
    className = 'form',
    label,
    state = FRESH,
  }: { action: string; className?: string; label?: string; state?: FormState },
  content: HtmlContent,
): Html {
  const name = label === undefined ? '' : html` aria-label="${label}"`;
  return html`<form method="post" action="${ADMIN_PATH}${action}" class="${className}"${name} novalidate>
<input type="hidden" name="${FORM_TOKEN}" value="${formToken}">
${problemOf(state)}
${content}
</form>`;
}

/** A form of one button. */
export function button(
  request: Pick<AdminRequest, 'formToken'>,
  {
    action,
    text,
    label,
    tone = 'plain',
    fields = {},
  }: { action: string; text: HtmlContent; label?: string; tone?: string; fields?: Readonly<Record<string, string>> },
): Html {
  const hidden = Object.entries(fields).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`,
  );
  const name = label === undefined ? '' : html` aria-label="${label}"`;
  return form(
    request,
    { action, className: 'inline' },
    html`${hidden}<button class="button ${tone}"${name}>${text}</button>`,
  );
}

/** The alert above the fields. The script moves the focus to it, or to the first field at fault. */
export function problemOf({ errors, problem }: FormState): Html | '' {
  const text = problem ?? (errors.size > 0 ? TEXTS.errors.summary : undefined);
  return text === undefined ? '' : alert(text);
}

export function alert(text: HtmlContent): Html {
  return html`<div class="alert" role="alert" tabindex="-1">${icon('warning')}<p>${text}</p></div>`;
}

export interface FieldOptions {
  name: string;
  label: string;
  state?: FormState;
  value?: string | null | undefined;
  type?: 'text' | 'email' | 'tel' | 'password' | 'search' | 'date' | 'number' | 'url';
  hint?: HtmlContent;
  /** `quiet` leaves the word out, as in filters, where all fields are. */
  isOptional?: boolean | 'quiet';
  autocomplete?: string;
  placeholder?: string;
  maxlength?: number;
  /** Draws a text area with so many lines. */
  lines?: number;
  /** The text is code. */
  isCode?: boolean;
}

/** A field with its label, its hint and its error. Passwords are never written back. */
export function field(options: FieldOptions): Html {
  const { name, label, state = FRESH, type = 'text', hint, isOptional, lines, isCode } = options;
  const error = state.errors.get(name);
  const value = type === 'password' ? '' : (state.typed(name) ?? options.value ?? '');
  const told = [error && `${name}-error`, hint && `${name}-hint`].filter(Boolean).join(' ');
  const shared = html`id="${name}" name="${name}" class="${isCode ? 'input code' : 'input'}" autocomplete="${options.autocomplete ?? 'off'}" spellcheck="false" autocapitalize="none"${
    told && html` aria-describedby="${told}"`
  }${error !== undefined && html` aria-invalid="true"`}${isOptional ? '' : html` aria-required="true"`}${
    options.maxlength !== undefined && html` maxlength="${options.maxlength}"`
  }${options.placeholder !== undefined && html` placeholder="${options.placeholder}"`}`;
  // The first line break of a text area is dropped by parsers.
  const control =
    lines === undefined
      ? html`<input type="${type}" value="${value}" ${shared}>`
      : html`<textarea rows="${lines}" ${shared}>
${value}</textarea>`;
  return html`<div class="field">
<label for="${name}">${label}${isOptional === true && html` <span class="soft">${TEXTS.optional}</span>`}</label>
${control}
${error !== undefined && html`<p class="error" id="${name}-error">${icon('warning')}<span>${error}</span></p>`}
${hint && html`<p class="hint" id="${name}-hint">${hint}</p>`}
</div>`;
}

export function select({
  name,
  label,
  value,
  choices,
}: {
  name: string;
  label: string;
  value: string;
  choices: readonly (readonly [value: string, label: string])[];
}): Html {
  return html`<div class="field">
<label for="${name}">${label}</label>
<select id="${name}" name="${name}" class="input">${choices.map(
    ([each, text]) => html`<option value="${each}"${each === value && html` selected`}>${text}</option>`,
  )}</select>
</div>`;
}

export function checkbox({
  name,
  label,
  hint,
  state = FRESH,
  isChecked = false,
}: {
  name: string;
  label: string;
  hint?: string;
  state?: FormState;
  isChecked?: boolean;
}): Html {
  const isOn = state.typed(name) === undefined ? isChecked && state === FRESH : true;
  return html`<div class="check">
<input type="checkbox" id="${name}" name="${name}" value="true"${isOn && html` checked`}${hint !== undefined && html` aria-describedby="${name}-hint"`}>
<label for="${name}">${label}</label>
${hint !== undefined && html`<p class="hint" id="${name}-hint">${hint}</p>`}
</div>`;
}

export function submit(text: string, tone = 'primary'): Html {
  return html`<div class="buttons"><button class="button ${tone}">${text}</button></div>`;
}
