import { announceReturn } from '../../platform/oauth-return.ts';
import type { ClientResource } from '../../resources/types/client.ts';
import type { SignUpResource } from '../../resources/types/sign-up.ts';
import { counterpartStep } from '../counterpart-step.ts';
import type { SignInMachine, SignInMethod } from '../methods.ts';
import { resolveReturn } from './resolve-return.ts';
import { reloadedClient, startAuthorization } from './start-authorization.ts';

/** Signs in with an account of a provider. */
export const signInProvider: SignInMethod = {
  async start(machine, { strategy, detail }) {
    if (detail === 'returned') return goOn(machine, await reloadedClient(machine));
    const signIn = await machine.currentAttempt();
    const hasReturned = await startAuthorization(
      machine,
      async (urls) => {
        const attempt = await signIn.create({ strategy, ...urls });
        return attempt.firstFactorVerification.externalVerificationRedirectURL;
      },
      () => void machine.submit({ type: 'method', strategy, detail: 'returned' }),
    );
    if (hasReturned) await goOn(machine, await reloadedClient(machine));
  },
  async resume(machine) {
    if (announceReturn()) return;
    // The provider has led to this page, so its client is younger than what came of the authorization.
    await machine.context.whenLoaded();
    await goOn(machine, machine.context.client());
  },
};

/** Goes on from what came of the authorization. */
async function goOn(machine: SignInMachine, client: ClientResource | undefined): Promise<void> {
  const { context, options } = machine;
  if (!client) return machine.goToStart();
  const { transferable, unsafeMetadata } = options;
  const outcome = await resolveReturn(client, { first: 'signIn', transferable, unsafeMetadata }).catch(
    (error: unknown) => ({ kind: 'error', error }) as const,
  );
  switch (outcome.kind) {
    case 'session':
      return machine.complete(outcome.sessionId);
    case 'sign-in':
      machine.setAttempt(outcome.attempt);
      return machine.advance();
    case 'sign-up':
      // When it cannot be sent, the page that asks for the code says so, and sends it when the user asks.
      await sendCode(outcome.attempt).catch(() => {});
      if (options.withSignUp) return machine.goToSignUp();
      return void (await context.navigate(counterpartStep(machine, 'sign_up', 'continue')));
    case 'error':
      return machine.goToStart(outcome.error);
    default:
      return machine.goToStart();
  }
}

/** Sends the code at once when the sign-up needs nothing but a verified address. */
async function sendCode({ missingFields, unverifiedFields, ...attempt }: SignUpResource): Promise<void> {
  if (missingFields.length > 0 || !unverifiedFields.includes('email_address')) return;
  await attempt.prepareVerification({ strategy: 'email_code' });
}
