import { html } from 'lit';
import { resetPassword } from '../../../localization/en-us/reset-password.ts';
import { card } from '../../parts/card.ts';
import type { DeferredView } from '../../parts/deferred.ts';
import { form } from '../../parts/form.ts';
import { outline } from '../../parts/icon.ts';
import { primaryButton } from '../../parts/primary-button.ts';
import sheet from '../../styles/reset-done.css';
import type { SignInHost, Step } from '../sign-in-host.ts';

const CHECK = 'm3.5 8.5 3 3 6-7';

/**
 * Says that the password is reset. The flow goes on by itself after a while, and at once by the button. The card stays
 * until the next page appears.
 */
export const resetDone: DeferredView<SignInHost, Step<'reset-password-done' | 'complete'>> = {
  sheets: [sheet],
  texts: [resetPassword],
  draw: (host, step) =>
    card(host, {
      flow: 'signIn',
      part: 'resetPasswordDone',
      // It is the same screen for both steps, which is announced once.
      step: 'reset-password-done',
      title: host.t('signIn.resetPassword.successTitle'),
      subtitle: host.t('signIn.resetPassword.successMessage'),
      body: form(
        host,
        () => void host.form.submit({ type: 'continue' }),
        html`<span class="cl-doneMark">${outline(CHECK)}</span>
        ${primaryButton(host, host.t('formButtonPrimary'), step.name === 'complete' || host.form.pending === 'continue')}`,
      ),
    }),
};
