import { html, nothing, type TemplateResult } from 'lit';
import type { PhoneNumberResource } from '../../../client/resources/types/identifiers.ts';
import type { UserResource } from '../../../client/resources/types/user.ts';
import { phoneField, phoneValues } from '../../parts/phone/phone-field.ts';
import { isolated } from '../../parts/language-of.ts';
import { card, stepLink } from '../card.ts';
import { choiceList } from '../choice-list.ts';
import { codeStep } from '../code-step.ts';
import { Editor } from '../editor.ts';
import { isVerified, numberText } from '../owned.ts';
import { SentCode } from '../sent-code.ts';
import { BackupCodesCard } from './backup-codes-card.ts';

const TEXTS = 'userProfile.mfaPhoneCodePage';

/** Makes a phone number a second factor: one that the user has, or a new one, which a code proves first. */
export class SecondFactorNumber extends Editor {
  /** The user wants to add a number although there is one to choose. */
  #isAdding = false;
  /** The number that a code was sent to. */
  #phone: PhoneNumberResource | undefined;
  #sent: SentCode | undefined;
  /** The number that the user has mistyped, and wants to change. */
  #mistyped: string | undefined;
  #codes: BackupCodesCard | undefined;

  draw(user: UserResource): TemplateResult {
    if (this.#codes) return this.#codes.draw();
    if (this.#phone && this.#sent) return this.#code(this.#phone, this.#sent);
    const free = user.phoneNumbers.filter((phone) => isVerified(phone) && !phone.reservedForSecondFactor);
    return this.#isAdding || free.length === 0 ? this.#number(user, free.length > 0) : this.#choice(free);
  }

  override closed(): void {
    this.#codes?.closed();
  }

  #choice(phones: readonly PhoneNumberResource[]): TemplateResult {
    const { host } = this;
    return card(this.actions, {
      id: 'mfaPhone',
      title: host.t(`${TEXTS}.title`),
      text: host.t(`${TEXTS}.subtitle__availablePhoneNumbers`),
      button: null,
      content: html`${choiceList(
        this.actions,
        phones.map((phone) => ({
          id: phone.id,
          classes: host.cl('choice', 'phone'),
          name: isolated(host, numberText(host, phone.phoneNumber)),
          choose: () => void this.#reserve(phone.id, phone),
        })),
      )}
      ${this.#turn(true, 'primaryButton__addPhoneNumber')}`,
    });
  }

  #number(user: UserResource, hasChoice: boolean): TemplateResult {
    const { host } = this;
    return card(this.actions, {
      id: 'mfaPhone',
      title: host.t(`${TEXTS}.title`),
      text: host.t(hasChoice ? 'userProfile.phoneNumberPage.infoText' : `${TEXTS}.subtitle__unavailablePhoneNumbers`),
      button: host.t('formButtonPrimary'),
      save: (values) => void this.#send(user, phoneValues(values, 'phoneNumber')['phoneNumber']?.trim() ?? ''),
      content: html`${phoneField(host, { name: 'phoneNumber', value: this.#mistyped ?? this.actions.draft['phoneNumber'] })}
      ${hasChoice ? this.#turn(false, 'backButton') : nothing}`,
    });
  }

  #code(phone: PhoneNumberResource, sent: SentCode): TemplateResult {
    const { host } = this;
    return codeStep(this.actions, {
      id: 'mfaPhoneCode',
      title: host.t('userProfile.phoneNumberPage.verifyTitle'),
      text: host.t('userProfile.phoneNumberPage.verifySubtitle', {
        identifier: isolated(host, numberText(host, phone.phoneNumber)),
      }),
      sent,
      resendLabel: host.t(`${TEXTS}.resendButton`),
      content: stepLink(
        this.actions,
        'mfaPhone',
        host.t('userProfile.phoneNumberPage.changeButton'),
        () => void this.#change(phone),
      ),
      verify: (code) => void this.#verify(phone, code),
    });
  }

  #turn(isAdding: boolean, label: 'primaryButton__addPhoneNumber' | 'backButton'): TemplateResult {
    const { host } = this;
    const turn = () => {
      this.#isAdding = isAdding;
      this.actions.advance();
    };
    return stepLink(this.actions, 'mfaPhone', host.t(`${TEXTS}.${label}`), turn);
  }

  /** Adds the number, unless the user has it already, and sends a code to it. */
  async #send(user: UserResource, phoneNumber: string): Promise<void> {
    const { actions } = this;
    const known = user.phoneNumbers.find((phone) => phone.phoneNumber === phoneNumber);
    if (known && isVerified(known)) return this.#reserve('save', known);
    let phone = known;
    // The API sends no second code within half a minute, but the first one is still valid.
    const wasSent = known?.verification.status === 'unverified';
    const sent = new SentCode(async () => phone?.prepareVerification(), { wasSent });
    const isSent = await actions.form.run('save', async () => {
      phone ??= await user.createPhoneNumber({ phoneNumber });
      await sent.send();
    });
    if (!isSent) return;
    this.#phone = phone;
    this.#sent = sent;
    actions.advance();
  }

  /** Takes back the number that the user has mistyped, and goes on with the field as they left it. */
  async #change(phone: PhoneNumberResource): Promise<void> {
    const { actions } = this;
    if (!(await actions.form.run('change', () => phone.destroy()))) return;
    this.#mistyped = phone.phoneNumber;
    this.#phone = undefined;
    this.#isAdding = true;
    actions.advance();
  }

  async #verify(phone: PhoneNumberResource, code: string): Promise<void> {
    const { host } = this;
    const isKnown = () => host.user?.phoneNumbers.some(({ id, ...each }) => id === phone.id && isVerified(each));
    await this.#reserve('code', phone, async () => {
      // The number stays verified when only the step after it has failed.
      if (!isKnown()) await phone.attemptVerification({ code });
    });
  }

  /** @param before what has to succeed first */
  async #reserve(name: string, phone: PhoneNumberResource, before?: () => Promise<unknown>): Promise<void> {
    const { actions } = this;
    let backupCodes: readonly string[] | null = null;
    const isReserved = await actions.form.run(name, async () => {
      await before?.();
      backupCodes = (await phone.setReservedForSecondFactor({ reserved: true })).backupCodes;
    });
    if (!isReserved) return;
    const message = `${TEXTS}.successTitle` as const;
    if (!backupCodes) return actions.close(message);
    this.#codes = new BackupCodesCard(actions, backupCodes, message);
    this.#codes.show();
  }
}
