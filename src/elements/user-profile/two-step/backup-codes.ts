import type { TemplateResult } from 'lit';
import { card } from '../card.ts';
import type { Editor } from '../editors.ts';
import type { ProfileActions } from '../profile-actions.ts';
import { CodesCard } from './codes-card.ts';
import { TWO_STEP } from './extension.ts';

const TEXTS = 'userProfile.backupCodePage';

/** Creates backup codes. Says what they are for, or that those the user has stop working. */
export class BackupCodes implements Editor {
  readonly #actions: ProfileActions;
  readonly #isAgain: boolean;
  #codes: CodesCard | undefined;

  /** @param item the row of the codes that the user has; undefined if there are none yet */
  constructor(actions: ProfileActions, item: string | undefined) {
    this.#actions = actions;
    this.#isAgain = item !== undefined;
    actions.host.extend(TWO_STEP);
  }

  draw(): TemplateResult {
    const { host } = this.#actions;
    if (this.#codes) return this.#codes.draw();
    const again = 'userProfile.start.mfaSection.backupCodes';
    return card(this.#actions, {
      id: 'backupCodes',
      title: host.t(this.#isAgain ? `${again}.title__regenerate` : `${TEXTS}.title`),
      text: this.#isAgain
        ? host.t(`${again}.subtitle__regenerate`)
        : [host.t(`${TEXTS}.infoText1`), host.t(`${TEXTS}.infoText2`)].join(' '),
      button: this.#isAgain ? host.t(`${again}.actionLabel__regenerate`) : host.t('formButtonPrimary'),
      isDangerous: this.#isAgain,
      save: () => void this.#create(),
    });
  }

  closed(): void {
    this.#codes?.closed();
  }

  async #create(): Promise<void> {
    const actions = this.#actions;
    let codes: readonly string[] = [];
    const isDone = await actions.form.run('save', async () => {
      codes = (await actions.host.user?.createBackupCode())?.codes ?? [];
    });
    if (!isDone) return;
    this.#codes = new CodesCard(actions, codes, `${TEXTS}.title__codelist`);
    this.#codes.show();
  }
}
