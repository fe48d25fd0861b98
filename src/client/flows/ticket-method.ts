import { firstError } from '../errors.ts';
import type { EnvironmentResource } from '../resources/types/environment.ts';
import type { SignInMethod, SignUpMethod } from './methods.ts';

/** Signs in with the ticket in the URL, as soon as the page has loaded. */
export const signInTicket: SignInMethod = {
  async start(machine) {
    const { options, ticket } = machine;
    if (!ticket) return;
    if (options.withSignUp && options.params?.().get('__clerk_status') === 'sign_up') return machine.goToSignUp();
    const signIn = await machine.currentAttempt();
    try {
      machine.setAttempt(await signIn.create({ strategy: 'ticket', ticket }));
    } catch (error) {
      if (!options.withSignUp || firstError(error)?.code !== 'invitation_account_not_exists') throw error;
      return machine.goToSignUp();
    }
    await machine.advance();
  },
};

/** Sends the invitation in the URL to the server, so that the form asks only for what is still missing. */
export const signUpTicket: SignUpMethod = {
  async start(machine) {
    const { options, context, ticket } = machine;
    // Where nothing else is required, this alone would create the account. That waits until the user presses the
    // button: mail scanners open links too.
    if (!ticket || !requiresMore(context.environment())) return;
    const signUp = await machine.currentAttempt();
    machine.setAttempt(await signUp.create({ strategy: 'ticket', ticket, unsafeMetadata: options.unsafeMetadata }));
  },
};

function requiresMore(environment: EnvironmentResource | undefined): boolean {
  const { attributes, sign_up } = environment?.user_settings ?? {};
  const required = Object.entries(attributes ?? {}).filter(([name, each]) => name !== 'email_address' && each.required);
  return required.length > 0 || sign_up?.legal_consent_enabled === true;
}
