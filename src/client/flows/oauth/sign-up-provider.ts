import { announceReturn } from '../../platform/oauth-return.ts';
import type { ClientResource } from '../../resources/types/client.ts';
import { counterpartStep } from '../counterpart-step.ts';
import type { SignUpMachine, SignUpMethod } from '../methods.ts';
import { resolveReturn } from './resolve-return.ts';
import { reloadedClient, startAuthorization } from './start-authorization.ts';

/** Signs up with an account of a provider. */
export const signUpProvider: SignUpMethod = {
  async start(machine, { strategy, detail }) {
    if (detail === 'returned') return goOn(machine, await reloadedClient(machine));
    const signUp = await machine.currentAttempt();
    const { options, ticket } = machine;
    const { unsafeMetadata } = options;
    const hasReturned = await startAuthorization(
      machine,
      async (urls) => {
        // An invited user keeps the invitation, with whichever method they sign up.
        const attempt = await signUp.create({ strategy, unsafeMetadata, ...(ticket && { ticket }), ...urls });
        return attempt.verifications.externalAccount.externalVerificationRedirectURL;
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
async function goOn(machine: SignUpMachine, client: ClientResource | undefined): Promise<void> {
  const { context, options } = machine;
  if (!client) return machine.goToStart();
  const { unsafeMetadata } = options;
  const outcome = await resolveReturn(client, { first: 'signUp', unsafeMetadata }).catch(
    (error: unknown) => ({ kind: 'error', error }) as const,
  );
  switch (outcome.kind) {
    case 'session':
      return machine.complete(outcome.sessionId);
    case 'sign-up':
      machine.setAttempt(outcome.attempt);
      return machine.advance();
    case 'sign-in':
      return void (await context.navigate(counterpartStep(machine, 'sign_in', 'factor-two')));
    case 'error':
      return machine.goToStart(outcome.error);
    default:
      return machine.goToStart();
  }
}
