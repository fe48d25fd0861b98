import { findMethod } from './method-table.ts';
import type { SignInMethod } from './sign-in-method.ts';

/** The method of a strategy; undefined when the machine needs no help with it. */
export const methodOf = (strategy: string): Promise<SignInMethod | undefined> =>
  findMethod(
    [
      [/^passkey$/, async () => (await import('./passkey/passkey-method.ts')).passkeyMethod],
      [/^oauth_/, async () => (await import('./oauth/sign-in-provider.ts')).signInProvider],
      [/^email_link$/, async () => (await import('./email-link/sign-in-link.ts')).signInLink],
      [/^ticket$/, async () => (await import('./ticket/sign-in-ticket.ts')).signInTicket],
      [/^web3/, async () => (await import('./wallet/sign-in-wallet.ts')).walletSignIn],
    ],
    strategy,
  );
