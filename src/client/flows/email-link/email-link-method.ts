import type { SignInResource } from '../../resources/types/sign-in.ts';
import type { SignUpResource } from '../../resources/types/sign-up.ts';
import type { VerificationResource } from '../../resources/types/verification.ts';
import type { FlowContext } from '../flow-context.ts';
import type { SignInMethod, SignUpMethod } from '../methods.ts';
import type { MethodAction, SentLink } from '../types.ts';
import { landOnLink } from './land-on-link.ts';
import { waitForLink } from './wait-for-link.ts';

/** Signs in with a mailed link. The form goes on by itself once the link was opened, on this device or another one. */
export const signInLink: SignInMethod = {
  async enter(machine, _factor, level) {
    const { attempt: asked } = machine;
    if (!asked) return;
    follow<SignInResource>(machine, {
      verificationOf: (attempt) =>
        level === 'first' ? attempt.firstFactorVerification : attempt.secondFactorVerification,
      isConfirmed: (attempt) => attempt.status !== asked.status,
    });
  },
  // The attempt went on: so does the form.
  start: (machine) => machine.advance(),
  resume: (machine) => landOnLink(machine, () => resumeAttempt(machine, machine.isPastFirstFactor)),
};

/** Verifies the email address of a sign-up with a mailed link, in the same way. */
export const signUpLink: SignUpMethod = {
  async enter(machine) {
    follow<SignUpResource>(machine, { verificationOf, isConfirmed });
  },
  start: (machine) => machine.advance(),
  resume: (machine) =>
    landOnLink(machine, () =>
      resumeAttempt(machine, (attempt) => attempt.status === 'missing_requirements' && isConfirmed(attempt)),
    ),
};

function verificationOf({ verifications }: SignUpResource): VerificationResource {
  return verifications.emailAddress;
}

function isConfirmed(attempt: SignUpResource): boolean {
  return verificationOf(attempt).status === 'verified';
}

/** The part of both machines that a link needs. */
interface LinkMachine<Attempt> {
  readonly context: FlowContext;
  readonly stepSignal: AbortSignal;
  attempt: Attempt | undefined;
  setAttempt(attempt: Attempt): void;
  currentAttempt(): Promise<Attempt>;
  setLink(link: SentLink): void;
  submit(action: MethodAction): Promise<void>;
  advance(): Promise<void>;
}

/** Shows what is known of the link, and goes on once it was confirmed. */
function follow<Attempt extends { status: string | null; reload(): Promise<Attempt> }>(
  machine: LinkMachine<Attempt>,
  parts: { verificationOf(attempt: Attempt): VerificationResource; isConfirmed(attempt: Attempt): boolean },
): void {
  show();
  waitForLink(machine, async (signal) => {
    const { attempt } = machine;
    if (!attempt) return true;
    const seen = await attempt.reload();
    // What the user did in the form meanwhile is newer.
    if (signal.aborted || machine.attempt !== attempt) return signal.aborted;
    machine.setAttempt(seen);
    // The session that is new to the store has completed the flow already.
    if (seen.status === 'complete') return true;
    if (parts.isConfirmed(seen)) {
      await machine.submit({ type: 'method', strategy: 'email_link' });
      return true;
    }
    const isOver = isUnusable(parts.verificationOf(seen));
    if (isOver) show();
    return isOver;
  });

  function show(): void {
    const verification = machine.attempt && parts.verificationOf(machine.attempt);
    const matchNumber = verification?.matchNumber ?? null;
    machine.setLink(
      Object.freeze({ matchNumber, sameClientOnly: matchNumber === null, isOver: isUnusable(verification) }),
    );
  }
}

function isUnusable(verification: VerificationResource | undefined): boolean {
  return verification?.status === 'expired' || verification?.status === 'failed';
}

/** Goes on with the attempt of this browser; returns false when it does not wait for the link that was confirmed. */
async function resumeAttempt<Attempt>(
  machine: LinkMachine<Attempt>,
  isConfirmed: (attempt: Attempt) => boolean,
): Promise<boolean> {
  const attempt = await machine.currentAttempt();
  if (!isConfirmed(attempt)) return false;
  machine.setAttempt(attempt);
  await machine.advance();
  return true;
}
