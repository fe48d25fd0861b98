import { deferred } from '../../parts/deferred.ts';
import type { AnyFactorStep, FactorOneStep, SignInHost } from '../sign-in-host.ts';
import { emailCode } from './email-code.ts';
import { password } from './password.ts';

type Draw = (host: SignInHost, step: FactorOneStep) => unknown;

/** Lists the account's other methods in place of a factor. */
export const alternativeMethods = deferred<SignInHost, AnyFactorStep>(
  async () => (await import('./alternative-methods.ts')).alternativeMethods,
);

/** The view of each strategy. */
const STRATEGIES: readonly [strategies: RegExp, view: Draw][] = [
  [/^password$/, password],
  [/^reset_password_/, deferred(async () => (await import('./reset-code.ts')).resetCode)],
  [/^(reset_password_)?email_code$/, emailCode],
  [/^email_link$/, deferred(async () => (await import('./email-link.ts')).emailLink)],
  [/^(reset_password_)?phone_code$/, deferred(async () => (await import('./phone-code.ts')).phoneCode)],
  [/^passkey$/, deferred(async () => (await import('./passkey.ts')).passkey)],
  [/^web3_/, deferred(async () => (await import('./wallet.ts')).wallet)],
  [/^oauth_/, deferred(async () => (await import('./provider.ts')).provider)],
];

/** Asks for the first factor. */
export function factorOne(host: SignInHost, step: FactorOneStep): unknown {
  const draw = STRATEGIES.find(([strategies]) => strategies.test(step.factor.strategy))?.[1];
  return draw ? draw(host, step) : alternativeMethods(host, step);
}
