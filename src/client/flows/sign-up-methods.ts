import { findMethod } from './method-table.ts';
import type { SignUpMethod } from './sign-up-method.ts';

/** The method of a strategy; undefined when the machine needs no help with it. */
export const methodOf = (strategy: string): Promise<SignUpMethod | undefined> =>
  findMethod(
    [
      [/^oauth_/, async () => (await import('./oauth/sign-up-provider.ts')).signUpProvider],
      [/^email_link$/, async () => (await import('./email-link/sign-up-link.ts')).signUpLink],
      [/^ticket$/, async () => (await import('./ticket/sign-up-ticket.ts')).signUpTicket],
      [/^web3/, async () => (await import('./wallet/sign-up-wallet.ts')).walletSignUp],
    ],
    strategy,
  );
