import type { TemplateResult } from 'lit';
import { isWallet } from '../../../client/flows/reverification/reverification-factors.ts';
import type { ReverificationFactorStep } from '../../../client/flows/reverification/reverification-flow.ts';
import { card } from '../../parts/card.ts';
import { type CodeCardOptions, codeCard } from '../../parts/code-card.ts';
import { backupCodeCard } from '../../parts/factor-views/backup-code-card.ts';
import type { FactorScreen } from '../../parts/factor-views/factor-screen.ts';
import { passwordCard } from '../../parts/factor-views/password-card.ts';
import { useAnotherMethod } from '../../parts/factor-views/use-another-method.ts';
import { form } from '../../parts/form.ts';
import { identityPreview } from '../../parts/identity-preview.ts';
import { primaryButton } from '../../parts/primary-button.ts';
import type { VerificationHost } from '../verification-host.ts';

export type Draw = (host: VerificationHost, step: ReverificationFactorStep) => TemplateResult;

/** Text groups of the second factors that are sent. */
const SENT: Readonly<Record<string, 'phoneCode' | 'emailCode'>> = { phone_code: 'phoneCode', email_code: 'emailCode' };

const BUTTONS = {
  wallet: 'reverification.wallet.blockButton__wallet',
  passkey: 'reverification.passkey.blockButton__passkey',
} as const;

/** What every screen of the dialog says about the factor it asks for. */
export function factorScreen(host: VerificationHost, step: ReverificationFactorStep): FactorScreen {
  return {
    flow: 'userVerification',
    texts: 'reverification',
    step: step.name,
    identifier: step.identifier,
    footer: useAnotherMethod(host, step),
  };
}

/** Asks for the account's password. */
export const password: Draw = (host, step) =>
  passwordCard(host, {
    ...factorScreen(host, step),
    subtitle: host.t('reverification.password.subtitle'),
    submit: (typed) => void host.form.submit({ type: 'password', password: typed }),
  });

/** Asks for one of the account's backup codes. */
export const backupCode: Draw = (host, step) =>
  backupCodeCard(host, {
    ...factorScreen(host, step),
    submit: (typed) => void host.form.submit({ type: 'code', code: typed }),
  });

/** Asks for a code that was sent to an email address or a phone, as the first factor. */
export const firstCode: Draw = (host, step) => {
  const part = step.factor.strategy === 'phone_code' ? 'phoneCode' : 'emailCode';
  return code(host, step, part, `reverification.${part}`);
};

/** Asks for a code of an authenticator app, or for one that was sent, as the second factor. */
export const secondCode: Draw = (host, step) => {
  const name = SENT[step.factor.strategy] ?? 'totp';
  return code(host, step, `${name}2Fa`, `reverification.${name}Mfa`);
};

/**
 * Asks for a passkey or a wallet of the account. The dialog of the browser or the wallet opens only when the user
 * presses the button: not every browser allows it otherwise.
 */
export const device: Draw = (host, step) => {
  const part = isWallet(step.factor) ? 'wallet' : 'passkey';
  return card(host, {
    ...factorScreen(host, step),
    part,
    title: host.t(`reverification.${part}.title`),
    subtitle: host.t(`reverification.${part}.subtitle`),
    preview: identityPreview(host, step.identifier),
    body: form(
      host,
      () => void host.form.submit({ type: 'method' }),
      primaryButton(host, host.t(BUTTONS[part]), host.form.pending === 'method'),
    ),
  });
};

function code(
  host: VerificationHost,
  step: ReverificationFactorStep,
  part: string,
  texts: CodeCardOptions['texts'],
): TemplateResult {
  const { factor, identifier, sent } = step;
  const isSent = 'safeIdentifier' in factor;
  return codeCard(host, {
    ...factorScreen(host, step),
    part,
    texts,
    identifier: isSent ? factor.safeIdentifier : identifier,
    sent,
    resendAt: sent?.resendAt,
    verify: (typed) => void host.form.submit({ type: 'code', code: typed }),
    resend: isSent ? () => host.form.submit({ type: 'resend' }) : undefined,
  });
}
