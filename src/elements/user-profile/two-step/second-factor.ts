import { html, type TemplateResult } from 'lit';
import type { UserResource } from '../../../client/resources/types.ts';
import { outline } from '../../parts/icon.ts';
import { card } from '../card.ts';
import type { Editor, EditorClass } from '../editors.ts';
import type { ProfileActions } from '../profile-actions.ts';
import { missingMethods, type SecondFactorMethod } from '../security/second-factors.ts';
import { AuthenticatorApp } from './authenticator-app.ts';
import { BackupCodes } from './backup-codes.ts';
import { TWO_STEP } from './extension.ts';
import { SecondFactorNumber } from './second-factor-number.ts';

const EDITORS: Readonly<Record<SecondFactorMethod, EditorClass>> = {
  totp: AuthenticatorApp,
  phone_code: SecondFactorNumber,
  backup_code: BackupCodes,
};

const ICONS: Readonly<Record<SecondFactorMethod, string>> = {
  totp: 'M4.75 1.75h6.5v12.5h-6.5zM7.25 12h1.5M6.75 4.25h2.5',
  phone_code: 'M2.25 3.25h11.5v7.5h-6l-3 2.5v-2.5h-2.5zM5.25 7v.01M8 7v.01M10.75 7v.01',
  backup_code: 'M2.75 2.75h10.5v10.5H2.75zM5.25 6h2M5.25 10h2M9.25 6h1.5M9.25 10h1.5',
};

/** Adds a second factor: asks which kind, unless there is only one, and leads through its steps. */
export class SecondFactor implements Editor {
  readonly #actions: ProfileActions;
  #chosen: Editor | undefined;

  constructor(actions: ProfileActions) {
    const { host } = actions;
    this.#actions = actions;
    host.extend(TWO_STEP);
    const [first, second] = host.user ? missingMethods(host.environment, host.user) : [];
    if (first && !second) this.#chosen = new EDITORS[first](actions, undefined);
  }

  draw(user: UserResource): TemplateResult {
    return this.#chosen?.draw(user) ?? this.#choice(user);
  }

  closed(): void {
    this.#chosen?.closed?.();
  }

  #choice(user: UserResource): TemplateResult {
    const actions = this.#actions;
    const { host } = actions;
    return card(actions, {
      id: 'secondFactor',
      title: host.t('userProfile.mfaPage.title'),
      text: host.t('userProfile.mfaPage.formHint'),
      button: null,
      save: () => {},
      content: html`<div class="cl-choices">
        ${missingMethods(host.environment, user).map((method) => this.#option(method))}
      </div>`,
    });
  }

  #option(method: SecondFactorMethod): TemplateResult {
    const actions = this.#actions;
    const { host } = actions;
    const choose = () => {
      this.#chosen = new EDITORS[method](actions, undefined);
      actions.advance();
    };
    return html`<button type="button" class=${host.cl('choice', method)} @click=${choose}>
      ${outline(ICONS[method])}
      <span class="cl-choiceText">
        <span class="cl-choiceTitle" .textContent=${host.t(`userProfile.mfaPage.methods.${method}.title`)}></span>
        <span class="cl-choiceHint" .textContent=${host.t(`userProfile.mfaPage.methods.${method}.hint`)}></span>
      </span>
    </button>`;
  }
}
