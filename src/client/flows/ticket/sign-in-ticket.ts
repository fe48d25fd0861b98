import { firstError } from '../../errors.ts';
import type { SignInMethod } from '../sign-in-method.ts';
import { ticketOf } from './ticket-of.ts';

/** Signs in with the ticket in the URL, as soon as the page is there. */
export const signInTicket: SignInMethod = {
  async start(run) {
    const { options } = run;
    const ticket = ticketOf(options);
    if (!ticket) return;
    if (options.withSignUp && options.params?.().get('__clerk_status') === 'sign_up') return run.goToSignUp();
    const signIn = await run.begin();
    try {
      run.take(await signIn.create({ strategy: 'ticket', ticket }));
    } catch (error) {
      if (!options.withSignUp || firstError(error)?.code !== 'invitation_account_not_exists') throw error;
      return run.goToSignUp();
    }
    await run.advance();
  },
};
