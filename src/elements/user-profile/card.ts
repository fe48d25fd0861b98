import { html, nothing, type TemplateResult } from 'lit';
import { form } from '../parts/form.ts';
import { spinner } from '../parts/icon.ts';
import type { ProfileActions } from './profile-actions.ts';

export interface CardOptions {
  /** Last part of the class names. */
  id: string;
  title: string;
  /** What the user has to know before going on. */
  text?: string | undefined;
  /** Fields, or whatever else the card is about. */
  content?: unknown;
  /** Label of the main button; default "Save". Null leaves it out, such as where a complete code is sent by itself. */
  button?: string | null | undefined;
  /** Marks the main button as one that takes something away. */
  isDangerous?: boolean;
  /** Lets the main button look disabled. It still works, and `save` says what is missing. */
  isIncomplete?: boolean;
  /** Label of the button that leaves the card; default "Cancel". Null leaves it out. */
  cancel?: string | null;
  /** Gets the values of the fields by name. Absent where there is nothing to send. */
  save?(values: Record<string, string>): void;
}

/** Draws the card of an editor: a title, a form, and the buttons that send or leave it. */
export function card(actions: ProfileActions, options: CardOptions): TemplateResult {
  const { host } = actions;
  const { id, title, text, content, save = () => {} } = options;
  const { button = host.t('userProfile.formButtonPrimary__save') } = options;
  const { cancel = host.t('userProfile.formButtonReset') } = options;
  return html`<fieldset class=${host.cl('actionCard', id)}>
    <legend><h3 class="${host.cl('headerTitle')} ${host.cl('actionCardTitle', id)}" .textContent=${title}></h3></legend>
    ${text ? html`<p class=${host.cl('actionCardText', id)} .textContent=${text}></p>` : nothing}
    ${form(
      host,
      save,
      html`${content}
        <div class=${host.cl('formButtons')} ?hidden=${cancel === null && button === null}>
          ${cancel === null ? nothing : html`<button type="button" class=${host.cl('formButtonReset')} @click=${() => actions.cancel()} .textContent=${cancel}></button>`}
          ${button === null ? nothing : submit(actions, button, options)}
        </div>`,
    )}
  </fieldset>`;
}

/** Draws a link that leads to another step of the card. @param id last part of the class names */
export function stepLink({ host }: ProfileActions, id: string, label: string, go: () => unknown): TemplateResult {
  return html`<button type="button" class=${host.cl('formFieldAction', id)} @click=${go} .textContent=${label}></button>`;
}

function submit(
  { host, form: { pending } }: ProfileActions,
  label: string,
  { isDangerous, isIncomplete }: CardOptions,
): TemplateResult {
  const busy = pending !== null;
  return html`<button
    class="${host.cl('formButtonPrimary', undefined, busy && 'loading', isIncomplete && 'incomplete')} ${isDangerous ? 'cl-danger' : ''}"
    aria-disabled=${busy || !!isIncomplete}
    aria-busy=${busy}
  >
    <span .textContent=${label}></span>${busy ? spinner(host) : nothing}
  </button>`;
}
