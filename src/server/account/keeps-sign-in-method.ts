import type { InstanceConfig } from '../config/config.ts';
import { offerFirstFactors } from '../factors/first-factors.ts';
import type { Account } from '../users/account.ts';

/** These tell who somebody is by themselves; all others need an identifier first. */
const NAMES_ITSELF = /^(passkey$|oauth_)/;
/** Ways that only lead to a new password, or that somebody else has to give. */
const NO_WAY_IN = /^(reset_password_|ticket$)/;

/**
 * Could its owner still sign in? To be asked, with the account as it will be, before something is taken from it.
 *
 * @param account as it will be afterwards; verified things only
 */
export function keepsSignInMethod(config: InstanceConfig, account: Account): boolean {
  // What was typed at some sign-in narrows the offer, and is not what matters here.
  const typed = { typedEmail: undefined, typedPhone: undefined, typedWallet: undefined };
  const unnamed: Account = { ...account, ...typed, isSignedIn: true };
  const ways = offerFirstFactors(config, unnamed).filter(({ strategy }) => !NO_WAY_IN.test(strategy));
  return (
    ways.some(({ strategy }) => NAMES_ITSELF.test(strategy)) || (ways.length > 0 && hasIdentifier(config, account))
  );
}

function hasIdentifier({ attributes }: InstanceConfig, { user, emails, phones, wallets }: Account): boolean {
  return (
    (attributes.emailAddress !== 'off' && emails.length > 0) ||
    (attributes.phoneNumber !== 'off' && phones.some((phone) => !phone.reserved_for_second_factor)) ||
    (attributes.username !== 'off' && user.username !== null) ||
    (attributes.web3Wallet !== 'off' && wallets.length > 0)
  );
}
