import { html, type TemplateResult } from 'lit';
import { legal } from '../../../localization/en-us/legal.ts';
import type { DeferredView } from '../../parts/deferred.ts';
import { fieldError } from '../../parts/field.ts';
import { linkedText } from '../../parts/linked-text.ts';
import checkbox from '../../styles/checkbox.css';
import sheet from '../../styles/legal.css';
import type { SignUpHost } from '../sign-up-host.ts';

const NAME = 'legalAccepted';

/** A checkbox that accepts the terms, with links to them. */
export const legalField: DeferredView<SignUpHost, null> = { sheets: [checkbox, sheet], texts: [legal], draw };

// Without the attribute, Chromium says of a required box that it is invalid before anybody has seen it.
function draw(host: SignUpHost): TemplateResult {
  const id = `${host.uid}-${NAME}`;
  const error = host.form.errors.fields[NAME];
  return html`<div class=${host.cl('formField', NAME)}>
    <div class=${host.cl('formFieldCheckbox')}>
      <input
        class=${host.cl('formFieldCheckboxInput', NAME, !!error && 'error')}
        id=${id}
        name=${NAME}
        type="checkbox"
        value="true"
        required
        aria-invalid=${!!error}
        aria-describedby="${id}-error"
      />
      <label class=${host.cl('formFieldCheckboxLabel', NAME)} for=${id}>
        ${linkedText(sentence(host), host.cl('formFieldCheckboxLabelLink', NAME))}
      </label>
    </div>
    <div class="cl-formFieldErrorBox ${error ? 'cl-open' : ''}" id="${id}-error" aria-live="polite">${fieldError(host, NAME)}</div>
  </div>`;
}

function sentence(host: SignUpHost): string {
  const display = host.environment?.display_config;
  const termsOfServiceLink = (host.option('termsPageUrl') as string | undefined) ?? display?.terms_url;
  const privacyPolicyLink = (host.option('privacyPageUrl') as string | undefined) ?? display?.privacy_policy_url;
  const [one, other] = [!!termsOfServiceLink, !!privacyPolicyLink];
  const which = one === other ? 'termsOfServiceAndPrivacyPolicy' : one ? 'onlyTermsOfService' : 'onlyPrivacyPolicy';
  const links = { termsOfServiceLink, privacyPolicyLink };
  return host.t(`signUp.legalConsent.checkbox.label__${which}`, links);
}
