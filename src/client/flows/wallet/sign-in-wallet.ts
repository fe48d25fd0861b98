import { firstError } from '../../errors.ts';
import type { Signer } from '../../platform/wallets/signer.ts';
import { isUnknownWallet } from '../../platform/wallets/wallet-error.ts';
import { counterpartStep } from '../counterpart-step.ts';
import type { SignInMachine, SignInMethod } from '../methods.ts';
import { askForWallet } from './ask-for-wallet.ts';

/** Signs in with a wallet of the page. A wallet that no account has signs up. */
export const signInWallet: SignInMethod = {
  start: (machine, { strategy, detail }) =>
    askForWallet(machine, strategy, detail, (signer) => signIn(machine, signer)),
};

async function signIn(machine: SignInMachine, signer: Signer): Promise<void> {
  const empty = await machine.currentAttempt();
  try {
    machine.setAttempt(await empty.authenticateWithWeb3(signer));
  } catch (error) {
    const { code, meta } = firstError(error) ?? {};
    if (code === 'identifier_already_signed_in' && meta?.sessionId) return machine.complete(meta.sessionId);
    if (isUnknownWallet(error)) return signUp(machine, signer);
    throw error;
  }
  await machine.advance();
}

async function signUp(machine: SignInMachine, signer: Signer): Promise<void> {
  const { context, options } = machine;
  const empty = context.client()?.signUp;
  const { unsafeMetadata } = options;
  const attempt = await empty?.authenticateWithWeb3({ ...signer, ...(unsafeMetadata ? { unsafeMetadata } : {}) });
  if (attempt?.status === 'complete') return machine.complete(attempt.createdSessionId);
  if (options.withSignUp) return machine.goToSignUp();
  await context.navigate(counterpartStep(machine, 'sign_up', 'continue'));
}
