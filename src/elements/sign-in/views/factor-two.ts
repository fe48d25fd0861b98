import type { TemplateResult } from 'lit';
import type { SignInStep } from '../../../client/flows/types.ts';
import { secondFactor } from '../../../localization/en-us/second-factor.ts';
import { codeCard, type CodeCardOptions } from '../../parts/code-card.ts';
import { type DeferredScreen, deferred } from '../../parts/deferred.ts';
import { backupCodeCard } from '../../parts/factor-views/backup-code.ts';
import { useAnotherMethod } from '../../parts/factor-views/use-another-method.ts';
import { isolated } from '../../parts/isolated.ts';
import type { ClerkSignIn, FactorOneStep } from '../sign-in.ts';

export type FactorTwoStep = Extract<SignInStep, { name: 'factor-two' | 'client-trust' }>;

type Draw = (host: ClerkSignIn, step: FactorTwoStep) => unknown;

const emailLink = deferred(async () => (await import('./email-link.ts')).screen);
const passkey = deferred(async () => (await import('./passkey.ts')).screen);

/** The screen of each method. */
const STRATEGIES: Readonly<Record<FactorTwoStep['factor']['strategy'], Draw>> = {
  totp: (host, step) => code(host, step, { part: 'totp2Fa', texts: 'signIn.totpMfa' }),
  phone_code: (host, step) => code(host, step, { part: 'phoneCode2Fa', texts: 'signIn.phoneCodeMfa', ...resend(host) }),
  email_code: (host, step) => code(host, step, { part: 'emailCode2Fa', texts: 'signIn.emailCodeMfa', ...resend(host) }),
  backup_code: backupCode,
  // What they show does not depend on the step that asks.
  email_link: (host, step) => emailLink(host, step as unknown as FactorOneStep),
  passkey: (host, step) => passkey(host, step as unknown as FactorOneStep),
};

/** The step that asks for the second factor, or for trust in a device. */
export const screen: DeferredScreen<ClerkSignIn, FactorTwoStep> = {
  sheets: [],
  texts: [secondFactor],
  draw: (host, step) => STRATEGIES[step.factor.strategy](host, step),
};

function code(
  host: ClerkSignIn,
  step: FactorTwoStep,
  options: Pick<CodeCardOptions, 'part' | 'texts' | 'resend'>,
): TemplateResult {
  return codeCard(host, {
    ...options,
    flow: 'signIn',
    step: step.name,
    identifier: step.identifier,
    // In the second step the account stays in sight; where the code went is said below it.
    params: 'safeIdentifier' in step.factor ? { identifier: isolated(host, step.factor.safeIdentifier) } : {},
    sent: null,
    resendAt: step.sent?.resendAt,
    verify: (typed) => host.form.submit({ type: 'code', code: typed }),
    edit: () => host.form.show('start'),
    footer: useAnotherMethod(host, step, 'help'),
  });
}

function backupCode(host: ClerkSignIn, step: FactorTwoStep): TemplateResult {
  return backupCodeCard(host, {
    flow: 'signIn',
    texts: 'signIn',
    step: step.name,
    identifier: step.identifier,
    edit: () => host.form.show('start'),
    footer: useAnotherMethod(host, step, 'help'),
    submit: (typed) => host.form.submit({ type: 'code', code: typed }),
  });
}

function resend(host: ClerkSignIn): Pick<CodeCardOptions, 'resend'> {
  return { resend: () => host.form.submit({ type: 'resend' }) };
}
