import type { SignUpStep } from '../../../client/flows/types.ts';
import { provider } from '../../../localization/en-us/provider.ts';
import { card } from '../../parts/card.ts';
import type { DeferredScreen } from '../../parts/deferred.ts';
import { spinner } from '../../parts/spinner.ts';
import type { ClerkSignUp } from '../sign-up.ts';

/** Back from a provider, while what came of it is looked up. */
export const screen: DeferredScreen<ClerkSignUp, Extract<SignUpStep, { name: 'sso-callback' }>> = {
  sheets: [],
  texts: [provider],
  draw: (host, step) =>
    card(host, {
      flow: 'signUp',
      part: 'ssoCallback',
      step: step.name,
      title: host.t('signUp.ssoCallback.title'),
      body: spinner(host),
    }),
};
