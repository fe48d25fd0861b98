import { ClerkRuntimeError, firstError } from '../../errors.ts';
import type { Signer } from '../../platform/wallets/signer.ts';
import { counterpartStep } from '../counterpart-step.ts';
import type { SignUpMachine, SignUpMethod } from '../methods.ts';
import { askForWallet } from './ask-for-wallet.ts';

/** Signs up with a wallet of the page. A wallet that an account has signs in. */
export const signUpWallet: SignUpMethod = {
  start: (machine, { strategy, detail }) =>
    askForWallet(machine, strategy, detail, (signer) => signUp(machine, signer)),
};

async function signUp(machine: SignUpMachine, signer: Signer): Promise<void> {
  const { identifier, strategy } = signer;
  const { unsafeMetadata } = machine.options;
  const empty = await machine.currentAttempt();
  // An open attempt keeps what was typed before.
  const isOpen = machine.attempt?.status === 'missing_requirements';
  try {
    machine.setAttempt(
      isOpen && machine.attempt
        ? await machine.attempt.update({ web3Wallet: identifier })
        : await empty.create({ web3Wallet: identifier, ...(unsafeMetadata ? { unsafeMetadata } : {}) }),
    );
  } catch (error) {
    if (firstError(error)?.code !== 'form_identifier_exists') throw error;
    return signIn(machine, signer);
  }
  const prepared = await machine.attempt?.prepareVerification({ strategy });
  const nonce = prepared?.verifications.web3Wallet.message;
  if (!prepared || !nonce) throw new ClerkRuntimeError('factor_not_found', 'This wallet cannot be used here.');
  const signature = await signer.generateSignature({ nonce });
  machine.setAttempt(await prepared.attemptVerification({ strategy, signature }));
  await machine.advance();
}

async function signIn(machine: SignUpMachine, signer: Signer): Promise<void> {
  const { context } = machine;
  const attempt = await context.client()?.signIn.authenticateWithWeb3(signer);
  if (attempt?.status === 'complete') return machine.complete(attempt.createdSessionId);
  await context.navigate(counterpartStep(machine, 'sign_in', 'factor-two'));
}
