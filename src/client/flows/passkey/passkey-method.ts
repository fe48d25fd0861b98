import { ceremony } from '../../platform/passkeys/ceremony.ts';
import type { SignInResource } from '../../resources/types.ts';
import type { SignInMethod, SignInRun } from '../sign-in-method.ts';
import { type ChosenPasskey, waitInField } from './wait-in-field.ts';

const STRATEGY = 'passkey';

/**
 * Signs in with a passkey: from a button that needs no name, from a factor's page (`detail: 'factor'`), or from the
 * suggestions of the identifier field (`detail: 'autofill'`, which may be asked for any number of times).
 */
export const passkeyMethod: SignInMethod = {
  async start(run, { detail }) {
    if (detail === 'autofill') {
      const chosen = await waitInField(run);
      if (chosen) await run.submit({ type: 'method', strategy: STRATEGY, detail: chosen });
      return;
    }
    if (isChosen(detail)) return prove(run, detail.attempt, detail.credential);
    if (!ceremony.isSupported()) throw ceremony.notSupported();
    const attempt = await (detail === 'factor' ? prepare(run) : discover(run));
    const credential = await ceremony.getPasskey(nonceOf(attempt), { signal: run.left });
    await prove(run, attempt, credential);
  },
};

async function discover(run: SignInRun): Promise<SignInResource> {
  return (await run.begin()).create({ strategy: STRATEGY });
}

/** A challenge for the account that was named. */
async function prepare(run: SignInRun): Promise<SignInResource> {
  const attempt = run.attempt ?? (await run.begin());
  const prepared = await (isFirst(attempt)
    ? attempt.prepareFirstFactor({ strategy: STRATEGY })
    : attempt.prepareSecondFactor({ strategy: STRATEGY }));
  run.take(prepared);
  return prepared;
}

async function prove(run: SignInRun, attempt: SignInResource, publicKeyCredential: string): Promise<void> {
  const params = { strategy: STRATEGY, publicKeyCredential };
  run.take(await (isFirst(attempt) ? attempt.attemptFirstFactor(params) : attempt.attemptSecondFactor(params)));
  await run.advance();
}

function isFirst({ status }: SignInResource): boolean {
  return status === 'needs_first_factor';
}

function nonceOf(attempt: SignInResource): string {
  const { firstFactorVerification, secondFactorVerification } = attempt;
  return (isFirst(attempt) ? firstFactorVerification : secondFactorVerification).nonce ?? '';
}

function isChosen(detail: unknown): detail is ChosenPasskey {
  return typeof detail === 'object' && detail !== null && 'credential' in detail;
}
