import type { EnvironmentResource } from '../../resources/types.ts';

/** Does the instance take wallets? Then their page can be opened by its URL, as a reload does. */
export function takesWallets(environment: EnvironmentResource | undefined): boolean {
  const { first_factors: strategies = [] } = environment?.user_settings.attributes?.web3_wallet ?? {};
  return strategies.length > 0;
}
