import { provider } from '../../../localization/en-us/provider.ts';
import { card } from '../../parts/card.ts';
import type { DeferredView } from '../../parts/deferred.ts';
import { spinner } from '../../parts/icon.ts';
import type { SignInHost, Step } from '../sign-in-host.ts';

/** Shown when the user is back from a provider, until the result is known. */
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
