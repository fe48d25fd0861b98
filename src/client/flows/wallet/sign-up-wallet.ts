import type { Signer } from '../../platform/wallets/signer.ts';
import { ClerkRuntimeError, firstError } from '../../errors.ts';
import { counterpartStep } from '../form-step.ts';
import type { SignUpMethod, SignUpRun } from '../sign-up-method.ts';
import { askForWallet } from './ask-for-wallet.ts';

/** Signs up with a wallet of the page; whoever has an account with it is signed in. */
export const walletSignUp: SignUpMethod = {
  start: (run, { strategy, detail }) => askForWallet(run, strategy, detail, (signer) => signUp(run, signer)),
};

async function signUp(run: SignUpRun, signer: Signer): Promise<void> {
  const { identifier, strategy } = signer;
  const { unsafeMetadata } = run.options;
  const empty = await run.begin();
  // What was typed before stays with the attempt.
  const isOpen = run.attempt?.status === 'missing_requirements';
  try {
    run.take(
      isOpen && run.attempt
        ? await run.attempt.update({ web3Wallet: identifier })
        : await empty.create({ web3Wallet: identifier, ...(unsafeMetadata ? { unsafeMetadata } : {}) }),
    );
  } catch (error) {
    if (firstError(error)?.code !== 'form_identifier_exists') throw error;
    return signIn(run, signer);
  }
  const prepared = await run.attempt?.prepareVerification({ strategy });
  const nonce = prepared?.verifications.web3Wallet.message;
  if (!prepared || !nonce) throw new ClerkRuntimeError('factor_not_found', 'This wallet cannot be used here.');
  const signature = await signer.generateSignature({ nonce });
  run.take(await prepared.attemptVerification({ strategy, signature }));
  await run.advance();
}

async function signIn(run: SignUpRun, signer: Signer): Promise<void> {
  const { context } = run;
  const attempt = await context.client()?.signIn.authenticateWithWeb3(signer);
  if (attempt?.status === 'complete') return run.finish(attempt.createdSessionId);
  await context.navigate(counterpartStep(run, 'sign_in', 'factor-two'));
}
