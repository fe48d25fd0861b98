import { wallet } from '../../../localization/en-us/wallet.ts';
import type { DeferredView } from '../../parts/deferred.ts';
import { walletCard } from '../../parts/wallet-card.ts';
import sheet from '../../styles/wallet.css';
import type { SignInHost, Step } from '../sign-in-host.ts';

/** Lets the user choose one of the page's wallets. */
export const chooseWallet: DeferredView<SignInHost, Step<'choose-wallet'>> = {
  sheets: [sheet],
  texts: [wallet],
  draw: (host, step) => walletCard(host, 'signIn', step.name),
};
