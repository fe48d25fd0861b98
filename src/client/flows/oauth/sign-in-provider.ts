import type { SignUpResource } from '../../resources/types.ts';
import type { SignInMethod, SignInRun } from '../sign-in-method.ts';
import { counterpartStep } from '../form-step.ts';
import { announceReturn } from '../../platform/oauth-popup.ts';
import { resolveReturn } from './resolve-return.ts';
import { startAuthorization } from './start-authorization.ts';

/** Signs in with an account elsewhere. */
export const signInProvider: SignInMethod = {
  async start(run, { strategy, detail }) {
    if (detail === 'returned') return goOn(run);
    const signIn = await run.begin();
    const isOver = await startAuthorization(
      run,
      async (urls) => {
        const attempt = await signIn.create({ strategy, ...urls });
        return attempt.firstFactorVerification.externalVerificationRedirectURL;
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
async function goOn(run: SignInRun): Promise<void> {
  const { context, options } = run;
  await context.whenLoaded();
  const client = await context.client()?.reload();
  if (!client) return run.goTo('start');
  const { transferable, unsafeMetadata } = options;
  const outcome = await resolveReturn(client, { first: 'signIn', transferable, unsafeMetadata }).catch(
    (error: unknown) => ({ kind: 'error', error }) as const,
  );
  switch (outcome.kind) {
    case 'session':
      return run.finish(outcome.sessionId);
    case 'sign-in':
      run.take(outcome.attempt);
      return run.advance();
    case 'sign-up':
      // Where it cannot be sent, the page of the code says so, and sends it when asked.
      await sendCode(outcome.attempt).catch(() => {});
      if (options.withSignUp) return run.goToSignUp();
      return void (await context.navigate(counterpartStep(run, 'sign_up', 'continue')));
    case 'error':
      return run.goTo('start', outcome.error);
    default:
      return run.goTo('start');
  }
}

/** All that is left is to prove the address: the code is on its way when its page comes up. */
async function sendCode({ missingFields, unverifiedFields, ...attempt }: SignUpResource): Promise<void> {
  if (missingFields.length > 0 || !unverifiedFields.includes('email_address')) return;
  await attempt.prepareVerification({ strategy: 'email_code' });
}
