import { html } from 'lit';
import { address } from '../../client/platform/address.ts';
import type { FlowError } from '../../client/errors.ts';
import { errorActions } from '../../localization/en-us/error-actions.ts';
import type { ViewHost } from '../base/view-host.ts';
import type { WireErrorCode } from '../../protocol/error-codes.ts';
import sheet from '../styles/error-action.css';
import { followLink } from './follow-link.ts';

type Action = 'reload' | 'choose' | 'signIn' | 'signUp' | 'create' | 'support';

/** What the user can do about an error, other than trying again or typing something else. */
const ACTIONS: readonly [action: Action, codes: readonly WireErrorCode[]][] = [
  [
    'reload',
    ['captcha_invalid', 'captcha_missing_token', 'captcha_not_enabled', 'client_not_found', 'resource_not_found'],
  ],
  ['choose', ['session_quota_exceeded']],
  ['support', ['user_banned', 'not_allowed_access']],
  ['signIn', ['form_identifier_exists', 'invitation_account_exists', 'invitation_already_accepted']],
  ['signIn', ['authentication_invalid', 'signed_out']],
  ['create', ['form_identifier_not_found']],
  ['signUp', ['invitation_account_not_exists', 'sign_up_restricted_waitlist']],
];

const EXTENSION = { sheets: [sheet], texts: [errorActions] };

/** The host; one with a flow links to the other form. */
type Host = ViewHost & {
  readonly signInLink?: string;
  readonly signUpLink?: string;
  withSignUp?: boolean;
  readonly form?: { goTo?(step: string): void };
};

/** Draws the control for what the user can do about an error; nothing if there is nothing else to do. */
export function errorAction(host: Host, error: FlowError): unknown {
  const action = ACTIONS.find(([, codes]) => codes.includes(error.code))?.[0];
  if (!action) return undefined;
  host.extend(EXTENSION);
  const { mode } = host.environment?.user_settings.sign_up ?? {};
  const label = host.t(`errorAction__${action === 'create' && mode === 'waitlist' ? 'signUp' : action}`);
  // Only a sign-in, which links to the sign-up, has the list of accounts.
  if (action === 'choose' && !host.signUpLink) return undefined;
  if (action === 'reload' || action === 'choose') {
    const act = () => (action === 'reload' ? address.reload() : host.form?.goTo?.(action));
    return html` <button type="button" class=${host.cl('footerActionLink', action)} @click=${act} .textContent=${label}></button>`;
  }
  const href = addressOf(host, action, error);
  return href
    ? html` <a
        class=${host.cl('footerActionLink', action === 'support' ? action : error.code)}
        href=${href}
        @click=${(event: MouseEvent) => action === 'support' || followLink(host, event)}
        .textContent=${label}
      ></a>`
    : undefined;
}

function addressOf(
  host: Host,
  action: Exclude<Action, 'reload' | 'choose'>,
  { code, meta }: FlowError,
): string | undefined {
  const { clerk, environment } = host;
  if (action === 'support') {
    const address = clerk?.__internal_getOption('supportEmail') || environment?.display_config.support_email;
    return address ? `mailto:${address}` : undefined;
  }
  if (action === 'signIn') {
    // The profile has no link to the other form. A username that is taken may be someone else's: no reason to sign in.
    if (code === 'authentication_invalid' || code === 'signed_out')
      return clerk?.buildSignInUrl({ redirectUrl: address.href });
    return meta.paramName === 'username' ? undefined : host.signInLink;
  }
  const mode = environment?.user_settings.sign_up.mode ?? '';
  // An invitation lets the user sign up where others cannot.
  const isOpen = code === 'invitation_account_not_exists' || /^(public|waitlist)$/.test(mode);
  return isOpen && !host.withSignUp ? host.signUpLink : undefined;
}
