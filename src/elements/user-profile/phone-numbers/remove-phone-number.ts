import type { UserResource } from '../../../client/resources/types/user.ts';
import { isVerified } from '../owned.ts';
import { shownNumber } from '../shown-number.ts';
import { type Removable, RemoveIdentifier } from '../identifiers/remove-identifier.ts';

const TEXTS = 'userProfile.phoneNumberPage.removeResource';

/** The question before a phone number is removed. */
export class RemovePhoneNumber extends RemoveIdentifier {
  protected readonly id = 'phoneNumber';

  protected find({ phoneNumbers }: UserResource): Removable | undefined {
    const number = phoneNumbers.find(({ id }) => id === this.item);
    if (!number) return undefined;
    const { phoneNumber, reservedForSecondFactor } = number;
    const consequence = `${TEXTS}.messageLine2${reservedForSecondFactor ? '__secondFactor' : ''}` as const;
    return {
      shown: shownNumber(phoneNumber),
      consequence: isVerified(number) ? consequence : undefined,
      destroy: () => number.destroy(),
    };
  }
}
