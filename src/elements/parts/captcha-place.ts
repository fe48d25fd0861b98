import { page } from '../../client/platform/native.ts';
import { html, nothing, type TemplateResult } from 'lit';
import type { FormHost } from '../base/form-state.ts';
import type { DeferredView } from './deferred.ts';

interface CaptchaLook {
  theme?: string;
  size?: string;
  language?: string;
}

/**
 * Draws the place for the bot check. It is empty and has no height unless the check asks the user for something. A page
 * may have its own element `#clerk-captcha` instead.
 */
export const captchaPlace: DeferredView<FormHost, null> = { sheets: [], texts: [], draw };

function draw(host: FormHost): TemplateResult | typeof nothing {
  const { user_settings: settings, display_config: display } = host.environment ?? {};
  const isShown = settings?.sign_up.captcha_enabled && display?.captcha_provider === 'turnstile';
  if (!isShown || display.captcha_widget_type !== 'smart') return nothing;
  const present = page.getElementById('clerk-captcha');
  // The page's own element cannot be used while a modal dialog is open.
  if (present && !host.renderRoot.contains(present) && !host.renderRoot.closest('dialog')) return nothing;
  const { theme, size, language } = (host.option('captcha') ?? {}) as CaptchaLook;
  return html`<div
    class="cl-mount"
    id="clerk-captcha"
    data-cl-theme=${theme ?? nothing}
    data-cl-size=${size ?? nothing}
    data-cl-language=${language ?? nothing}
  ></div>`;
}
