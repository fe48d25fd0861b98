import { html, nothing, type TemplateResult } from 'lit';
import { spinner } from '../parts/icon.ts';
import sheet from './choice-list.css';
import type { ProfileActions } from './profile-actions.ts';

const EXTENSION = { sheets: [sheet], texts: [] };

/** One of several things to choose from. */
export interface Choice {
  /** Name of the call that the choice makes, if it makes one: shown as pending. */
  id: string;
  /** Class names of its button. */
  classes: string;
  /** Icon or picture. */
  mark?: unknown;
  name: string;
  hint?: string;
  choose(): void;
}

/** Draws a button for each choice. While the call of one is on its way, the others wait. */
export function choiceList({ host, form }: ProfileActions, choices: readonly Choice[]): TemplateResult {
  const { pending } = form;
  host.extend(EXTENSION);
  return html`<div class="cl-choices ${choices.some(({ hint }) => hint) ? 'cl-hinted' : ''}">
    ${choices.map(
      ({ id, classes, mark, name, hint, choose }) => html`<button
        type="button"
        class="${classes} cl-choice ${pending === id ? 'cl-loading' : ''}"
        aria-busy=${pending === id}
        aria-disabled=${!!pending}
        @click=${() => pending || choose()}
      >
        ${pending === id ? spinner(host) : mark}<span class="cl-choiceText"
          ><bdi class="cl-choiceName" .textContent=${name}></bdi>${hint ? html`<span class="cl-choiceHint" .textContent=${hint}></span>` : nothing}</span
        >
      </button>`,
    )}
  </div>`;
}
