import { card } from '../../parts/card.ts';
import { form } from '../../parts/form.ts';
import { identityPreview } from '../../parts/identity-preview.ts';
import { primaryButton } from '../../parts/primary-button.ts';
import { isWallet } from '../factors.ts';
import type { Draw } from './codes.ts';
import { useAnotherMethod } from './use-another-method.ts';

const BUTTONS = {
  wallet: 'reverification.wallet.blockButton__wallet',
  passkey: 'reverification.passkey.blockButton__passkey',
} as const;

/**
 * A passkey or a wallet of the account. Its own dialog opens at the press of the button: not every browser opens one
 * that nobody asked for.
 */
export const askDevice: Draw = (host, verification) => {
  const part = isWallet(verification.factor?.strategy ?? '') ? 'wallet' : 'passkey';
  return card(host, {
    flow: 'userVerification',
    part,
    step: 'factor-one',
    title: host.t(`reverification.${part}.title`),
    subtitle: host.t(`reverification.${part}.subtitle`),
    preview: identityPreview(host, verification.identifier),
    footer: useAnotherMethod(host, verification),
    body: form(host, () => void host.ask(), primaryButton(host, host.t(BUTTONS[part]), host.form.pending === 'method')),
  });
};
