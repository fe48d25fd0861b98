import type { TemplateResult } from 'lit';
import type { ClerkSignIn, FactorOneStep } from '../sign-in.ts';
import { alternativeMethods } from './alternative-methods.ts';
import { emailCode } from './email-code.ts';
import { password } from './password.ts';

/** A screen for each way to prove it: a strategy without one does not compile. */
const STRATEGIES: Record<
  FactorOneStep['factor']['strategy'],
  (host: ClerkSignIn, step: FactorOneStep) => TemplateResult
> = { password, email_code: emailCode };

/** The step that asks for the first factor: a password, a code, or another of the account's methods. */
export function factorOne(host: ClerkSignIn, step: FactorOneStep): TemplateResult {
  return host.choosing ? alternativeMethods(host, step) : STRATEGIES[step.factor.strategy](host, step);
}
