import type { TemplateResult } from 'lit';
import { type CodeCardOptions, codeCard } from '../../parts/code-card.ts';
import type { ClerkUserVerification } from '../user-verification.ts';
import type { Verification } from '../verification.ts';
import { useAnotherMethod } from './use-another-method.ts';

export type Draw = (host: ClerkUserVerification, verification: Verification) => TemplateResult;

/** Screens of the second factors that are sent. */
const SENT: Readonly<Record<string, 'phoneCode' | 'emailCode'>> = { phone_code: 'phoneCode', email_code: 'emailCode' };

/** A code sent to an address or a phone, as the first factor. */
export const firstCode: Draw = (host, verification) => {
  const part = verification.factor?.strategy === 'phone_code' ? 'phoneCode' : 'emailCode';
  return codes(host, verification, 'factor-one', part, `reverification.${part}`);
};

/** A code of an authenticator app, or one that was sent, as the second factor. */
export const secondCode: Draw = (host, verification) => {
  const name = SENT[verification.factor?.strategy ?? ''] ?? 'totp';
  return codes(host, verification, 'factor-two', `${name}2Fa`, `reverification.${name}Mfa`);
};

function codes(
  host: ClerkUserVerification,
  verification: Verification,
  step: string,
  part: string,
  texts: CodeCardOptions['texts'],
): TemplateResult {
  const { factor, identifier, sent } = verification;
  const isSent = factor !== undefined && 'safeIdentifier' in factor;
  return codeCard(host, {
    flow: 'userVerification',
    part,
    texts,
    step,
    identifier: isSent ? factor.safeIdentifier : identifier,
    sent,
    resendAt: sent?.resendAt,
    verify: (code) => void host.prove({ code }),
    resend: isSent ? () => host.resend() : undefined,
    footer: useAnotherMethod(host, verification),
  });
}
