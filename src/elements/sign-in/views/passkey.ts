import type { AnyFactorStep, SignInHost } from '../sign-in-host.ts';
import { passkey as texts } from '../../../localization/en-us/passkey.ts';
import { card } from '../../parts/card.ts';
import type { DeferredView } from '../../parts/deferred.ts';
import { form } from '../../parts/form.ts';
import { identityPreview } from '../../parts/identity-preview.ts';
import { primaryButton } from '../../parts/primary-button.ts';
import { useAnotherMethod } from '../../parts/factor-views/use-another-method.ts';

/**
 * Asks for a passkey of the account, as first or second factor. The browser's dialog opens when the user presses the
 * button, because not every browser lets a page open it unasked.
 */
export const passkey: DeferredView<SignInHost, AnyFactorStep> = {
  sheets: [],
  texts: [texts],
  draw: (host, step) =>
    card(host, {
      flow: 'signIn',
      part: 'passkey',
      step: step.name,
      title: host.t('signIn.passkey.title'),
      subtitle: host.t('signIn.passkey.subtitle'),
      preview: identityPreview(host, step.identifier, () => host.form.goTo('start')),
      footer: useAnotherMethod(host, step, 'help'),
      body: form(
        host,
        () => host.form.submit({ type: 'method', strategy: 'passkey', detail: 'factor' }),
        primaryButton(host, host.t('formButtonPrimary'), host.form.pending === 'method'),
      ),
    }),
};
