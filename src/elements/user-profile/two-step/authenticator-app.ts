import { html, nothing, type TemplateResult } from 'lit';
import type { TOTPResource } from '../../../client/resources/types/user-factors.ts';
import { card, stepLink } from '../card.ts';
import { codeStep } from '../code-step.ts';
import { Editor } from '../editor.ts';
import type { ProfileActions } from '../profile-actions.ts';
import { BackupCodesCard } from './backup-codes-card.ts';
import { copyButton } from './copy-button.ts';
import { qrCode } from './qr-code.ts';

const TEXTS = 'userProfile.mfaTOTPPage';

/** Sets up an authenticator app: shows the secret, asks for a code, and shows the backup codes if some were made. */
export class AuthenticatorApp extends Editor {
  /** The secret; undefined until the API has created it. */
  #app: TOTPResource | undefined;
  #step: 'scan' | 'type' | 'code' = 'scan';
  #wasRefused = false;
  #codes: BackupCodesCard | undefined;

  override opened(): void {
    void this.#begin();
  }

  draw(): TemplateResult {
    if (this.#codes) return this.#codes.draw();
    if (!this.#app?.uri) return this.#waiting();
    return this.#step === 'code' ? this.#code() : this.#secret(this.#app.secret ?? '', this.#app.uri);
  }

  override closed(): void {
    this.#app = undefined;
    this.#codes?.closed();
  }

  async #begin(): Promise<void> {
    const { form, host } = this.actions;
    const isCreated = await form.run('create', async () => {
      this.#app = await host.user?.createTOTP();
    });
    if (isCreated) this.actions.advance();
  }

  #go(step: 'scan' | 'type' | 'code'): void {
    this.#step = step;
    this.actions.advance();
  }

  /** Holds the place of the QR code. After a failure the button tries again. */
  #waiting(): TemplateResult {
    const { host, form } = this.actions;
    const isPending = form.pending !== null;
    return card(this.actions, {
      id: 'totp',
      title: host.t(`${TEXTS}.title`),
      button: isPending ? null : host.t('userProfile.retryButton'),
      save: () => void this.#begin(),
      content: isPending
        ? html`<section class=${host.cl('qrCodeRow')} aria-busy="true"><span class="cl-skeleton cl-qrCodeSkeleton"></span></section>`
        : nothing,
    });
  }

  #secret(secret: string, uri: string): TemplateResult {
    const { host } = this;
    const texts = `${TEXTS}.authenticatorApp` as const;
    const canScan = this.#step === 'scan';
    return card(this.actions, {
      id: 'totp',
      title: host.t(`${TEXTS}.title`),
      text: host.t(`${texts}.infoText__${canScan ? 'ableToScan' : 'unableToScan'}`),
      button: host.t('formButtonPrimary'),
      save: () => this.#go('code'),
      content: html`${
        canScan
          ? html`<div class=${host.cl('qrCodeRow')}>
              <div class=${host.cl('qrCodeContainer')}>${qrCode(uri, host.t(`${texts}.qrCodeLabel`))}</div>
            </div>`
          : html`${copyable(this.actions, 'secret', secret)}
              <p class=${host.cl('actionCardText')} .textContent=${host.t(`${texts}.inputLabel__unableToScan1`)}></p>
              <p class=${host.cl('actionCardText')} .textContent=${host.t(`${texts}.inputLabel__unableToScan2`)}></p>
              ${copyable(this.actions, 'uri', uri)}`
      }
      ${stepLink(this.actions, 'totp', host.t(`${texts}.${canScan ? 'buttonUnableToScan' : 'buttonAbleToScan'}__nonPrimary`), () => this.#go(canScan ? 'type' : 'scan'))}`,
    });
  }

  #code(): TemplateResult {
    const { host } = this;
    return codeStep(this.actions, {
      id: 'totpCode',
      title: host.t(`${TEXTS}.verifyTitle`),
      text: host.t(`${TEXTS}.verifySubtitle`),
      verify: (code) => void this.#verify(code),
      content: html`<p class="cl-actionCardText" role="status" .textContent=${this.#wasRefused ? host.t(`${TEXTS}.clockHint`) : ''}></p>
        ${stepLink(this.actions, 'totp', host.t(`${TEXTS}.backButton`), () => this.#go('scan'))}`,
    });
  }

  async #verify(code: string): Promise<void> {
    const { actions } = this;
    let backupCodes: readonly string[] | null | undefined;
    const isVerified = await actions.form.run('code', async () => {
      backupCodes = (await actions.host.user?.verifyTOTP({ code }))?.backupCodes;
    });
    this.#wasRefused ||= !!actions.form.errors.fields['code'];
    actions.host.requestUpdate();
    if (!isVerified) return;
    this.#app = undefined;
    if (!backupCodes) return actions.close(`${TEXTS}.successMessage`);
    this.#codes = new BackupCodesCard(actions, backupCodes, `${TEXTS}.successMessage`);
    this.#codes.show();
  }
}

/** Draws a text that the user may copy. */
function copyable(actions: ProfileActions, id: string, text: string): TemplateResult {
  const { host } = actions;
  return html`<div class="cl-copyable">
    <code class=${host.cl('copyableText', id)} id="${host.uid}-${id}" dir="ltr" translate="no" .textContent=${text}></code>
    ${copyButton(actions, id, text, host.t('userProfile.mfaTOTPPage.authenticatorApp.copyButton'), `${host.uid}-${id}`)}
  </div>`;
}
