import { html, nothing, type TemplateResult } from 'lit';
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

/** Draws a short note beside what it is about. */
export function badge(
  host: UserProfileHost,
  id: 'primary' | 'verified' | 'unverified' | 'thisDevice',
  text: string,
): TemplateResult {
  return html`<span class=${host.cl('badge', id)} .textContent=${text}></span>`;
}
