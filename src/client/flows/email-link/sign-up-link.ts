import type { SignUpMethod, SignUpRun } from '../sign-up-method.ts';
import { landOnLink } from './land-on-link.ts';
import { waitForLink } from './wait-for-link.ts';

/** Verifies the address of a sign-up with a mailed link, and goes on by itself when it was opened. */
export const signUpLink: SignUpMethod = {
  async wait(run) {
    show(run);
    waitForLink(run, async (signal) => {
      const { attempt } = run;
      if (!attempt) return true;
      const seen = await attempt.reload();
      if (signal.aborted || run.attempt !== attempt) return signal.aborted;
      run.take(seen);
      const { status } = seen.verifications.emailAddress;
      // A session that is new to the store completes the flow already.
      if (seen.status === 'complete') return true;
      if (status === 'verified') {
        await run.submit({ type: 'method', strategy: 'email_link' });
        return true;
      }
      const isOver = status === 'expired' || status === 'failed';
      if (isOver) show(run);
      return isOver;
    });
  },
  start: (run) => run.advance(),
  land: (run) =>
    landOnLink(run, async () => {
      const attempt = await run.begin();
      if (attempt.status !== 'missing_requirements' || attempt.verifications.emailAddress.status !== 'verified') {
        return false;
      }
      run.take(attempt);
      await run.advance();
      return true;
    }),
};

function show(run: SignUpRun): void {
  const { status, matchNumber = null } = run.attempt?.verifications.emailAddress ?? {};
  const isOver = status === 'expired' || status === 'failed';
  run.showLink(Object.freeze({ matchNumber, sameClientOnly: matchNumber === null, isOver }));
}
