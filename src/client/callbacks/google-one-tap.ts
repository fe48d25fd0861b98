import { firstError } from '../errors.ts';
import { resolveAttempt } from '../flows/oauth/resolve-return.ts';
import type { SignInResource } from '../resources/types/sign-in.ts';
import type { SignUpResource } from '../resources/types/sign-up.ts';
import type { AuthenticateWithGoogleOneTapParams, HandleRedirectCallbackParams } from '../types.ts';
import type { CallbackContext } from './callback-context.ts';
import { goOn } from './handle-redirect-callback.ts';

/**
 * Signs in with the ID token that Google One Tap gave the page, or signs up if no account has the identity. It activates
 * no session: {@link handleGoogleOneTapCallback} does.
 *
 * @returns the attempt
 * @throws {ClerkAPIResponseError} when the API refuses the token
 */
export async function authenticateWithGoogleOneTap(
  { clerk }: CallbackContext,
  { token, nonce, legalAccepted }: AuthenticateWithGoogleOneTapParams,
): Promise<SignInResource | SignUpResource | undefined> {
  await clerk.__internal_ensureLoaded();
  const fields = { strategy: 'google_one_tap', token, nonce };
  try {
    return await clerk.client?.signIn.create(fields);
  } catch (error) {
    if (firstError(error)?.code !== 'external_account_not_found') throw error;
    return clerk.client?.signUp.create({ ...fields, legalAccepted });
  }
}

/**
 * Goes on after {@link authenticateWithGoogleOneTap}: activates the session, or goes to the form that asks for what is
 * missing.
 *
 * @param attempt what that returned
 * @param navigate used instead of the instance's own navigation
 * @throws {ClerkAPIResponseError} when the API refuses what follows
 */
export async function handleGoogleOneTapCallback(
  context: CallbackContext,
  attempt: SignInResource | SignUpResource,
  params: HandleRedirectCallbackParams = {},
  navigate: (to: string) => unknown = (to) => context.clerk.navigate(to),
): Promise<void> {
  const { client } = context.clerk;
  if (client) await goOn(context, await resolveAttempt(client, attempt), params, navigate);
}
