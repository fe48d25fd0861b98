import type { SignInStep } from '../../../client/flows/types.ts';
import { provider } from '../../../localization/en-us/provider.ts';
import { card } from '../../parts/card.ts';
import type { DeferredScreen } from '../../parts/deferred.ts';
import { spinner } from '../../parts/spinner.ts';
import type { ClerkSignIn } from '../sign-in.ts';

/** Back from a provider, while what came of it is looked up. */
export const screen: DeferredScreen<ClerkSignIn, Extract<SignInStep, { name: 'sso-callback' }>> = {
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
