import type { SignUpMethod } from './sign-up-method.ts';

type Load = () => Promise<SignUpMethod>;

/** Methods with code of their own, by the strategies they serve. */
const METHODS: readonly [strategies: RegExp, load: Load][] = [
  [/^oauth_/, async () => (await import('./oauth/sign-up-provider.ts')).signUpProvider],
  [/^email_link$/, async () => (await import('./email-link/sign-up-link.ts')).signUpLink],
  [/^ticket$/, async () => (await import('./ticket/sign-up-ticket.ts')).signUpTicket],
  [/^web3/, async () => (await import('./wallet/sign-up-wallet.ts')).walletSignUp],
];

/** Steps of the URL that a link, a provider or an invitation leads to, and who goes on from there. */
const LANDINGS: Readonly<Record<string, Load>> = {
  'sso-callback': async () => (await import('./oauth/sign-up-provider.ts')).signUpProvider,
  verify: async () => (await import('./email-link/sign-up-link.ts')).signUpLink,
};

export async function signUpMethodOf(strategy: string): Promise<SignUpMethod | undefined> {
  return METHODS.find(([strategies]) => strategies.test(strategy))?.[1]();
}

export function isSignUpLanding(step: string): boolean {
  return step in LANDINGS;
}

export async function signUpLandingOf(step: string): Promise<SignUpMethod | undefined> {
  return LANDINGS[step]?.();
}
