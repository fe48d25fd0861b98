import { ClerkAPIResponseError } from '../../../client/errors.ts';
import { address, setAddress } from '../../../client/platform/address.ts';
import type { ExternalAccountResource } from '../../../client/resources/types/external-account.ts';
import { connectedAccounts, missingScopes, providerOf } from '../external-accounts.ts';
import { isVerified } from '../owned.ts';
import type { ProfileActions } from '../profile-actions.ts';
import { RETURN_PARAMETER } from '../return-parameter.ts';
import type { Place, UserProfileHost } from '../user-profile-host.ts';
import { EXTENSION } from './extension.ts';

/**
 * Says what came of connecting an account, once its provider has led back to the profile. What failed is shown at the
 * account, or with the list of providers if there is no account.
 *
 * @param id of the provider, without `oauth_`
 */
export async function comeBack(actions: ProfileActions, id: string): Promise<void> {
  const { host } = actions;
  removeParameter(host);
  host.extend(EXTENSION);
  const { user } = host;
  const account = user?.externalAccounts.find(({ provider }) => provider === id);
  // The link may be an old one, or another user may be signed in by now.
  if (!user || !account) return;
  const place: Place = { section: 'connectedAccounts', item: account.id };
  const isListed = connectedAccounts(user).includes(account);
  const failure = failureOf(host, account, isListed);
  const outcome = async () => {
    if (failure) throw failure;
  };
  if (isListed) {
    const { name: provider } = providerOf(host, account);
    return actions.call('return', place, outcome, 'userProfile.connectedAccountPage.successMessage', { provider });
  }
  await actions.open('connectAccount', { section: 'connectedAccounts' });
  await actions.form.run('return', outcome);
}

/** Returns why an account is not connected as the user wanted; undefined when it is. */
function failureOf(
  host: UserProfileHost,
  account: ExternalAccountResource,
  isListed: boolean,
): ClerkAPIResponseError | undefined {
  const { error } = account.verification;
  const meta = { provider: providerOf(host, account).name };
  const fail = (code: string, message = '', more = {}) =>
    new ClerkAPIResponseError(400, [{ code, message, longMessage: message, meta: { ...meta, ...more } }]);
  if (error?.code === 'external_account_exists') {
    return fail(error.code, error.longMessage, { paramName: isListed ? 'reconnect' : 'claimed' });
  }
  if (error) return fail(error.code, error.longMessage || error.message);
  if (!isVerified(account)) return fail('attempt_expired');
  if (missingScopes(host, account).length > 0) return fail('oauth_access_denied', '', { paramName: 'scopes' });
  return undefined;
}

/** Takes the parameter out of the URL, so that a reload says nothing again. */
function removeParameter({ clerk }: UserProfileHost): void {
  const url = new URL(address.href);
  if (!url.searchParams.has(RETURN_PARAMETER)) return;
  url.searchParams.delete(RETURN_PARAMETER);
  const to = url.pathname + url.search + url.hash;
  if (!clerk?.__internal_getOption('routerReplace')) return setAddress(to, true);
  void clerk.navigate(to, { replace: true, metadata: { routing: 'path', navigationType: 'internal' } });
}
