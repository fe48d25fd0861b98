import { isUnknownWallet } from '../../platform/wallets/unknown-wallet.ts';
import type { Signer } from '../../platform/wallets/signer.ts';
import { firstError } from '../../errors.ts';
import { counterpartStep } from '../form-step.ts';
import type { SignInMethod, SignInRun } from '../sign-in-method.ts';
import { askForWallet } from './ask-for-wallet.ts';

/** Signs in with a wallet of the page; a wallet that nobody has makes a new account. */
export const walletSignIn: SignInMethod = {
  start: (run, { strategy, detail }) => askForWallet(run, strategy, detail, (signer) => signIn(run, signer)),
};

async function signIn(run: SignInRun, signer: Signer): Promise<void> {
  const empty = await run.begin();
  try {
    run.take(await empty.authenticateWithWeb3(signer));
  } catch (error) {
    const { code, meta } = firstError(error) ?? {};
    if (code === 'identifier_already_signed_in' && meta?.sessionId) return run.finish(meta.sessionId);
    if (isUnknownWallet(error)) return signUp(run, signer);
    throw error;
  }
  await run.advance();
}

async function signUp(run: SignInRun, signer: Signer): Promise<void> {
  const { context, options } = run;
  const empty = context.client()?.signUp;
  const { unsafeMetadata } = options;
  const attempt = await empty?.authenticateWithWeb3({ ...signer, ...(unsafeMetadata ? { unsafeMetadata } : {}) });
  if (attempt?.status === 'complete') return run.finish(attempt.createdSessionId);
  if (options.withSignUp) return run.goToSignUp();
  await context.navigate(counterpartStep(run, 'sign_up', 'continue'));
}
