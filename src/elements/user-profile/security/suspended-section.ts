import { html, nothing, type TemplateResult } from 'lit';
import type { UserResource } from '../../../client/resources/types/user.ts';
import type { SignInMethodResource } from '../../../client/resources/types/user-factors.ts';
import { kindOf, METHOD_TEXTS, originOf } from '../../parts/method-origin.ts';
import { list, openButton, section } from '../section.ts';
import type { EditorName, UserProfileHost } from '../user-profile-host.ts';
import { SuspendedMethods } from './suspended-methods.ts';
import { whenWas } from './when.ts';

const SECTION = 'suspendedMethods';
const TEXTS = 'userProfile.start.suspendedMethodsSection';
const EXTENSION = { sheets: [], texts: METHOD_TEXTS };

type Kind = Exclude<SignInMethodResource['kind'], 'password'>;

/** What confirms each kind. A passkey needs no editor: a recent proof of the user is enough. */
const CONFIRM: Readonly<Record<Exclude<Kind, 'passkey'>, EditorName>> = {
  email_address: 'emailAddress',
  phone_number: 'phoneNumber',
  web3_wallet: 'connectWallet',
  external_account: 'reconnectAccount',
};

const REMOVE: Readonly<Record<Kind, EditorName>> = {
  email_address: 'removeEmailAddress',
  phone_number: 'removePhoneNumber',
  web3_wallet: 'removeWallet',
  external_account: 'disconnectAccount',
  passkey: 'removePasskey',
};

/**
 * Draws the sign-in methods that a password reset has switched off, for the user to confirm or remove. Draws nothing
 * when there are none.
 */
export function suspendedSection(host: UserProfileHost, user: UserResource): TemplateResult | typeof nothing {
  const suspended = host.state(SuspendedMethods);
  const methods = suspended.of(user);
  const error = suspended.drawError(user);
  if (methods.length === 0 && !error) return nothing;
  host.extend(EXTENSION);
  return section(
    host,
    SECTION,
    host.t(`${TEXTS}.title`),
    error ??
      html`<p class="cl-suspendedText" .textContent=${host.t(`${TEXTS}.text`)}></p>
        ${list(
          host,
          SECTION,
          methods.map((method) => ({ id: method.id, content: row(host, user, method) })),
          '',
        )}`,
  );
}

function row(host: UserProfileHost, user: UserResource, method: SignInMethodResource): TemplateResult {
  const { id, name, addedAt, lastUsedAt } = method;
  const kind = method.kind as Kind;
  const label = `${kindOf(host, method)}: ${name}`;
  const details = [
    kindOf(host, method),
    host.t('suspendedMethods.added', { when: whenWas(host, addedAt) }),
    originOf(host, method),
    lastUsedAt && host.t('suspendedMethods.lastUsed', { when: whenWas(host, lastUsedAt) }),
  ];
  return html`<div class="cl-rowText">
      <p class="cl-rowName"><bdi .textContent=${name}></bdi></p>
      <p class="cl-rowLine">${details.map((text) => text && html`<span .textContent=${text}></span>`)}</p>
    </div>
    <div class="cl-suspendedActions">
      ${kind === 'passkey' ? passkeyButton(host, user, id, label) : button(host, CONFIRM[kind], id, 'confirmButton', label)}
      ${button(host, REMOVE[kind], id, 'removeButton', label)}
    </div>`;
}

function button(
  host: UserProfileHost,
  editor: EditorName,
  item: string,
  text: 'confirmButton' | 'removeButton',
  label: string,
): TemplateResult {
  const shown = host.t(`${TEXTS}.${text}`);
  return openButton(host, editor, { section: SECTION, item }, shown, `${shown}: ${label}`);
}

function passkeyButton(host: UserProfileHost, user: UserResource, item: string, label: string): TemplateResult {
  const shown = host.t(`${TEXTS}.confirmButton`);
  const confirm = () =>
    void host.actions?.call(
      'confirmPasskey',
      { section: SECTION, item },
      async () => user.passkeys.find(({ id }) => id === item)?.confirm(),
      `${TEXTS}.successMessage`,
    );
  return html`<button
    type="button"
    class=${host.cl('profileSectionPrimaryButton', SECTION)}
    aria-label="${shown}: ${label}"
    data-item=${item}
    @click=${confirm}
    .textContent=${shown}
  ></button>`;
}
