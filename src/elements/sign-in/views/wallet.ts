import { wallet as texts } from '../../../localization/en-us/wallet.ts';
import { card } from '../../parts/card.ts';
import type { DeferredView } from '../../parts/deferred.ts';
import { form } from '../../parts/form.ts';
import { identityPreview } from '../../parts/identity-preview.ts';
import { primaryButton } from '../../parts/primary-button.ts';
import type { FactorOneStep, SignInHost } from '../sign-in-host.ts';
import { useAnotherMethod } from '../../parts/factor-views/use-another-method.ts';

/** Asks for a wallet of the account. The wallet's own dialog opens when the user presses the button. */
export const wallet: DeferredView<SignInHost, FactorOneStep> = {
  sheets: [],
  texts: [texts],
  draw: (host, step) =>
    card(host, {
      flow: 'signIn',
      part: 'wallet',
      step: step.name,
      title: host.t('signIn.wallet.title'),
      subtitle: host.t('signIn.wallet.subtitle'),
      preview: identityPreview(host, step.identifier, () => host.form.goTo('start')),
      footer: useAnotherMethod(host, step, 'help'),
      body: form(
        host,
        () => host.form.submit({ type: 'method', strategy: 'web3' }),
        primaryButton(host, host.t('formButtonPrimary'), host.form.pending === 'method'),
      ),
    }),
};
