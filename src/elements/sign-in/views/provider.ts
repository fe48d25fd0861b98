import { provider as texts } from '../../../localization/en-us/provider.ts';
import { startOptions } from '../../../localization/en-us/start-options.ts';
import { card } from '../../parts/card.ts';
import type { DeferredView } from '../../parts/deferred.ts';
import { form } from '../../parts/form.ts';
import { identityPreview } from '../../parts/identity-preview.ts';
import { primaryButton } from '../../parts/primary-button.ts';
import type { FactorOneStep, SignInHost } from '../sign-in-host.ts';
import { useAnotherMethod } from '../../parts/factor-views/use-another-method.ts';

/** Offers the OAuth provider that the account signs in with. The user is sent there only after pressing the button. */
export const provider: DeferredView<SignInHost, FactorOneStep> = {
  sheets: [],
  texts: [startOptions, texts],
  draw(host, step) {
    const { strategy } = step.factor;
    const known = host.environment?.user_settings.social?.[strategy]?.name;
    const name = { provider: known ?? strategy.replace(/^oauth_(custom_)?/, '') };
    return card(host, {
      flow: 'signIn',
      part: 'provider',
      step: step.name,
      title: host.t('signIn.provider.title'),
      subtitle: host.t('signIn.provider.subtitle', name),
      preview: identityPreview(host, step.identifier, () => host.form.goTo('start')),
      footer: useAnotherMethod(host, step, 'help'),
      body: form(
        host,
        () => host.form.submit({ type: 'method', strategy }),
        primaryButton(host, host.t('socialButtonsBlockButton', name), host.form.pending === 'method'),
      ),
    });
  },
};
