import type { Web3Strategy } from '../../../protocol/strategies.ts';
import { availableWallets, type Signer, signerOf } from '../../platform/wallets/signer.ts';
import { strategyOf, usableWallets } from '../../platform/wallets/wallet.ts';
import type { EnvironmentResource } from '../../resources/types/environment.ts';

/** The part of both machines that a wallet needs. */
interface WalletMachine {
  readonly context: { environment(): EnvironmentResource | undefined };
  readonly stepSignal: AbortSignal;
  goTo(step: { name: 'choose-wallet' }): void;
}

/** Returns the strategies of the wallets that the instance accepts. */
export function offeredStrategies(environment: EnvironmentResource | undefined): readonly Web3Strategy[] {
  return (environment?.user_settings.attributes?.web3_wallet?.first_factors ?? []) as Web3Strategy[];
}

/**
 * Finds the wallet that the user means, connects it and goes on with it. The list of the page's wallets is shown
 * meanwhile: a wallet may not answer for long, and the list has a way back. It also asks the user which wallet to use
 * when that is not clear.
 *
 * @param strategy `web3` for any wallet, or the strategy of one
 * @param id the wallet that was chosen in the list
 * @param proceed goes on once the wallet is connected
 */
export async function askForWallet(
  machine: WalletMachine,
  strategy: string,
  id: unknown,
  proceed: (signer: Signer) => Promise<void>,
): Promise<void> {
  const { stepSignal } = machine;
  const offered = offeredStrategies(machine.context.environment());
  const wallets = usableWallets(availableWallets(), offered);
  const named = wallets.filter((each) => (typeof id === 'string' ? each.id === id : each.strategy === strategy));
  // A strategy does not name every wallet: the only one that the page has is meant.
  const isAny = !id && (strategy === 'web3' || wallets.length === 1);
  const [wallet, ...others] = !named.length && isAny ? wallets : named;
  machine.goTo({ name: 'choose-wallet' });
  const chosen = wallet && others.length === 0 ? strategyOf(wallet, offered) : undefined;
  if (wallet && chosen) await proceed(await signerOf(chosen, wallet, stepSignal));
}
