import { html, nothing, type TemplateResult } from 'lit';
import { form } from '../parts/form.ts';
import { primaryButton } from '../parts/primary-button.ts';
import type { EditorName, UserProfileHost } from './user-profile-host.ts';

/** Draws a part of a page with a title. */
export function section(host: UserProfileHost, id: string, title: string, content: unknown): TemplateResult {
  const label = `${host.uid}-${id}`;
  return html`<section class=${host.cl('profileSection', id)} aria-labelledby=${label}>
    <div class=${host.cl('profileSectionHeader', id)}>
      <h2 class=${host.cl('profileSectionTitleText', id)} id=${label} tabindex="-1" .textContent=${title}></h2>
    </div>
    <div class=${host.cl('profileSectionContent', id)}>${content}</div>
  </section>`;
}

/** Draws a value, and the button that opens the form to change it. */
export function summary(
  host: UserProfileHost,
  id: EditorName,
  content: unknown,
  button: string | undefined,
): TemplateResult {
  return html`<div class=${host.cl('profileSectionItem', id)}>
    ${content}
    ${
      button
        ? html`<button
          type="button"
          class=${host.cl('profileSectionPrimaryButton', id)}
          @click=${() => host.edit(id)}
          .textContent=${button}></button>`
        : nothing
    }
  </div>`;
}

export interface EditorOptions {
  id: EditorName;
  title: string;
  fields: unknown;
  save(values: Record<string, string>): void;
}

/** Draws the form that replaces a summary. */
export function editor(host: UserProfileHost, { id, title, fields, save }: EditorOptions): TemplateResult {
  return html`<div class=${host.cl('actionCard', id)}>
    <h3 class=${host.cl('actionCardTitle', id)} .textContent=${title}></h3>
    ${form(
      host,
      save,
      html`${fields}
        <div class=${host.cl('formButtons')}>
          <button type="button" class=${host.cl('formButtonReset')} @click=${() => host.cancel()} .textContent=${host.t('userProfile.formButtonReset')}></button>
          ${primaryButton(host, host.t('userProfile.formButtonPrimary__save'), host.form.pending === id)}
        </div>`,
    )}
  </div>`;
}

/** Draws a short note beside what it is about. */
export function badge(
  host: UserProfileHost,
  id: 'primary' | 'verified' | 'unverified' | 'thisDevice',
  text: string,
): TemplateResult {
  return html`<span class=${host.cl('badge', id)} .textContent=${text}></span>`;
}
