import { html, nothing, type TemplateResult } from 'lit';
import type { UserResource } from '../../../client/resources/types/user.ts';
import { openButton, section } from '../section.ts';
import { isVerified } from '../owned.ts';
import { rowMenu } from '../row-menu.ts';
import type { UserProfileHost } from '../user-profile-host.ts';

const TEXTS = 'userProfile.start.passwordSection';
const DOTS = '••••••••••';
const PLACE = { section: 'password' } as const;
/** Where the question is asked before the password is removed. */
const REMOVAL = { section: 'password', item: 'removal' } as const;

/** Draws whether there is a password, with what sets, changes or removes it. Draws nothing if the instance has none. */
export function passwordSection(host: UserProfileHost, user: UserResource): TemplateResult | typeof nothing {
  const attribute = host.environment?.user_settings.attributes.password;
  if (!attribute?.enabled) return nothing;
  const { passwordEnabled } = user;
  const label = host.t(`${TEXTS}.primaryButton__${passwordEnabled ? 'update' : 'set'}Password`);
  const canRemove = passwordEnabled && !attribute.required && hasOtherMethod(host, user);
  const removal = { id: 'remove', label: host.t(`${TEXTS}.menuAction__destructive`), isDangerous: true };
  const item = { ...removal, run: () => host.edit('removePassword', REMOVAL) };
  return section(
    host,
    'password',
    host.t(`${TEXTS}.title`),
    host.drawEditor(PLACE) ??
      html`<div class=${host.cl('profileSectionItem', 'password')}>
          ${
            passwordEnabled
              ? html`<span class=${host.cl('profileSectionItemText')}
                  ><span role="img" aria-label=${host.t(`${TEXTS}.isSet`)}>${DOTS}</span></span
                >`
              : html`<span class="cl-profileSectionEmpty" .textContent=${host.t(`${TEXTS}.empty`)}></span>`
          }
          ${openButton(host, 'password', PLACE, label)}
          ${canRemove ? rowMenu(host, REMOVAL, host.t(`${TEXTS}.title`), [item]) : nothing}
        </div>
        ${host.drawEditor(REMOVAL)}`,
  );
}

/** Returns whether the user can sign in without the password. The server decides; this only leaves out a
 * question whose answer it would refuse. */
function hasOtherMethod({ environment }: UserProfileHost, user: UserResource): boolean {
  const { attributes, social } = environment?.user_settings ?? {};
  const offers = (name: 'email_address' | 'phone_number' | 'web3_wallet' | 'passkey') =>
    !!attributes?.[name]?.first_factors?.length;
  return (
    (user.hasVerifiedEmailAddress && offers('email_address')) ||
    (user.hasVerifiedPhoneNumber && offers('phone_number')) ||
    (user.verifiedWeb3Wallets?.length > 0 && offers('web3_wallet')) ||
    (user.passkeys?.some(isVerified) && offers('passkey')) ||
    user.verifiedExternalAccounts?.some(({ provider }) => social?.[`oauth_${provider}`]?.authenticatable)
  );
}
