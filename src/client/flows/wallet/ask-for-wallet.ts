import type { Web3Strategy } from '../../../protocol/strategies.ts';
import { strategyOf } from '../../platform/wallets/choose-wallet.ts';
import { availableWallets, type Signer, signerOf } from '../../platform/wallets/signer.ts';
import { usableWallets } from '../../platform/wallets/usable-wallets.ts';
import type { EnvironmentResource } from '../../resources/types.ts';

/** What the methods of sign-in and sign-up have in common. */
interface WalletRun {
  readonly context: { environment(): EnvironmentResource | undefined };
  readonly left: AbortSignal;
  goTo(step: 'choose-wallet'): void;
}

/** The strategies that the instance takes from wallets. */
export function offeredStrategies(environment: EnvironmentResource | undefined): readonly Web3Strategy[] {
  return (environment?.user_settings.attributes?.web3_wallet?.first_factors ?? []) as Web3Strategy[];
}

/**
 * Finds the wallet that is meant, connects it and goes on with it. The page of the wallets is up meanwhile: a wallet
 * may keep its owner waiting, and from there is a way back. When it is not clear which wallet, the page asks.
 *
 * @param strategy `web3` for any wallet, or the strategy of one
 * @param id the wallet that was chosen on that page
 * @param prove goes on once the wallet is connected
 */
export async function askForWallet(
  run: WalletRun,
  strategy: string,
  id: unknown,
  prove: (signer: Signer) => Promise<void>,
): Promise<void> {
  const { left } = run;
  const offered = offeredStrategies(run.context.environment());
  const wallets = usableWallets(availableWallets(), offered);
  const named = wallets.filter((each) => (typeof id === 'string' ? each.id === id : each.strategy === strategy));
  const [wallet, ...others] = named.length ? named : strategy === 'web3' && !id ? wallets : [];
  run.goTo('choose-wallet');
  const chosen = wallet && others.length === 0 ? strategyOf(wallet, offered) : undefined;
  if (wallet && chosen) await prove(await signerOf(chosen, wallet, left));
}
