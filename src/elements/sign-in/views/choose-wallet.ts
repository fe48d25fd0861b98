import { wallet } from '../../../localization/en-us/wallet.ts';
import type { DeferredView } from '../../parts/deferred.ts';
import { walletCard } from '../../parts/wallet-card.ts';
import sheet from '../../styles/wallet.css';
import type { SignInHost, Step } from '../sign-in-host.ts';

/** Which of the wallets of the page? */
export const chooseWallet: DeferredView<SignInHost, Step<'choose-wallet'>> = {
  sheets: [sheet],
  texts: [wallet],
  draw: (host, step) => walletCard(host, 'signIn', step.name),
};
