import { html, type TemplateResult } from 'lit';
import { offeredStrategies } from '../../client/flows/wallet/ask-for-wallet.ts';
import { address } from '../../client/platform/address.ts';
import { type Wallet, usableWallets } from '../../client/platform/wallets/wallet.ts';
import type { FlowForm } from '../base/form-state.ts';
import type { ViewHost } from '../base/view-host.ts';
import { WalletsController } from '../controllers/wallets-controller.ts';
import { errorAlert } from './alert.ts';
import { backLink } from './identity-preview.ts';
import { card } from './card.ts';
import { outline, spinner } from './icon.ts';
import { picture } from './picture.ts';

/** An element whose flow offers wallets. */
export interface WalletHost extends ViewHost {
  readonly form: FlowForm<{ type: 'method'; strategy: string; detail?: unknown }>;
}

const WALLET = 'M2 4.75h10.5a1.25 1.25 0 0 1 1.25 1.25v6.25H3.25A1.25 1.25 0 0 1 2 11V3.75L11 2v2.5M11 9v.01';

/**
 * Shows a button for each wallet of the page. The back button works while a wallet is being asked: no script can close
 * the wallet's own dialog, and the user may never answer it.
 *
 * @param flow appearance key: `signIn` or `signUp`
 */
export function walletCard(host: WalletHost, flow: 'signIn' | 'signUp', step: string): TemplateResult {
  const { wallets: present } = host.state(WalletsController);
  const wallets = usableWallets(present, offeredStrategies(host.environment));
  const isAsking = host.form.pending === 'method';
  const { global } = host.form.errors;
  const isNone = wallets.length === 0;
  const state = isNone ? '__none' : isAsking ? '__pending' : '';
  return card(host, {
    flow,
    part: 'chooseWallet',
    step,
    title: host.t(`${flow}.chooseWallet.title${isNone ? '__none' : ''}`),
    subtitle: host.t(`${flow}.chooseWallet.subtitle${state}`),
    body: html`${errorAlert(host, global)}${
      isNone
        ? reloadButton(host, flow)
        : html`<div class=${host.cl('alternativeMethods')}>
            ${wallets.map((each) => walletButton(host, each, isAsking, wallets.length === 1))}
          </div>`
    }`,
    footer: backLink(host, () => host.form.goTo('start')),
  });
}

function walletButton(host: WalletHost, wallet: Wallet, isAsking: boolean, isOnly: boolean): TemplateResult {
  const { id, icon, strategy } = wallet;
  const name = wallet.name ?? host.t('walletName__unknown');
  const isAsked = isAsking && (isOnly || host.form.chosen === id);
  const ask = () => {
    if (isAsking) return;
    host.form.chosen = id;
    host.form.submit({ type: 'method', strategy: 'web3', detail: id });
  };
  const mark = icon ? picture('cl-walletIcon', icon, outline(WALLET)) : outline(WALLET);
  return html`<button
    type="button"
    class=${host.cl('alternativeMethodsBlockButton', strategy ?? 'web3', isAsked && 'loading')}
    aria-busy=${isAsked}
    aria-disabled=${isAsking && !isAsked}
    @click=${ask}
  >
    ${isAsked ? spinner(host) : mark}<span class=${host.cl('alternativeMethodsBlockButtonText', strategy ?? 'web3')} .textContent=${name}></span>
  </button>`;
}

/** A wallet that the user has just installed is not in pages that were open before. */
function reloadButton(host: WalletHost, flow: 'signIn' | 'signUp'): TemplateResult {
  return html`<button type="button" class=${host.cl('formButtonPrimary')} @click=${() => address.reload()}>
    <span .textContent=${host.t(`${flow}.chooseWallet.reload`)}></span>
  </button>`;
}
