import type { ExternalAccountJSON } from '../../../protocol/json/user.ts';
import { ClerkRuntimeError } from '../../errors.ts';
import { openPopupAuthorization } from '../../platform/oauth-popup.ts';
import { parseVerification } from '../parse-verification.ts';
import type {
  AuthenticateWithPopupParams,
  AuthenticateWithRedirectParams,
  ExternalAccountResource,
  SignInResource,
  SignUpResource,
} from '../types.ts';
import type { AttemptParts } from './attempt-parts.ts';
import { findOwned } from './find-owned.ts';
import type { UserParts } from './user-methods.ts';

type Begin = (params: AuthenticateWithRedirectParams) => Promise<URL | null>;

/** Of a sign-in. */
export const signInWithProvider = methods<SignInResource>(({ resource }) => async (params) => {
  const { strategy, continueSignIn, identifier, oidcPrompt } = params;
  const urls = { strategy, redirectUrl: absolute(params.redirectUrl), ...complete(params) };
  const attempt = await (continueSignIn && resource.id
    ? resource.prepareFirstFactor(urls)
    : resource.create({ ...urls, identifier, oidcPrompt }));
  return attempt.firstFactorVerification.externalVerificationRedirectURL;
});

/** Of a sign-up. */
export const signUpWithProvider = methods<SignUpResource>(({ resource }) => async (params) => {
  const { strategy, continueSignUp, unsafeMetadata, legalAccepted, emailAddress } = params;
  const urls = { strategy, redirectUrl: absolute(params.redirectUrl), ...complete(params) };
  const fields = { unsafeMetadata, legalAccepted, emailAddress };
  const attempt = await (continueSignUp && resource.id
    ? resource.prepareVerification(urls)
    : resource.create({ ...urls, ...fields }));
  return attempt.verifications.externalAccount.externalVerificationRedirectURL;
});

/** Of a user. */
export const externalAccountsOfUser = {
  createExternalAccount: (
    parts: UserParts,
    { additionalScopes, redirectUrl, ...params }: Parameters<ExternalAccountVisit>[0],
  ) => visit(parts, 'POST', `${parts.path}/external_accounts`, { ...params, ...target(redirectUrl, additionalScopes) }),
};

/** Of a connected account. */
export const ownedExternalAccount = {
  reauthorize: (
    parts: UserParts,
    { additionalScopes, redirectUrl }: { additionalScopes?: string[]; redirectUrl: string },
  ) => visit(parts, 'PATCH', `${parts.path}/reauthorize`, target(redirectUrl, additionalScopes)),
};

type ExternalAccountVisit = (params: {
  strategy: string;
  redirectUrl: string;
  additionalScopes?: string[];
}) => Promise<ExternalAccountResource>;

/** The snapshot with the provider's address, which only the answer itself has. */
async function visit(
  parts: UserParts,
  method: 'POST' | 'PATCH',
  path: string,
  body: object,
): Promise<ExternalAccountResource> {
  const json = await parts.context.call<ExternalAccountJSON>(path, { method, body, sessionId: parts.sessionId });
  const stored = await findOwned<ExternalAccountResource>(parts, `/me/external_accounts/${json.id}`);
  return Object.freeze({ ...stored, verification: parseVerification(json.verification, parts.context) });
}

function methods<Resource>(start: (parts: AttemptParts<Resource>) => Begin) {
  return {
    async authenticateWithRedirect(
      parts: AttemptParts<Resource>,
      params: AuthenticateWithRedirectParams,
    ): Promise<void> {
      location.assign(await place(start(parts), params));
    },
    /** Resolves when the visit is over and the client knows what came of it; `handleRedirectCallback` goes on then. */
    async authenticateWithPopup(
      parts: AttemptParts<Resource>,
      { popup, ...params }: AuthenticateWithPopupParams,
    ): Promise<void> {
      if (!popup) throw new ClerkRuntimeError('popup_blocked', 'The browser did not open a window.');
      const leaving = new AbortController();
      const window = openPopupAuthorization(popup, leaving.signal);
      const redirectUrl = window.markUrl(absolute(params.redirectUrl));
      try {
        window.go(await place(start(parts), { ...params, redirectUrl, redirectUrlComplete: redirectUrl }));
        if (!(await window.over)) throw new ClerkRuntimeError('popup_closed', 'The window was closed.');
      } catch (error) {
        leaving.abort();
        window.close();
        throw error;
      }
      await parts.context.reloadClient();
    },
  };
}

async function place(begin: Begin, params: AuthenticateWithRedirectParams): Promise<string> {
  const url = await begin(params);
  if (!url) throw new ClerkRuntimeError('provider_url_missing', 'The provider has no address.');
  return url.href;
}

function complete({ redirectUrlComplete }: AuthenticateWithRedirectParams) {
  return redirectUrlComplete ? { actionCompleteRedirectUrl: absolute(redirectUrlComplete) } : {};
}

function target(redirectUrl: string, additionalScope: string[] | undefined) {
  return { redirectUrl: absolute(redirectUrl), ...(additionalScope ? { additionalScope } : {}) };
}

function absolute(url: string): string {
  return new URL(url, location.href).href;
}
