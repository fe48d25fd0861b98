import { html, nothing } from 'lit';
import { startOptions } from '../../../localization/en-us/start-options.ts';
import { errorAlert } from '../../parts/alert.ts';
import { type DeferredView, deferred } from '../../parts/deferred.ts';
import { divider, socialButtons } from '../../parts/social-buttons.ts';
import social from '../../styles/social.css';
import type { SignUpHost } from '../sign-up-host.ts';

const captchaPlace = deferred<SignUpHost, null>(
  async () => (await import('../../parts/captcha-place.ts')).captchaPlace,
  (host) => host.requestUpdate(),
);

/** Buttons for OAuth providers and wallets, above the fields if there are any. */
export const providerButtons: DeferredView<SignUpHost, { hasForm: boolean }> = {
  sheets: [social],
  texts: [startOptions],
  draw(host, { hasForm }) {
    const buttons = socialButtons(host);
    if (hasForm) return html`${buttons}${divider(host)}`;
    const isChecked = host.environment?.user_settings.sign_up.captcha_enabled;
    return html`${errorAlert(host, host.form.errors.global)}${buttons}${isChecked ? captchaPlace(host, null) : nothing}`;
  },
};
