import type { TemplateResult } from 'lit';
import { secondFactor } from '../../../localization/en-us/second-factor.ts';
import { codeCard, type CodeCardOptions } from '../../parts/code-card.ts';
import { type DeferredView, deferred } from '../../parts/deferred.ts';
import { backupCodeCard } from '../../parts/factor-views/backup-code-card.ts';
import { useAnotherMethod } from '../../parts/factor-views/use-another-method.ts';
import { isolated } from '../../parts/language-of.ts';
import type { FactorTwoStep, SignInHost } from '../sign-in-host.ts';

type Draw = (host: SignInHost, step: FactorTwoStep) => unknown;

const emailLink = deferred(async () => (await import('./email-link.ts')).emailLink);
const passkey = deferred(async () => (await import('./passkey.ts')).passkey);

/** The view of each strategy. */
const STRATEGIES: Readonly<Record<FactorTwoStep['factor']['strategy'], Draw>> = {
  totp: (host, step) => code(host, step, { part: 'totp2Fa', texts: 'signIn.totpMfa' }),
  phone_code: (host, step) => code(host, step, { part: 'phoneCode2Fa', texts: 'signIn.phoneCodeMfa', ...resend(host) }),
  email_code: (host, step) => code(host, step, { part: 'emailCode2Fa', texts: 'signIn.emailCodeMfa', ...resend(host) }),
  backup_code: backupCode,
  email_link: emailLink,
  passkey,
};

/** Asks for the second factor, or for one that makes a new device trusted. */
export const factorTwo: DeferredView<SignInHost, FactorTwoStep> = {
  sheets: [],
  texts: [secondFactor],
  draw: (host, step) => STRATEGIES[step.factor.strategy](host, step),
};

function code(
  host: SignInHost,
  step: FactorTwoStep,
  options: Pick<CodeCardOptions, 'part' | 'texts' | 'resend'>,
): TemplateResult {
  return codeCard(host, {
    ...options,
    flow: 'signIn',
    step: step.name,
    identifier: step.identifier,
    // The preview shows the account, and the subtitle the address that the code was sent to.
    ...('safeIdentifier' in step.factor && {
      params: { identifier: isolated(host, step.factor.safeIdentifier) },
      mailbox: step.factor.safeIdentifier,
    }),
    sent: null,
    resendAt: step.sent?.resendAt,
    verify: (typed) => host.form.submit({ type: 'code', code: typed }),
    edit: () => host.form.goTo('start'),
    footer: useAnotherMethod(host, step, 'help'),
  });
}

function backupCode(host: SignInHost, step: FactorTwoStep): TemplateResult {
  return backupCodeCard(host, {
    flow: 'signIn',
    texts: 'signIn',
    step: step.name,
    identifier: step.identifier,
    edit: () => host.form.goTo('start'),
    footer: useAnotherMethod(host, step, 'help'),
    submit: (typed) => host.form.submit({ type: 'code', code: typed }),
  });
}

function resend(host: SignInHost): Pick<CodeCardOptions, 'resend'> {
  return { resend: () => host.form.submit({ type: 'resend' }) };
}
