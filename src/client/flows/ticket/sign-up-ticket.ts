import type { EnvironmentResource } from '../../resources/types.ts';
import type { SignUpMethod } from '../sign-up-method.ts';
import { ticketOf } from './ticket-of.ts';

/** Shows the invitation in the URL to the server, so that the form asks only for what is still missing. */
export const signUpTicket: SignUpMethod = {
  async start(run) {
    const { options, context } = run;
    const ticket = ticketOf(options);
    // Where nothing else is asked for, this alone would make the account: not before somebody presses the button,
    // since scanners open links too.
    if (!ticket || !asksForMore(context.environment())) return;
    const signUp = await run.begin();
    // What is typed meanwhile stays.
    run.take(await signUp.create({ strategy: 'ticket', ticket, unsafeMetadata: options.unsafeMetadata }));
  },
};

function asksForMore(environment: EnvironmentResource | undefined): boolean {
  const { attributes, sign_up } = environment?.user_settings ?? {};
  const required = Object.entries(attributes ?? {}).filter(([name, each]) => name !== 'email_address' && each.required);
  return required.length > 0 || sign_up?.legal_consent_enabled === true;
}
