import { phoneCode } from '../../../localization/en-us/phone-code.ts';
import { codeCard, sentCode } from '../../parts/code-card.ts';
import type { DeferredView } from '../../parts/deferred.ts';
import { sentNumber } from '../../parts/phone/sent-number.ts';
import type { SignUpHost, Step } from '../sign-up-host.ts';

/** Asks for the code that was sent to the phone number. */
export const verifyPhoneNumber: DeferredView<SignUpHost, Step<'verify-phone-number'>> = {
  sheets: [],
  texts: [phoneCode],
  draw: (host, step) =>
    codeCard(host, {
      flow: 'signUp',
      part: 'phoneCode',
      texts: 'signUp.phoneCode',
      ...sentCode(host, step),
      edit() {
        focusNumber(host);
        host.form.goTo('start');
      },
      ...sentNumber(step.phoneNumber, step.phoneNumber, step.sent),
    }),
};

/** Focuses the number once the first screen is drawn: it may be the last of the fields, and among the optional ones. */
function focusNumber(host: SignUpHost): void {
  const once = {
    hostUpdated() {
      const input = host.renderRoot.querySelector<HTMLInputElement>('form [name=phoneNumber]');
      if (!input) return;
      host.removeController(once);
      const optional = input.closest('details');
      if (optional) optional.open = true;
      input.focus();
      input.select();
    },
  };
  host.addController(once);
}
