import type { EnvironmentResource } from '../../src/client/resources/types/environment.ts';
import { environment } from './fake-clerk.ts';

/** What an instance offers, as far as the first views depend on it. */
export interface Offer {
  /** Offers sign-in methods that the plain first view does not have. */
  full?: boolean;
  wallets?: boolean;
  mode?: string;
  display?: object;
  /** Sends codes by email as well. */
  codes?: boolean;
  /** URL of each provider's logo. */
  logo?: string;
}

/** Returns the environment of an instance. */
export function environmentOf({
  full = false,
  wallets = false,
  mode,
  display,
  logo = '',
  codes = false,
}: Offer = {}): EnvironmentResource {
  const known = environment({ ...(mode && { mode }), ...(display && { display }) });
  const provider = (strategy: string, name: string) => [
    strategy,
    { enabled: true, authenticatable: true, strategy, name, logo_url: logo },
  ];
  const providers = [provider('oauth_google', 'Google'), provider('oauth_github', 'GitHub')];
  if (wallets) providers.push(provider('oauth_apple', 'Apple'), provider('oauth_custom_acme', 'acme'));
  return {
    ...known,
    auth_config: {
      ...known.auth_config,
      first_factors:
        full || wallets
          ? ['password', 'email_code', 'oauth_google']
          : codes
            ? ['password', 'email_code']
            : ['password'],
    },
    user_settings: {
      ...known.user_settings,
      ...(full && { social: Object.fromEntries(providers) }),
      ...(full && { passkey_settings: { allow_autofill: true, show_sign_in_button: true } }),
      ...(wallets && {
        attributes: {
          web3_wallet: {
            enabled: true,
            first_factors: ['web3_metamask_signature', 'web3_coinbase_wallet_signature'],
          },
        },
      }),
    },
  } as unknown as EnvironmentResource;
}
