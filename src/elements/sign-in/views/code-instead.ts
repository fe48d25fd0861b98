import { html } from 'lit';
import type { FlowError } from '../../../client/errors.ts';
import type { ViewHost } from '../../base/view-host.ts';
import { errorAction } from '../../parts/error-action.ts';
import type { SignInHost } from '../sign-in-host.ts';
import { sendWithout } from './start-card.ts';

type Channel = 'email_code' | 'phone_code';

/**
 * Draws what the user can do about an error of a sign-in. Beside a wrong password that is a code instead, which one press
 * sends. With enumeration protection the API does not say that the password is wrong, so there is no such offer.
 */
export function signInErrorAction(host: ViewHost, error: FlowError): unknown {
  const code = error.code === 'form_password_incorrect' && codeOf(host as SignInHost);
  if (!code) return errorAction(host, error);
  const [channel, send] = code;
  const label = host.t(channel === 'email_code' ? 'errorAction__emailCode' : 'errorAction__phoneCode');
  return html` <button type="button" class=${host.cl('footerActionLink', 'codeInstead')} @click=${send} .textContent=${label}></button>`;
}

/** Returns the code that the account has, and what sends it. */
function codeOf(host: SignInHost): [Channel, () => void] | undefined {
  const { step } = host.form;
  if (step?.name === 'factor-one') {
    const factor = step.alternatives.find(({ strategy }) => /^(email|phone)_code$/.test(strategy));
    return factor && [factor.strategy as Channel, () => host.chooseFactor(factor)];
  }
  const input = host.renderRoot.querySelector<HTMLInputElement>('input[name=identifier]');
  if (!input) return undefined;
  const { type, value } = input;
  const channel = type === 'tel' ? 'phone_code' : value.includes('@') && 'email_code';
  // An account that is found by an address or number can get a code there, if the instance sends codes at all.
  if (!channel || !host.environment?.auth_config.first_factors?.includes(channel)) return undefined;
  return [channel, () => sendWithout(host, 'code')];
}
