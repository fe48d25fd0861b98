import { html, nothing, type TemplateResult } from 'lit';
import type { Web3WalletResource } from '../../../client/resources/types/identifiers.ts';
import type { UserResource } from '../../../client/resources/types/user.ts';
import { outline } from '../../parts/icon.ts';
import { icons } from '../icons.ts';
import { isVerified, primaryFirst } from '../owned.ts';
import { rowMenu } from '../row-menu.ts';
import { badge, list, section } from '../section.ts';
import type { Place, UserProfileHost } from '../user-profile-host.ts';

const TEXTS = 'userProfile.start.web3WalletsSection';

/** Draws the wallets, the primary one first. Draws nothing if the instance has no wallets. */
export function web3WalletsSection(host: UserProfileHost, user: UserResource): TemplateResult | typeof nothing {
  const { enabled, first_factors: offered = [] } = host.environment?.user_settings.attributes.web3_wallet ?? {};
  if (!enabled) return nothing;
  const wallets = primaryFirst(user.web3Wallets, user.primaryWeb3WalletId);
  return section(
    host,
    'web3Wallets',
    host.t(`${TEXTS}.title`),
    list(
      host,
      'web3Wallets',
      wallets.map((wallet) => ({ id: wallet.id, content: row(host, user, wallet) })),
      host.t(`${TEXTS}.empty`),
      offered.length > 0 ? { editor: 'connectWallet', label: host.t(`${TEXTS}.primaryButton`) } : undefined,
    ),
  );
}

/** Returns an address as wallets show it: `0x5aAe…eAed`. */
export function shortAddress({ web3Wallet: address }: Web3WalletResource): string {
  return address.length > 13 ? `${address.slice(0, 6)}…${address.slice(-4)}` : address;
}

function row(host: UserProfileHost, user: UserResource, wallet: Web3WalletResource): TemplateResult {
  const place: Place = { section: 'web3Wallets', item: wallet.id };
  const isPrimary = user.primaryWeb3WalletId === wallet.id;
  const verified = isVerified(wallet);
  const { walletName: name } = wallet;
  const address = shortAddress(wallet);
  return html`<span class=${host.cl('providerIcon', 'wallet')}>${outline(icons.wallet)}</span>
    <span class="${host.cl('profileSectionItemText', 'web3Wallets')} cl-profileSectionItemParts">
      ${name ? html`<bdi class="cl-profileSectionItemTitle" .textContent=${name}></bdi>` : nothing}
      <bdi
        class=${name ? 'cl-profileSectionItemDetail' : nothing}
        dir="ltr"
        translate="no"
        title=${wallet.web3Wallet}
        .textContent=${address}
      ></bdi>
      ${isPrimary ? badge(host, 'primary') : nothing}
      ${verified ? nothing : badge(host, 'unverified')}
    </span>
    ${rowMenu(host, place, name ? `${name} ${address}` : address, host.actions?.walletItems(host, wallet.id, { verified, isPrimary }))}`;
}
