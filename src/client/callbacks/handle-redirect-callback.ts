import { announceReturn } from '../platform/oauth-return.ts';
import { formStep } from '../flows/counterpart-step.ts';
import { type ReturnOutcome, resolveReturn } from '../flows/oauth/resolve-return.ts';
import type { SignInResource } from '../resources/types/sign-in.ts';
import type { SignUpResource } from '../resources/types/sign-up.ts';
import type { HandleRedirectCallbackParams } from '../types.ts';
import type { CallbackContext } from './callback-context.ts';

/**
 * Called by the page that an OAuth provider redirects to. Activates the session, transfers the identity between sign-in
 * and sign-up, or goes to the form that asks for what is missing.
 *
 * @param navigate used instead of the instance's own navigation
 * @throws {ClerkAPIResponseError} when the authorization failed
 */
export async function handleRedirectCallback(
  { clerk, platform }: CallbackContext,
  params: HandleRedirectCallbackParams = {},
  navigate: (to: string) => unknown = (to) => clerk.navigate(to),
): Promise<void> {
  if (announceReturn()) return;
  const known = clerk.client;
  await clerk.__internal_ensureLoaded();
  // A client that was known before the call may be older than what came of the authorization, such as in a popup.
  const client = known ? await known.reload() : clerk.client;
  if (!client) return;
  const { transferable, unsafeMetadata } = params;
  // Look at a transferable sign-up first: its outcome cannot be stale, because a transfer to it ends the sign-in.
  const first = client.signUp.verifications.externalAccount.status === 'transferable' ? 'signUp' : 'signIn';
  await goOn(
    { clerk, platform },
    await resolveReturn(client, { first, transferable, unsafeMetadata }),
    params,
    navigate,
  );
}

/**
 * Goes where an outcome leads: activates the session, or goes to the form that asks for what is missing.
 *
 * @throws {ClerkAPIResponseError} when the authorization failed
 */
export async function goOn(
  { clerk, platform }: CallbackContext,
  outcome: ReturnOutcome,
  params: HandleRedirectCallbackParams,
  navigate: (to: string) => unknown,
): Promise<void> {
  const signInUrl = params.signInUrl ?? clerk.buildSignInUrl();
  const signUpUrl = params.signUpUrl ?? clerk.buildSignUpUrl();
  switch (outcome.kind) {
    case 'session': {
      const session = outcome.sessionId;
      const isNew = outcome.isSignUp === true;
      const { signInForceRedirectUrl, signInFallbackRedirectUrl, signUpForceRedirectUrl, signUpFallbackRedirectUrl } =
        params;
      const target = clerk.__internal_redirectTarget(
        isNew ? 'signUp' : 'signIn',
        isNew
          ? { forceRedirectUrl: signUpForceRedirectUrl, fallbackRedirectUrl: signUpFallbackRedirectUrl }
          : { forceRedirectUrl: signInForceRedirectUrl, fallbackRedirectUrl: signInFallbackRedirectUrl },
        new URL(platform.href()).searchParams,
      );
      if (!params.__internal_completed) {
        return clerk.setActive({ session, navigate: () => navigate(target) });
      }
      await clerk.setActive({ session });
      if (params.__internal_completed(session)) await navigate(target);
      return;
    }
    case 'sign-in':
      return void (await navigate(signInStep(outcome.attempt, params, signInUrl)));
    case 'sign-up':
      return void (await navigate(signUpStep(outcome.attempt, params, signUpUrl)));
    case 'error':
      throw outcome.error;
    default:
      // A sign-in that was begun, such as by an identifier, goes on with its first factor.
      return void (await navigate((isBegun(clerk) && params.firstFactorUrl) || signInUrl));
  }
}

function isBegun({ client }: CallbackContext['clerk']): boolean {
  return client?.signIn.status === 'needs_first_factor';
}

function signInStep({ status }: SignInResource, params: HandleRedirectCallbackParams, base: string): string {
  if (status === 'needs_new_password') return params.resetPasswordUrl ?? formStep(base, 'reset-password');
  if (status === 'needs_client_trust') return formStep(base, 'client-trust');
  return params.secondFactorUrl ?? formStep(base, 'factor-two');
}

function signUpStep(
  { missingFields, unverifiedFields }: SignUpResource,
  params: HandleRedirectCallbackParams,
  base: string,
): string {
  if (missingFields.length > 0) return params.continueSignUpUrl ?? formStep(base, 'continue');
  if (unverifiedFields.includes('email_address'))
    return params.verifyEmailAddressUrl ?? formStep(base, 'verify-email-address');
  return params.verifyPhoneNumberUrl ?? formStep(base, 'verify-phone-number');
}
