import { isClerkRuntimeError } from '../../errors.ts';
import type { EmailAddressResource, FactorParams, SignInResource, SignUpResource } from '../types.ts';
import type { AttemptParts } from './attempt-parts.ts';
import { findOwned } from './find-owned.ts';
import type { UserParts } from './user-methods.ts';

/** Milliseconds between two looks. */
const POLL_MS = 1_000;

type LinkParams = Omit<FactorParams, 'strategy'>;

/** Sends a link for the factor that a sign-in is at, and waits until it was confirmed or is dead. */
export const signInWithLink = {
  async createEmailLinkFlow({ resource }: AttemptParts<SignInResource>, given: LinkParams, stop: AbortSignal) {
    const params = { ...given, strategy: 'email_link' };
    const isFirst = resource.status !== 'needs_second_factor' && resource.status !== 'needs_client_trust';
    const sent = await (isFirst ? resource.prepareFirstFactor(params) : resource.prepareSecondFactor(params));
    return poll(
      () => sent.reload(),
      (seen) => isSettled((isFirst ? seen.firstFactorVerification : seen.secondFactorVerification).status),
      stop,
    );
  },
};

/** The same for the address of a sign-up. */
export const signUpWithLink = {
  async createEmailLinkFlow({ resource }: AttemptParts<SignUpResource>, given: LinkParams, stop: AbortSignal) {
    const sent = await resource.prepareVerification({ ...given, strategy: 'email_link' });
    return poll(
      () => sent.reload(),
      (seen) => isSettled(seen.verifications.emailAddress.status),
      stop,
    );
  },
};

/** The same for an address of the user. */
export const ownedLink = {
  async createEmailLinkFlow(parts: UserParts, given: LinkParams, stop: AbortSignal) {
    const { context, sessionId, path } = parts;
    const body = { ...given, strategy: 'email_link' };
    await context.call(`${path}/prepare_verification`, { method: 'POST', body, sessionId });
    return poll(
      async () => {
        await context.call(path, { method: 'GET', sessionId });
        return findOwned<EmailAddressResource>(parts, path);
      },
      ({ verification }) => isSettled(verification.status),
      stop,
    );
  },
};

function isSettled(status: string | null): boolean {
  return status === 'verified' || status === 'expired' || status === 'transferable';
}

/** Looks again and again, also when the network is away for a while. A cancelled flow answers nothing any more. */
async function poll<T>(look: () => Promise<T>, isOver: (seen: T) => boolean, stop: AbortSignal): Promise<T> {
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    if (stop.aborted) return new Promise(() => {});
    const seen = await look().catch((error: unknown) => {
      if (!isClerkRuntimeError(error)) throw error;
    });
    if (seen && isOver(seen)) return seen;
  }
}
