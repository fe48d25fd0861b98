import { html, type TemplateResult } from 'lit';
import { form } from '../../parts/form.ts';
import { primaryButton } from '../../parts/primary-button.ts';
import type { ProfileActions } from '../profile-actions.ts';
import type { EditorName } from '../user-profile-host.ts';

export interface EditorOptions {
  id: EditorName;
  title: string;
  fields: unknown;
  save(values: Record<string, string>): void;
}

/** Draws the form that replaces a summary. */
export function editor(actions: ProfileActions, { id, title, fields, save }: EditorOptions): TemplateResult {
  const { host } = actions;
  return html`<div class=${host.cl('actionCard', id)}>
    <h3 class=${host.cl('actionCardTitle', id)} .textContent=${title}></h3>
    ${form(
      host,
      save,
      html`${fields}
        <div class=${host.cl('formButtons')}>
          <button type="button" class=${host.cl('formButtonReset')} @click=${() => actions.cancel()} .textContent=${host.t('userProfile.formButtonReset')}></button>
          ${primaryButton(host, host.t('userProfile.formButtonPrimary__save'), actions.form.pending === id)}
        </div>`,
    )}
  </div>`;
}
