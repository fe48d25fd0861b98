import type { ExternalAccountJSON } from '../../../protocol/json/user.ts';
import { ClerkRuntimeError } from '../../errors.ts';
import { openPopupAuthorization } from '../../platform/oauth-popup.ts';
import { parseVerification } from '../parse-verification.ts';
import type { AuthenticateWithPopupParams, AuthenticateWithRedirectParams } from '../types/attempt.ts';
import type {
  CreateExternalAccountParams,
  ExternalAccountResource,
  ReauthorizeParams,
} from '../types/external-account.ts';
import type { FactorParams } from '../types/factors.ts';
import type { SignInResource } from '../types/sign-in.ts';
import type { SignUpResource } from '../types/sign-up.ts';
import type { AttemptParts, ResourceContext, UserParts } from '../resource-context.ts';
import { findOwned } from './find-owned.ts';

type Begin = (params: AuthenticateWithRedirectParams) => Promise<URL | null>;

/** Signing in with a provider. */
export const signInWithProvider = createMethods<SignInResource>(({ resource, context }) => async (params) => {
  const { strategy, continueSignIn, identifier, oidcPrompt } = params;
  const urls = { strategy, ...redirectUrls(context, params) };
  const attempt = await (continueSignIn && resource.id
    ? resource.prepareFirstFactor(urls)
    : resource.create({ ...urls, identifier, oidcPrompt }));
  return attempt.firstFactorVerification.externalVerificationRedirectURL;
});

/** Signing up with a provider. */
export const signUpWithProvider = createMethods<SignUpResource>(({ resource, context }) => async (params) => {
  const { strategy, continueSignUp, unsafeMetadata, legalAccepted, emailAddress } = params;
  const urls = { strategy, ...redirectUrls(context, params) };
  const fields = { unsafeMetadata, legalAccepted, emailAddress };
  const attempt = await (continueSignUp && resource.id
    ? resource.prepareVerification(urls)
    : resource.create({ ...urls, ...fields }));
  return attempt.verifications.externalAccount.externalVerificationRedirectURL;
});

/** Connecting an account at a provider to the user. */
export const externalAccountsOfUser = {
  createExternalAccount: (parts: UserParts, params: CreateExternalAccountParams) =>
    authorize(parts, 'POST', `${parts.path}/external_accounts`, params),
};

/** Asking the provider of a connected account for more scopes. */
export const ownedExternalAccount = {
  reauthorize: (parts: UserParts, params: ReauthorizeParams = {}) =>
    authorize(parts, 'PATCH', `${parts.path}/reauthorize`, params),
};

/** Requests an authorization. Only the answer itself has the provider's URL, so it is added to the snapshot. */
async function authorize(
  parts: UserParts,
  method: 'POST' | 'PATCH',
  path: string,
  { redirectUrl, additionalScopes: additionalScope, ...fields }: ReauthorizeParams,
): Promise<ExternalAccountResource> {
  const { context, sessionId } = parts;
  const body = { ...fields, redirectUrl: absolute(context, redirectUrl ?? ''), additionalScope };
  const json = await context.call<ExternalAccountJSON>(path, { method, body, sessionId });
  const stored = await findOwned<ExternalAccountResource>(parts, `/me/external_accounts/${json.id}`);
  return Object.freeze({ ...stored, verification: parseVerification(json.verification, context) });
}

/** @param start creates the function that begins an authorization and returns the provider's URL */
function createMethods<Resource>(start: (parts: Omit<AttemptParts<Resource>, 'call'>) => Begin) {
  return {
    async authenticateWithRedirect(
      parts: Omit<AttemptParts<Resource>, 'call'>,
      params: AuthenticateWithRedirectParams,
    ): Promise<void> {
      parts.context.platform.leave(await providerUrl(start(parts), params), false);
    },
    /**
     * Resolves when the window is done and the page is on its way to `redirectUrlComplete`. Without that,
     * `handleRedirectCallback` continues from there.
     */
    async authenticateWithPopup(
      parts: Omit<AttemptParts<Resource>, 'call'>,
      { popup, ...params }: AuthenticateWithPopupParams,
    ): Promise<void> {
      if (!popup) throw new ClerkRuntimeError('popup_blocked', 'The browser did not open a window.');
      const leaving = new AbortController();
      const { context } = parts;
      const window = openPopupAuthorization(popup, leaving.signal);
      const callback = absolute(context, params.redirectUrl);
      const redirectUrl = window.markUrl(callback);
      const known = context.client()?.sessions.map(({ id }) => id);
      try {
        window.go(await providerUrl(start(parts), { ...params, redirectUrl, redirectUrlComplete: redirectUrl }));
        if (!(await window.over)) throw new ClerkRuntimeError('popup_closed', 'The window was closed.');
      } catch (error) {
        leaving.abort();
        window.close();
        throw error;
      }
      const { sessions } = await context.reloadClient();
      if (!params.redirectUrlComplete) return;
      const complete = absolute(context, params.redirectUrlComplete);
      const session = sessions.find(({ id }) => !known?.includes(id))?.id;
      if (session) return void (await context.finishPopup?.(complete, session));
      // The callback page of the application takes the next step in this window, and then goes there too.
      const next = new URL(callback);
      for (const kind of ['in', 'up']) next.searchParams.set(`sign_${kind}_force_redirect_url`, complete);
      await context.finishPopup?.(next.href);
    },
  };
}

async function providerUrl(begin: Begin, params: AuthenticateWithRedirectParams): Promise<string> {
  const url = await begin(params);
  if (!url) throw new ClerkRuntimeError('provider_url_missing', 'The provider has no address.');
  return url.href;
}

function redirectUrls(
  context: ResourceContext,
  { redirectUrl, redirectUrlComplete }: AuthenticateWithRedirectParams,
): Pick<FactorParams, 'redirectUrl' | 'actionCompleteRedirectUrl'> {
  return {
    redirectUrl: absolute(context, redirectUrl),
    actionCompleteRedirectUrl: redirectUrlComplete ? absolute(context, redirectUrlComplete) : undefined,
  };
}

function absolute({ platform }: ResourceContext, url: string): string {
  // An empty one is the present page.
  return new URL(url, platform.href()).href;
}
