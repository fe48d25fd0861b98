import type { SignInStep } from '../../../client/flows/types.ts';
import { wallet } from '../../../localization/en-us/wallet.ts';
import type { DeferredScreen } from '../../parts/deferred.ts';
import { walletCard } from '../../parts/wallet-card.ts';
import sheet from '../../styles/wallet.css';
import type { ClerkSignIn } from '../sign-in.ts';

/** Which of the wallets of the page? */
export const screen: DeferredScreen<ClerkSignIn, Extract<SignInStep, { name: 'choose-wallet' }>> = {
  sheets: [sheet],
  texts: [wallet],
  draw: (host, step) => walletCard(host, 'signIn', step.name),
};
