import type { TemplateResult } from 'lit';
import type { UserResource } from '../../../client/resources/types/user.ts';
import type { TextKey } from '../../../localization/types.ts';
import { card } from '../card.ts';
import { Editor } from '../editor.ts';
import type { ProfileActions } from '../profile-actions.ts';
import { numberText } from '../owned.ts';
import { isLastFactor } from '../security/second-factors.ts';
import { EXTENSION } from './extension.ts';

/** The question before the authenticator app is removed. */
export class RemoveAuthenticatorApp extends Editor {
  static readonly extension = EXTENSION;

  draw(user: UserResource): TemplateResult {
    return question(this.actions, user, 'userProfile.mfaTOTPPage', '', () => user.disableTOTP());
  }
}

/** The question before a number is no second factor any more. The number stays in the account. */
export class RemoveSecondFactorNumber extends Editor {
  static readonly extension = EXTENSION;

  draw(user: UserResource): TemplateResult {
    const phone = user.phoneNumbers.find(({ id }) => id === this.item);
    const remove = async () => phone?.setReservedForSecondFactor({ reserved: false });
    return question(
      this.actions,
      user,
      'userProfile.mfaPhoneCodePage',
      numberText(this.host, phone?.phoneNumber ?? ''),
      remove,
    );
  }
}

function question(
  actions: ProfileActions,
  user: UserResource,
  texts: 'userProfile.mfaTOTPPage' | 'userProfile.mfaPhoneCodePage',
  number: string,
  remove: () => Promise<unknown>,
): TemplateResult {
  const { host } = actions;
  const params = { identifier: number, mfaPhoneCode: number };
  const lines: TextKey[] = [`${texts}.removeResource.messageLine1`];
  // Only the last one leaves the account with a single step.
  lines.push(isLastFactor(user) ? 'userProfile.mfaPage.lastFactorWarning' : `${texts}.removeResource.messageLine2`);
  return card(actions, {
    id: 'removeSecondFactor',
    title: host.t(`${texts}.removeResource.title`),
    text: lines.map((key) => host.t(key, params)).join(' '),
    button: host.t('userProfile.formButtonPrimary__remove'),
    isDangerous: true,
    save: () => void actions.save(remove, `${texts}.removeResource.successMessage`, params),
  });
}
