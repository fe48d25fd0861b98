import { html, type TemplateResult } from 'lit';
import { outline } from '../../parts/icon.ts';
import type { TextKey, TextParams } from '../../../localization/types.ts';
import { card } from '../card.ts';
import { identifierOf } from '../owned.ts';
import type { ProfileActions } from '../profile-actions.ts';
import { copyButton, forgetCopied } from './copy-button.ts';
import { type CodeSheet, downloadCodes, printCodes, textOf } from './save-backup-codes.ts';

const TEXTS = 'userProfile.backupCodePage';
const DOWNLOAD = 'M8 2.25v8M4.75 7.25 8 10.5l3.25-3.25M2.75 13.25h10.5';
const PRINT = 'M4.25 6V2.25h7.5V6M4.25 11.25h-2V6h11.5v5.25h-2M4.25 9.25h7.5v4.5h-7.5z';

/**
 * The step of an editor that shows new backup codes, this once. They are in its memory alone: not in the URL, not in
 * storage, and gone when the card closes.
 */
export class BackupCodesCard {
  readonly #actions: ProfileActions;
  readonly #message: { key: TextKey; params?: TextParams | undefined };
  #codes: readonly string[];
  #stopPrinting: (() => void) | undefined;

  /** @param message announced when the card is shown: what the user has achieved */
  constructor(actions: ProfileActions, codes: readonly string[], message: TextKey, params?: TextParams) {
    this.#actions = actions;
    this.#codes = codes.map(readable);
    this.#message = { key: message, params };
  }

  /** Draws the card in place of the step before, and moves the focus to it. */
  show(): void {
    const { host } = this.#actions;
    forgetCopied(host);
    this.#actions.advance();
    host.announce(host.t(this.#message.key, this.#message.params));
  }

  draw(): TemplateResult {
    const actions = this.#actions;
    const { host } = actions;
    const sheet = this.#sheet();
    const print = () => {
      this.#stopPrinting?.();
      this.#stopPrinting = printCodes(host, sheet);
    };
    return card(actions, {
      id: 'backupCodes',
      title: host.t(`${TEXTS}.title__codelist`),
      text: host.t(`${TEXTS}.successSubtitle`),
      button: host.t(`${TEXTS}.actionLabel__saved`),
      cancel: null,
      save: () => actions.close(`${TEXTS}.successMessage`),
      content: html`<ul class="cl-backupCodes" aria-label=${host.t(`${TEXTS}.title__codelist`)}>
          ${this.#codes.map((code) => html`<li><code dir="ltr" translate="no" .textContent=${code}></code></li>`)}
        </ul>
        <p class="cl-actionCardText" .textContent=${host.t(`${TEXTS}.subtitle__codelist`)}></p>
        <div class="cl-backupCodeActions">
          ${copyButton(actions, 'codes', textOf(sheet), host.t(`${TEXTS}.actionLabel__copy`))}
          ${this.#button('download', DOWNLOAD, () => downloadCodes(sheet))} ${this.#button('print', PRINT, print)}
        </div>`,
    });
  }

  closed(): void {
    this.#codes = [];
    this.#stopPrinting?.();
  }

  #button(id: 'download' | 'print', icon: string, run: () => void): TemplateResult {
    const { host } = this.#actions;
    return html`<button type="button" class=${host.cl('formButtonReset', id)} @click=${run}>
      ${outline(icon)}<span .textContent=${host.t(`${TEXTS}.actionLabel__${id}`)}></span>
    </button>`;
  }

  #sheet(): CodeSheet {
    const { host } = this.#actions;
    const { user, environment } = host;
    return {
      application: environment?.display_config.application_name ?? '',
      account: user ? identifierOf(user) : '',
      title: host.t(`${TEXTS}.title__codelist`),
      codes: this.#codes,
    };
  }
}

/** Splits a code into two halves, which are easier to type. The API ignores the dash. */
function readable(code: string): string {
  return code.length === 8 ? `${code.slice(0, 4)}-${code.slice(4)}` : code;
}
