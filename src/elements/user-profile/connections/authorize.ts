import { absolute, address } from '../../../client/platform/address.ts';
import { ClerkRuntimeError } from '../../../client/errors.ts';
import type { ExternalAccountResource } from '../../../client/resources/types/external-account.ts';
import type { UserResource } from '../../../client/resources/types/user.ts';
import type { Provider } from '../external-accounts.ts';
import { modalStateUrl } from '../../modal/modal-state.ts';
import { RETURN_PARAMETER } from '../return-parameter.ts';
import type { UserProfileHost } from '../user-profile-host.ts';

/** Milliseconds after which a page that is still there can be used again: the browser may not leave it. */
const STAY_MS = 5000;

/**
 * Sends the user to a provider to connect an account there. It resolves only if the page stays, or is shown again
 * because the user went back.
 *
 * @param begin starts the authorization, which ends at the given URL
 * @throws {ClerkAPIResponseError} when the API refuses
 * @throws {ClerkRuntimeError} `provider_url_missing`
 */
export async function authorize(
  host: UserProfileHost,
  { id }: Provider,
  begin: (redirectUrl: string) => Promise<ExternalAccountResource>,
): Promise<void> {
  const { verification } = await begin(returnUrl(host, id));
  const url = verification.externalVerificationRedirectURL;
  if (!url) throw new ClerkRuntimeError('provider_url_missing', 'The provider has no address.');
  const stays = whileLeaving();
  await host.clerk?.navigate(url.href);
  await stays;
}

/** Starts to connect an account that the user has not connected yet. */
export function connect(host: UserProfileHost, user: UserResource, provider: Provider): Promise<void> {
  const additionalScopes = [...(host.additionalOAuthScopes?.[provider.id] ?? [])];
  return authorize(host, provider, (redirectUrl) =>
    user.createExternalAccount({ strategy: provider.strategy, redirectUrl, additionalScopes }),
  );
}

/** Returns the URL of this page that says which provider leads back to it; in a dialog, one that opens it again. */
function returnUrl(host: UserProfileHost, provider: string): string {
  if (host.closest('.cl-modalContent'))
    return modalStateUrl({ componentName: 'UserProfile', socialProvider: provider });
  const url = new URL(address.href);
  url.searchParams.set(RETURN_PARAMETER, provider);
  return absolute(url.href);
}

function whileLeaving(): Promise<void> {
  return new Promise((resolve) => {
    const stay = () => {
      clearTimeout(timer);
      removeEventListener('pageshow', stay);
      resolve();
    };
    const timer = setTimeout(stay, STAY_MS);
    addEventListener('pageshow', stay);
  });
}
