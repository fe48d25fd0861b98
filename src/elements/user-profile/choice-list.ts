import { html, type TemplateResult } from 'lit';
import { spinner } from '../parts/icon.ts';
import type { ProfileActions } from './profile-actions.ts';

/** One of several things to choose from. */
export interface Choice {
  id: string;
  /** Class names of its button. */
  classes: string;
  mark: unknown;
  name: string;
  choose(): void;
}

/**
 * Draws a button for each choice. While the call of one is on its way, the others wait.
 *
 * @param chosen id of the choice that was made last
 */
export function choiceList(
  { host, form }: ProfileActions,
  choices: readonly Choice[],
  chosen: string | undefined,
): TemplateResult {
  const isBusy = !!form.pending;
  return html`<div class="cl-choices">
    ${choices.map(({ id, classes, mark, name, choose }) => {
      const isChosen = isBusy && chosen === id;
      return html`<button
        type="button"
        class="${classes} cl-choice ${isChosen ? 'cl-loading' : ''}"
        aria-busy=${isChosen}
        aria-disabled=${isBusy}
        @click=${() => !form.pending && choose()}
      >
        ${isChosen ? spinner(host) : mark}<span class="cl-choiceName" .textContent=${name}></span>
      </button>`;
    })}
  </div>`;
}
