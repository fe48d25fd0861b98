import type { TemplateResult } from 'lit';
import { card } from '../../parts/card.ts';
import { type CodeCardOptions, codeCard } from '../../parts/code-card.ts';
import { backupCodeCard } from '../../parts/factor-views/backup-code.ts';
import type { FactorScreen } from '../../parts/factor-views/factor-screen.ts';
import { passwordCard } from '../../parts/factor-views/password.ts';
import { useAnotherMethod } from '../../parts/factor-views/use-another-method.ts';
import { form } from '../../parts/form.ts';
import { identityPreview } from '../../parts/identity-preview.ts';
import { primaryButton } from '../../parts/primary-button.ts';
import { isWallet } from '../factors.ts';
import type { ClerkUserVerification } from '../user-verification.ts';
import type { Verification } from '../verification.ts';

export type Draw = (host: ClerkUserVerification, verification: Verification) => TemplateResult;

/** Text groups of the second factors that are sent. */
const SENT: Readonly<Record<string, 'phoneCode' | 'emailCode'>> = { phone_code: 'phoneCode', email_code: 'emailCode' };

const BUTTONS = {
  wallet: 'reverification.wallet.blockButton__wallet',
  passkey: 'reverification.passkey.blockButton__passkey',
} as const;

/** What every screen of the dialog says about the factor it asks for. */
export function factorScreen(host: ClerkUserVerification, verification: Verification): FactorScreen {
  const { isSecond, identifier } = verification;
  return {
    flow: 'userVerification',
    texts: 'reverification',
    step: isSecond ? 'factor-two' : 'factor-one',
    identifier,
    footer: useAnotherMethod(host, verification),
  };
}

/** Asks for the account's password. */
export const password: Draw = (host, verification) =>
  passwordCard(host, {
    ...factorScreen(host, verification),
    subtitle: host.t('reverification.password.subtitle'),
    submit: (typed) => void host.prove({ password: typed }),
  });

/** Asks for one of the account's backup codes. */
export const backupCode: Draw = (host, verification) =>
  backupCodeCard(host, {
    ...factorScreen(host, verification),
    submit: (typed) => void host.prove({ code: typed }),
  });

/** Asks for a code that was sent to an email address or a phone, as the first factor. */
export const firstCode: Draw = (host, verification) => {
  const part = verification.factor?.strategy === 'phone_code' ? 'phoneCode' : 'emailCode';
  return code(host, verification, part, `reverification.${part}`);
};

/** Asks for a code of an authenticator app, or for one that was sent, as the second factor. */
export const secondCode: Draw = (host, verification) => {
  const name = SENT[verification.factor?.strategy ?? ''] ?? 'totp';
  return code(host, verification, `${name}2Fa`, `reverification.${name}Mfa`);
};

/**
 * Asks for a passkey or a wallet of the account. The dialog of the browser or the wallet opens only when the user
 * presses the button: not every browser allows it otherwise.
 */
export const device: Draw = (host, verification) => {
  const part = isWallet(verification.factor?.strategy ?? '') ? 'wallet' : 'passkey';
  return card(host, {
    ...factorScreen(host, verification),
    part,
    title: host.t(`reverification.${part}.title`),
    subtitle: host.t(`reverification.${part}.subtitle`),
    preview: identityPreview(host, verification.identifier),
    body: form(host, () => void host.ask(), primaryButton(host, host.t(BUTTONS[part]), host.form.pending === 'method')),
  });
};

function code(
  host: ClerkUserVerification,
  verification: Verification,
  part: string,
  texts: CodeCardOptions['texts'],
): TemplateResult {
  const { factor, identifier, sent } = verification;
  const isSent = factor !== undefined && 'safeIdentifier' in factor;
  return codeCard(host, {
    ...factorScreen(host, verification),
    part,
    texts,
    identifier: isSent ? factor.safeIdentifier : identifier,
    sent,
    resendAt: sent?.resendAt,
    verify: (typed) => void host.prove({ code: typed }),
    resend: isSent ? () => host.resend() : undefined,
  });
}
