import type { Web3Strategy } from '../../protocol/strategies.ts';
import { formStep } from '../flows/counterpart-step.ts';
import { signerOf } from '../platform/wallets/signer.ts';
import { isUnknownWallet } from '../platform/wallets/wallet-error.ts';
import type { SignInResource } from '../resources/types/sign-in.ts';
import type { SignUpResource } from '../resources/types/sign-up.ts';
import type { AuthenticateWithWalletParams } from '../types.ts';
import type { CallbackContext } from './callback-context.ts';

/**
 * Signs in with a wallet of the page, or signs up if no account has the wallet. Then it goes to the page that comes
 * next: the redirect URL, or the form that asks for what is missing.
 *
 * @throws {ClerkRuntimeError} with a `WalletErrorCode` when there is no such wallet or the user refuses
 * @throws {ClerkAPIResponseError} when the API refuses
 */
export async function authenticateWithWallet(
  { clerk }: CallbackContext,
  params: AuthenticateWithWalletParams & { strategy: Web3Strategy },
): Promise<void> {
  const { strategy, redirectUrl, customNavigate, unsafeMetadata, legalAccepted } = params;
  await clerk.__internal_ensureLoaded();
  const { client } = clerk;
  if (!client) return;
  const navigate = customNavigate ?? ((to: string) => clerk.navigate(to));
  const signer = await signerOf(strategy);
  let attempt: SignInResource | SignUpResource;
  try {
    attempt = await client.signIn.authenticateWithWeb3(signer);
  } catch (error) {
    if (!isUnknownWallet(error)) throw error;
    attempt = await (clerk.client ?? client).signUp.authenticateWithWeb3({ ...signer, unsafeMetadata, legalAccepted });
  }
  if (attempt.status === 'complete') {
    const session = attempt.createdSessionId;
    await clerk.setActive({ session, redirectUrl: redirectUrl ?? clerk.buildAfterSignInUrl() });
  } else if (attempt.status === 'missing_requirements') {
    await navigate(params.signUpContinueUrl ?? formStep(clerk.buildSignUpUrl(), 'continue'));
  } else {
    await navigate(params.secondFactorUrl ?? formStep(clerk.buildSignInUrl(), 'factor-two'));
  }
}
