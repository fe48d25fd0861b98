import type { SignInMethod, SignInRun } from './sign-in-method.ts';
import type { SignInAction } from './types.ts';

type Load = () => Promise<SignInMethod>;

/** Methods with code of their own, by the strategies they serve. */
const METHODS: readonly [strategies: RegExp, load: Load][] = [
  [/^passkey$/, async () => (await import('./passkey/passkey-method.ts')).passkeyMethod],
  [/^oauth_/, async () => (await import('./oauth/sign-in-provider.ts')).signInProvider],
  [/^email_link$/, async () => (await import('./email-link/sign-in-link.ts')).signInLink],
  [/^ticket$/, async () => (await import('./ticket/sign-in-ticket.ts')).signInTicket],
  [/^web3/, async () => (await import('./wallet/sign-in-wallet.ts')).walletSignIn],
];

/** Steps of the URL that a link or a provider leads to, and who goes on from there. */
const LANDINGS: Readonly<Record<string, Load>> = {
  'sso-callback': async () => (await import('./oauth/sign-in-provider.ts')).signInProvider,
  verify: async () => (await import('./email-link/sign-in-link.ts')).signInLink,
};

/** The method of a strategy; undefined when the machine needs no help with it. */
export async function methodOf(strategy: string): Promise<SignInMethod | undefined> {
  return METHODS.find(([strategies]) => strategies.test(strategy))?.[1]();
}

export function isLanding(step: string): boolean {
  return step in LANDINGS;
}

export async function landingOf(step: string): Promise<SignInMethod | undefined> {
  return LANDINGS[step]?.();
}

/** Begins to wait for what may come by itself, such as a passkey chosen in the identifier field; never rejects. */
export async function listen(run: SignInRun, action: Extract<SignInAction, { type: 'method' }>): Promise<void> {
  await methodOf(action.strategy)
    .then((method) => method?.start?.(run, action))
    .catch(() => {});
}
