import type { SignInResource } from '../resources/types/sign-in.ts';
import type { Attempt } from './attempt.ts';
import { noFactor } from './common-steps.ts';
import type { FutureHost } from './future-host.ts';

/** Signs in with a passkey. Without a `flow`, with one of the account that is identified. */
export async function firstFactorPasskey(
  { resources: context }: FutureHost,
  { call, snapshot }: Attempt<SignInResource>,
  flow: 'autofill' | 'discoverable' | undefined,
): Promise<void> {
  await loadCeremony();
  if (!flow && !snapshot.supportedFirstFactors?.some(({ strategy }) => strategy === 'passkey')) {
    throw noFactor('passkey');
  }
  const { signInMethods } = await import('../resources/methods/sign-in-methods.ts');
  await call((resource) => signInMethods.authenticateWithPasskey({ context, resource }, flow && { flow }));
}

/** Gives the second factor with a passkey. */
export async function secondFactorPasskey({ call, snapshot }: Attempt<SignInResource>): Promise<void> {
  const ceremony = await loadCeremony();
  const strategy = 'passkey';
  if (!snapshot.supportedSecondFactors?.some((factor) => factor.strategy === strategy)) throw noFactor(strategy);
  const prepared = await call((signIn) => signIn.prepareSecondFactor({ strategy }));
  const publicKeyCredential = await ceremony.getPasskey(prepared.secondFactorVerification.nonce ?? '');
  await call((signIn) => signIn.attemptSecondFactor({ strategy, publicKeyCredential }));
}

async function loadCeremony() {
  const { ceremony } = await import('../platform/passkeys/ceremony.ts');
  // The API must not begin what the browser cannot finish.
  if (!ceremony.isSupported()) throw ceremony.notSupported();
  return ceremony;
}
