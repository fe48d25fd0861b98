import { ceremony } from '../../platform/passkeys/ceremony.ts';
import type { SignInResource } from '../../resources/types/sign-in.ts';
import type { SignInMachine, SignInMethod } from '../methods.ts';
import { type ChosenPasskey, waitInField } from './wait-in-field.ts';

const STRATEGY = 'passkey';

/**
 * Signs in with a passkey: from a button that needs no identifier, from the page that asks for this factor
 * (`detail: 'factor'`), or from the suggestions of the identifier field (`watch`).
 */
export const passkeyMethod: SignInMethod = {
  async start(machine, { detail }) {
    if (isChosen(detail)) return attempt(machine, detail.attempt, detail.credential);
    if (!ceremony.isSupported()) throw ceremony.notSupported();
    const prepared = await (detail === 'factor' ? prepare(machine) : createWithoutIdentifier(machine));
    const credential = await ceremony.getPasskey(nonceOf(prepared), { signal: machine.stepSignal });
    await attempt(machine, prepared, credential);
  },
  async watch(machine) {
    const chosen = await waitInField(machine);
    if (chosen) await machine.submit({ type: 'method', strategy: STRATEGY, detail: chosen });
  },
};

async function createWithoutIdentifier(machine: SignInMachine): Promise<SignInResource> {
  return (await machine.currentAttempt()).create({ strategy: STRATEGY });
}

/** Asks for a challenge that the passkeys of the account can answer. */
async function prepare(machine: SignInMachine): Promise<SignInResource> {
  const signIn = machine.attempt ?? (await machine.currentAttempt());
  const prepared = await (isFirst(signIn)
    ? signIn.prepareFirstFactor({ strategy: STRATEGY })
    : signIn.prepareSecondFactor({ strategy: STRATEGY }));
  machine.setAttempt(prepared);
  return prepared;
}

async function attempt(machine: SignInMachine, signIn: SignInResource, publicKeyCredential: string): Promise<void> {
  const params = { strategy: STRATEGY, publicKeyCredential };
  machine.setAttempt(await (isFirst(signIn) ? signIn.attemptFirstFactor(params) : signIn.attemptSecondFactor(params)));
  await machine.advance();
}

function isFirst({ status }: SignInResource): boolean {
  return status === 'needs_first_factor';
}

function nonceOf(signIn: SignInResource): string {
  const { firstFactorVerification, secondFactorVerification } = signIn;
  return (isFirst(signIn) ? firstFactorVerification : secondFactorVerification).nonce ?? '';
}

function isChosen(detail: unknown): detail is ChosenPasskey {
  return typeof detail === 'object' && detail !== null && 'credential' in detail;
}
