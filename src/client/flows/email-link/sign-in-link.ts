import type { SignInMethod, SignInRun } from '../sign-in-method.ts';
import { landOnLink } from './land-on-link.ts';
import { waitForLink } from './wait-for-link.ts';

/** Statuses in which a sign-in waits for something after a link was confirmed. */
const GOES_ON: readonly unknown[] = ['needs_second_factor', 'needs_client_trust', 'needs_new_password'];

/** Signs in with a mailed link: waits until it was opened, here or elsewhere, and goes on by itself. */
export const signInLink: SignInMethod = {
  async enter(run, _factor, level) {
    const asked = run.attempt;
    if (!asked) return;
    show(run, level);
    waitForLink(run, async (signal) => {
      const { attempt } = run;
      if (!attempt) return true;
      const seen = await attempt.reload();
      // What was done in the form meanwhile is newer.
      if (signal.aborted || run.attempt !== attempt) return signal.aborted;
      run.take(seen);
      const { status } = verificationOf(run, level) ?? {};
      if (seen.status === asked.status) {
        if (status === 'expired' || status === 'failed') show(run, level);
        return status === 'expired' || status === 'failed';
      }
      // A session that is new to the store completes the flow already.
      if (seen.status !== 'complete') await run.submit({ type: 'method', strategy: 'email_link' });
      return true;
    });
  },
  // The attempt went on: so does the form.
  start: (run) => run.advance(),
  land: (run) =>
    landOnLink(run, async () => {
      const attempt = await run.begin();
      if (!GOES_ON.includes(attempt.status)) return false;
      run.take(attempt);
      await run.advance();
      return true;
    }),
};

function verificationOf({ attempt }: SignInRun, level: 'first' | 'second') {
  return level === 'first' ? attempt?.firstFactorVerification : attempt?.secondFactorVerification;
}

function show(run: SignInRun, level: 'first' | 'second'): void {
  const { status, matchNumber = null } = verificationOf(run, level) ?? {};
  const isOver = status === 'expired' || status === 'failed';
  run.showLink(Object.freeze({ matchNumber, sameClientOnly: matchNumber === null, isOver }));
}
