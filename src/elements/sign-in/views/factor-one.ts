import { deferred } from '../../parts/deferred.ts';
import type { ClerkSignIn, FactorOneStep } from '../sign-in.ts';
import type { AnyFactorStep } from './alternative-methods.ts';
import { emailCode } from './email-code.ts';
import { password } from './password.ts';

type Draw = (host: ClerkSignIn, step: FactorOneStep) => unknown;

/** The list of the account's other methods, in place of any factor. */
export const alternativeMethods = deferred<ClerkSignIn, AnyFactorStep>(
  async () => (await import('./alternative-methods.ts')).screen,
);

/** The screen of each method. */
const STRATEGIES: readonly [strategies: RegExp, draw: Draw][] = [
  [/^password$/, password],
  [/^reset_password_/, deferred(async () => (await import('./reset-code.ts')).screen)],
  [/^(reset_password_)?email_code$/, emailCode],
  [/^email_link$/, deferred(async () => (await import('./email-link.ts')).screen)],
  [/^(reset_password_)?phone_code$/, deferred(async () => (await import('./phone-code.ts')).screen)],
  [/^passkey$/, deferred(async () => (await import('./passkey.ts')).screen)],
  [/^web3_/, deferred(async () => (await import('./wallet.ts')).screen)],
  [/^oauth_/, deferred(async () => (await import('./provider.ts')).screen)],
];

/** The step that asks for the first factor: a password, a code, or another of the account's methods. */
export function factorOne(host: ClerkSignIn, step: FactorOneStep): unknown {
  const draw = STRATEGIES.find(([strategies]) => strategies.test(step.factor.strategy))?.[1];
  return draw ? draw(host, step) : alternativeMethods(host, step);
}
