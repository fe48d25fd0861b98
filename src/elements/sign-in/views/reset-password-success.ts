import { html, type TemplateResult } from 'lit';
import type { SignInMethodResource } from '../../../client/resources/types/user-factors.ts';
import { card } from '../../parts/card.ts';
import type { DeferredView } from '../../parts/deferred.ts';
import { form } from '../../parts/form.ts';
import { languageOf } from '../../parts/language-of.ts';
import { kindOf, METHOD_TEXTS, originOf } from '../../parts/method-origin.ts';
import { primaryButton } from '../../parts/primary-button.ts';
import sheet from '../../styles/suspended.css';
import type { SignInHost, Step } from '../sign-in-host.ts';

const TEXTS = 'signIn.resetPassword.suspended';

/** Shows what a password reset has switched off, and leads to the profile, where the user confirms or removes it. */
export const resetPasswordSuccess: DeferredView<SignInHost, Step<'reset-password-success'>> = {
  sheets: [sheet],
  texts: METHOD_TEXTS,
  draw(host, step) {
    const review = () => {
      // A profile with path routing takes its page from the hash, too.
      const target = `${host.clerk?.buildUserProfileUrl()}#/security`;
      void host.form.submit({ type: 'continue', target });
    };
    return card(host, {
      flow: 'signIn',
      part: 'resetPasswordSuccess',
      step: step.name,
      title: host.t(`${TEXTS}.title`),
      subtitle: host.t(`${TEXTS}.subtitle`),
      body: form(
        host,
        () => void host.form.submit({ type: 'continue' }),
        html`<ul class="cl-suspendedList">${step.methods.map((method) => row(host, method))}</ul>
          ${primaryButton(host, host.t('formButtonPrimary'), host.form.pending === 'continue')}
          <button
            type="button"
            class="${host.cl('alternativeMethodsBlockButton', 'security')} cl-suspendedReview"
            @click=${review}
            .textContent=${host.t(`${TEXTS}.reviewButton`)}
          ></button>`,
      ),
    });
  },
};

function row(host: SignInHost, method: SignInMethodResource): TemplateResult {
  const when = new Intl.DateTimeFormat(languageOf(host.renderRoot), { dateStyle: 'medium' }).format(method.addedAt);
  const details = [kindOf(host, method), host.t('suspendedMethods.added', { when }), originOf(host, method)];
  return html`<li>
    <bdi class="cl-suspendedName" .textContent=${method.name}></bdi>
    <span class="cl-suspendedDetails" .textContent=${details.join(' · ')}></span>
  </li>`;
}
