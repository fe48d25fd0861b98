import type { SignUpStep } from '../../../client/flows/types.ts';
import { wallet } from '../../../localization/en-us/wallet.ts';
import type { DeferredScreen } from '../../parts/deferred.ts';
import { walletCard } from '../../parts/wallet-card.ts';
import sheet from '../../styles/wallet.css';
import type { ClerkSignUp } from '../sign-up.ts';

/** Which of the wallets of the page? */
export const screen: DeferredScreen<ClerkSignUp, Extract<SignUpStep, { name: 'choose-wallet' }>> = {
  sheets: [sheet],
  texts: [wallet],
  draw: (host, step) => walletCard(host, 'signUp', step.name),
};
