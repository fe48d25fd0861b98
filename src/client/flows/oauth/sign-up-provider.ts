import type { SignUpMethod, SignUpRun } from '../sign-up-method.ts';
import { counterpartStep } from '../form-step.ts';
import { announceReturn } from '../../platform/oauth-popup.ts';
import { ticketOf } from '../ticket/ticket-of.ts';
import { resolveReturn } from './resolve-return.ts';
import { startAuthorization } from './start-authorization.ts';

/** Signs up with an account elsewhere. */
export const signUpProvider: SignUpMethod = {
  async start(run, { strategy, detail }) {
    if (detail === 'returned') return goOn(run);
    const signUp = await run.begin();
    const { unsafeMetadata } = run.options;
    // Whoever was invited comes with the invitation, whichever way they come.
    const ticket = ticketOf(run.options);
    const isOver = await startAuthorization(
      run,
      async (urls) => {
        const attempt = await signUp.create({ strategy, unsafeMetadata, ...(ticket && { ticket }), ...urls });
        return attempt.verifications.externalAccount.externalVerificationRedirectURL;
      },
      () => void run.submit({ type: 'method', strategy, detail: 'returned' }),
    );
    if (isOver) await goOn(run);
  },
  async land(run) {
    if (!announceReturn()) await goOn(run);
  },
};

/** Goes where the visit led. */
async function goOn(run: SignUpRun): Promise<void> {
  const { context, options } = run;
  await context.whenLoaded();
  const client = await context.client()?.reload();
  if (!client) return run.goTo('start');
  const { unsafeMetadata } = options;
  const outcome = await resolveReturn(client, { first: 'signUp', unsafeMetadata }).catch(
    (error: unknown) => ({ kind: 'error', error }) as const,
  );
  switch (outcome.kind) {
    case 'session':
      return run.finish(outcome.sessionId);
    case 'sign-up':
      run.take(outcome.attempt);
      return run.advance();
    case 'sign-in':
      return void (await context.navigate(counterpartStep(run, 'sign_in', 'factor-two')));
    case 'error':
      return run.goTo('start', outcome.error);
    default:
      return run.goTo('start');
  }
}
