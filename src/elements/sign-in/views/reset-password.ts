import { html } from 'lit';
import { resetPassword as texts } from '../../../localization/en-us/reset-password.ts';
import { card } from '../../parts/card.ts';
import type { DeferredView } from '../../parts/deferred.ts';
import { form } from '../../parts/form.ts';
import { backLink, usernameField } from '../../parts/identity-preview.ts';
import { NEW_PASSWORD, newPassword, signOutOfOtherSessions } from '../../parts/new-password.ts';
import { primaryButton } from '../../parts/primary-button.ts';
import type { SignInHost, Step } from '../sign-in-host.ts';

/** Asks for a new password, beside a real username field for password managers. */
export const resetPassword: DeferredView<SignInHost, Step<'reset-password'>> = {
  sheets: NEW_PASSWORD.sheets,
  texts: [texts, ...NEW_PASSWORD.texts],
  draw: (host, step) =>
    card(host, {
      flow: 'signIn',
      part: 'resetPassword',
      step: step.name,
      title: host.t('signIn.resetPassword.title'),
      body: form(
        host,
        ({ password = '', signOutOfOtherSessions: others }) =>
          host.form.submit({ type: 'reset-password', password, signOutOfOtherSessions: others !== undefined }),
        html`${usernameField(step.identifier)}${newPassword(host, 'password')}${signOutOfOtherSessions(host)}
        ${primaryButton(host, host.t('signIn.resetPassword.formButtonPrimary'), host.form.pending === 'reset-password')}`,
      ),
      // The proven code stays good: the next page of the browser's history leads here again.
      footer: backLink(host, () => host.form.goTo('start')),
    }),
};
