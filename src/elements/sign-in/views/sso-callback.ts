import { provider } from '../../../localization/en-us/provider.ts';
import { card } from '../../parts/card.ts';
import type { DeferredView } from '../../parts/deferred.ts';
import { spinner } from '../../parts/icon.ts';
import type { SignInHost, Step } from '../sign-in-host.ts';

/** Back from a provider, while what came of it is looked up. */
export const ssoCallback: DeferredView<SignInHost, Step<'sso-callback'>> = {
  sheets: [],
  texts: [provider],
  draw: (host, step) =>
    card(host, {
      flow: 'signIn',
      part: 'ssoCallback',
      step: step.name,
      title: host.t('signIn.ssoCallback.title'),
      body: spinner(host),
    }),
};
