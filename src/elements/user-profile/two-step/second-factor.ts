import type { TemplateResult } from 'lit';
import type { UserResource } from '../../../client/resources/types/user.ts';
import { outline } from '../../parts/icon.ts';
import { card } from '../card.ts';
import { choiceList } from '../choice-list.ts';
import { Editor, type EditorClass } from '../editor.ts';
import { missingMethods, type SecondFactorMethod } from '../security/second-factors.ts';
import { AuthenticatorApp } from './authenticator-app.ts';
import { BackupCodes } from './backup-codes.ts';
import { EXTENSION } from './extension.ts';
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
export class SecondFactor extends Editor {
  static readonly extension = EXTENSION;

  #chosen: Editor | undefined;

  override opened(): void {
    const { user, environment } = this.host;
    const [first, second] = user ? missingMethods(environment, user) : [];
    if (first && !second) this.#choose(first);
  }

  draw(user: UserResource): TemplateResult {
    return this.#chosen?.draw(user) ?? this.#choice(user);
  }

  override closed(): void {
    this.#chosen?.closed();
  }

  #choose(method: SecondFactorMethod): void {
    this.#chosen = new EDITORS[method](this.actions, undefined);
    this.#chosen.opened();
    this.actions.advance();
  }

  #choice(user: UserResource): TemplateResult {
    const { actions, host } = this;
    return card(actions, {
      id: 'secondFactor',
      title: host.t('userProfile.mfaPage.title'),
      text: host.t('userProfile.mfaPage.formHint'),
      button: null,
      content: choiceList(
        actions,
        missingMethods(host.environment, user).map((method) => ({
          id: method,
          classes: host.cl('choice', method),
          mark: outline(ICONS[method]),
          name: host.t(`userProfile.mfaPage.methods.${method}.title`),
          hint: host.t(`userProfile.mfaPage.methods.${method}.hint`),
          choose: () => this.#choose(method),
        })),
      ),
    });
  }
}
