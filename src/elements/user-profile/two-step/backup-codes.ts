import type { TemplateResult } from 'lit';
import { card } from '../card.ts';
import { Editor } from '../editor.ts';
import { BackupCodesCard } from './backup-codes-card.ts';
import { EXTENSION } from './extension.ts';

const TEXTS = 'userProfile.backupCodePage';

/** Creates backup codes. Says what they are for, or that those the user has stop working. */
export class BackupCodes extends Editor {
  static readonly extension = EXTENSION;

  #codes: BackupCodesCard | undefined;

  /** Whether there are codes that new ones replace. */
  get #isAgain(): boolean {
    return this.item !== undefined;
  }

  draw(): TemplateResult {
    const { host } = this;
    if (this.#codes) return this.#codes.draw();
    const again = 'userProfile.start.mfaSection.backupCodes';
    return card(this.actions, {
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

  override closed(): void {
    this.#codes?.closed();
  }

  async #create(): Promise<void> {
    const { actions } = this;
    let codes: readonly string[] = [];
    const isDone = await actions.form.run('save', async () => {
      codes = (await actions.host.user?.createBackupCode())?.codes ?? [];
    });
    if (!isDone) return;
    this.#codes = new BackupCodesCard(actions, codes, `${TEXTS}.title__codelist`);
    this.#codes.show();
  }
}
