import { isClerkRuntimeError } from '../../errors.ts';
import type { FactorParams } from '../types/factors.ts';
import type { EmailAddressResource } from '../types/identifiers.ts';
import type { SignInResource } from '../types/sign-in.ts';
import type { SignUpResource } from '../types/sign-up.ts';
import type { AttemptParts, ResourceContext, UserParts } from '../resource-context.ts';
import { findOwned } from './find-owned.ts';

/** Milliseconds between two requests. */
const POLL_MS = 1_000;

type LinkParams = Omit<FactorParams, 'strategy'>;

/** Sends a link for the present factor of a sign-in and waits until the link is confirmed or has expired. */
export const signInWithLink = {
  async startEmailLinkFlow(
    { context, resource }: Omit<AttemptParts<SignInResource>, 'call'>,
    given: LinkParams,
    stop: AbortSignal,
  ) {
    const params = { ...given, strategy: 'email_link' };
    const isFirst = resource.status !== 'needs_second_factor' && resource.status !== 'needs_client_trust';
    const sent = await (isFirst ? resource.prepareFirstFactor(params) : resource.prepareSecondFactor(params));
    return poll(
      context,
      () => sent.reload(),
      (seen) => isSettled((isFirst ? seen.firstFactorVerification : seen.secondFactorVerification).status),
      stop,
    );
  },
};

/** Sends a link to the address of a sign-up and waits in the same way. */
export const signUpWithLink = {
  async startEmailLinkFlow(
    { context, resource }: Omit<AttemptParts<SignUpResource>, 'call'>,
    given: LinkParams,
    stop: AbortSignal,
  ) {
    const sent = await resource.prepareVerification({ ...given, strategy: 'email_link' });
    return poll(
      context,
      () => sent.reload(),
      (seen) => isSettled(seen.verifications.emailAddress.status),
      stop,
    );
  },
};

/** Sends a link to an address of the user and waits in the same way. */
export const ownedLink = {
  async startEmailLinkFlow(parts: UserParts, given: LinkParams, stop: AbortSignal) {
    const { context, sessionId, path } = parts;
    const body = { ...given, strategy: 'email_link' };
    await context.call(`${path}/prepare_verification`, { method: 'POST', body, sessionId });
    return poll(
      context,
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

/**
 * Asks once a second until the link is confirmed or has expired. A network failure does not end it. Once cancelled, it
 * never resolves.
 */
async function poll<T>(
  { platform }: ResourceContext,
  look: () => Promise<T>,
  isOver: (seen: T) => boolean,
  stop: AbortSignal,
): Promise<T> {
  for (;;) {
    await new Promise<void>((resolve) => platform.clock.setTimeout(resolve, POLL_MS));
    if (stop.aborted) return new Promise(() => {});
    const seen = await look().catch((error: unknown) => {
      if (!isClerkRuntimeError(error)) throw error;
    });
    if (seen && isOver(seen)) return seen;
  }
}
