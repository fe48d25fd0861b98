import { html, nothing, type TemplateResult } from 'lit';
import type { ViewHost } from '../../base/view-host.ts';
import { outline } from '../../parts/icon.ts';
import type { ProfileActions } from '../profile-actions.ts';

const COPY = 'M5.75 5.75h7.5v7.5h-7.5zM10.25 5.75v-3h-7.5v7.5h3';
const DONE = 'M3 8.5 6.5 12 13 4.5';

/** Which button was pressed last. It keeps no text that was copied. */
class Copied {
  readonly #host: ViewHost;
  id: string | undefined;

  constructor(host: ViewHost) {
    this.#host = host;
  }

  set(id: string | undefined): void {
    this.id = id;
    this.#host.requestUpdate();
  }
}

/**
 * Draws a button that copies a text. Where the browser does not allow that, it says so, and the user copies by hand.
 *
 * @param id tells the buttons of a card apart
 * @param describedBy id of the text, if the card shows it
 */
export function copyButton(
  actions: ProfileActions,
  id: string,
  text: string,
  label: string,
  describedBy?: string,
): TemplateResult {
  const { host } = actions;
  const copied = host.state(Copied);
  const isCopied = copied.id === id;
  const copy = async () => {
    copied.set(undefined);
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      return actions.notify(host.t('userProfile.backupCodePage.copyFailed'), false);
    }
    copied.set(id);
    host.announce(host.t('userProfile.backupCodePage.actionLabel__copied'));
  };
  return html`<button type="button" class=${host.cl('formButtonReset', `copy_${id}`)} aria-describedby=${describedBy ?? nothing} @click=${copy}>
    ${outline(isCopied ? DONE : COPY)}<span .textContent=${isCopied ? host.t('userProfile.backupCodePage.actionLabel__copied') : label}></span>
  </button>`;
}

/** Lets the buttons say what they do again, such as for the next text. */
export function forgetCopied(host: ViewHost): void {
  host.state(Copied).set(undefined);
}
