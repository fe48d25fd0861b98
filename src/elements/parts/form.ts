import { toSnakeCase } from '../../protocol/letter-case.ts';
import { html, type TemplateResult } from 'lit';
import { native } from '../../client/platform/native.ts';
import type { FlowError } from '../../client/errors.ts';
import { errorOf, type FormHost } from '../base/form-state.ts';
import { errorAlert } from './alert.ts';
import { problemOf } from './field-problem.ts';

/** A form that was sent. Without a script the server has its values; see src/ssr/flow. */
type Sent = SubmitEvent & { readonly values?: Iterable<readonly [string, FormDataEntryValue]> };

/**
 * Draws a native form. Its values are read at submit, so that values which extensions fill in without an event count.
 * Fields that the browser finds invalid are reported in the locale's words, and nothing is sent. A field tells at
 * each key what became of its error.
 *
 * @param send gets the values by field name
 */
export function form(host: FormHost, send: (values: Record<string, string>) => void, content: unknown): TemplateResult {
  const { global } = host.form.errors;
  return html`<form
    class=${host.cl('form')}
    method="post"
    novalidate
    @submit=${(event: Sent) => submit(event, host, send)}
    @input=${{ handleEvent: (event: Event) => void edited(event, host), capture: true }}
  >
    ${errorAlert(host, global)}${content}
  </form>`;
}

function submit(event: Sent, host: FormHost, send: (values: Record<string, string>) => void): void {
  event.preventDefault();
  if (host.form.pending) return;
  const form = event.currentTarget as HTMLFormElement;
  const wrong: Record<string, FlowError> = {};
  for (const input of native(form).querySelectorAll<HTMLInputElement>('input[name]')) {
    const code = problemOf(input);
    if (code) wrong[input.name] = errorOf(code, input.dataset['param'] ?? toSnakeCase(input.name));
  }
  if (Object.keys(wrong).length > 0) host.form.reject(wrong);
  else send(Object.fromEntries(event.values ?? new FormData(form)) as Record<string, string>);
}

/**
 * Lets the field say what the change means. An error that the field's own listener reports meanwhile stays. Offline, every
 * error stays until the form is sent again.
 */
async function edited(event: Event, host: FormHost): Promise<void> {
  const { errors } = host.form;
  const loaded = await import('./feedback/feedback.ts').catch(() => undefined);
  loaded?.feedback(event, host, errors);
}
