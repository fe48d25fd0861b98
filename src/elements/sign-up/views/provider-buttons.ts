import { html } from 'lit';
import { startOptions } from '../../../localization/en-us/start-options.ts';
import { errorAlert } from '../../parts/alert.ts';
import { captchaPlace } from '../../parts/captcha-place.ts';
import type { DeferredView } from '../../parts/deferred.ts';
import { divider, socialButtons } from '../../parts/social-buttons.ts';
import social from '../../styles/social.css';
import type { SignUpHost } from '../sign-up-host.ts';

/** Buttons for OAuth providers and wallets, above the fields if there are any. */
export const providerButtons: DeferredView<SignUpHost, { hasForm: boolean }> = {
  sheets: [social],
  texts: [startOptions],
  draw(host, { hasForm }) {
    const { form } = host;
    const start = (strategy: string) => {
      form.chosen = strategy;
      form.submit({ type: 'method', strategy });
    };
    const buttons = socialButtons(host, start, form.pending === 'method' ? form.chosen : undefined);
    if (hasForm) return html`${buttons}${divider(host)}`;
    const { global } = form.errors;
    return html`${errorAlert(host, global)}${buttons}${captchaPlace.draw(host, null)}`;
  },
};
