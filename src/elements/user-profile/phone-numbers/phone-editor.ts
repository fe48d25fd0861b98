import type { TemplateResult } from 'lit';
import type { PhoneNumberResource } from '../../../client/resources/types/identifiers.ts';
import type { UserResource } from '../../../client/resources/types/user.ts';
import { shownNumber } from '../shown-number.ts';
import { phoneField, phoneValues } from '../../parts/phone/phone-field.ts';
import { card } from '../card.ts';
import { isVerified } from '../owned.ts';
import { IdentifierEditor } from '../identifiers/identifier-editor.ts';
import type { ProofOptions } from '../identifiers/proof.ts';

const TEXTS = 'userProfile.phoneNumberPage';
const NAME = 'phoneNumber';

/** Adds or verifies a phone number. */
export class PhoneEditor extends IdentifierEditor<PhoneNumberResource> {
  protected listOf({ phoneNumbers }: UserResource): readonly PhoneNumberResource[] {
    return phoneNumbers;
  }

  protected optionsOf({ phoneNumber }: PhoneNumberResource): ProofOptions {
    return {
      strategy: 'phone_code',
      shown: shownNumber(phoneNumber),
      texts: {
        title: `${TEXTS}.verifyTitle`,
        subtitle: `${TEXTS}.verifySubtitle`,
        resend: 'signUp.phoneCode.resendButton',
        success: `${TEXTS}.successMessage`,
        change: `${TEXTS}.changeButton`,
      },
    };
  }

  protected textOf({ phoneNumber }: PhoneNumberResource): string {
    return phoneNumber;
  }

  protected drawField(user: UserResource): TemplateResult {
    const { host, draft } = this.actions;
    return card(this.actions, {
      id: NAME,
      title: host.t(`${TEXTS}.title`),
      text: host.t(`${TEXTS}.infoText`),
      button: host.t('userProfile.formButtonPrimary__add'),
      save: (values) => this.#submit(user, phoneValues(values, NAME)[NAME] ?? ''),
      content: phoneField(host, { name: NAME, value: this.mistyped ?? phoneValues(draft, NAME)[NAME] }),
    });
  }

  #submit(user: UserResource, phoneNumber: string): void {
    const unverified = user.phoneNumbers.find(
      (known) => known.phoneNumber === phoneNumber && !isVerified(known) && !known.reservedForSecondFactor,
    );
    void this.add(unverified, () => user.createPhoneNumber({ phoneNumber }));
  }
}
