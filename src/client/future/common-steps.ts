import { ClerkRuntimeError, isClerkRuntimeError } from '../errors.ts';
import { attempt as read } from '../platform/native.ts';
import type { Attempt, AttemptSnapshot } from './attempt.ts';
import type { FutureHost } from './future-host.ts';
import type { FinalizeParams, FutureResult } from '../resources/types/future-state.ts';

/** Milliseconds between two requests that ask whether a link was opened. */
const POLL_MS = 1_000;

/** The page has called a method at a time at which it can do nothing. The message says what to do. */
export function misuse(message: string): ClerkRuntimeError {
  return new ClerkRuntimeError('unexpected', message);
}

/** Returns an attempt that has begun. @throws {ClerkRuntimeError} with the message when it has not */
export function requireBegun<Resource extends AttemptSnapshot>(attempt: Resource, message: string): Resource {
  if (attempt.id === undefined) throw misuse(message);
  return attempt;
}

/** The account, or the instance, does not have this way to sign in. */
export function noFactor(name: string): ClerkRuntimeError {
  return new ClerkRuntimeError('factor_not_found', `There is no ${name} to use here.`);
}

/** Returns the IANA time zone of the browser; undefined where it does not say. */
export function timeZone(): string | undefined {
  return read(() => new Intl.DateTimeFormat().resolvedOptions().timeZone) || undefined;
}

/** Makes the session of a complete attempt the one that the page shows. */
export function finalize(
  { needSessions }: FutureHost,
  attempt: Attempt<AttemptSnapshot & { readonly createdSessionId: string | null }>,
  { navigate }: FinalizeParams = {},
): Promise<FutureResult> {
  return attempt.run(async () => {
    const { createdSessionId } = attempt.snapshot;
    if (!createdSessionId)
      throw misuse('Only a complete attempt can be finalized: its status says what it needs next.');
    attempt.discard();
    await (await needSessions()).setActive({ session: createdSessionId, navigate });
  }, 'finalize');
}

/** Gives an attempt up without a request. */
export async function reset(attempt: Attempt<AttemptSnapshot>): Promise<FutureResult> {
  attempt.reset();
  return { error: null };
}

/**
 * Asks once a second until a link was opened or has expired, wherever that was. A network failure does not end it. It
 * also ends when the attempt was reset or has begun anew.
 *
 * @param statusOf the state of the link
 */
export async function waitForLink<Resource extends AttemptSnapshot & { reload(): Promise<Resource> }>(
  { platform }: FutureHost,
  attempt: Attempt<Resource>,
  statusOf: (snapshot: Resource) => string | null,
): Promise<void> {
  const { id } = attempt.snapshot;
  requireBegun(attempt.snapshot, 'Send a link first.');
  for (;;) {
    await new Promise<void>((resolve) => platform.clock.setTimeout(resolve, POLL_MS));
    if (attempt.snapshot.id !== id) return;
    const seen = await attempt.snapshot.reload().catch((error: unknown) => {
      if (!isClerkRuntimeError(error)) throw error;
    });
    if (!seen || attempt.snapshot.id !== id) continue;
    attempt.adopt(seen);
    if (['verified', 'expired', 'transferable', 'failed'].includes(statusOf(seen) ?? '')) return;
  }
}

/** The ticket in the URL of the page. */
export function ticketOfPage({ platform }: FutureHost): string | undefined {
  return new URL(platform.href()).searchParams.get('__clerk_ticket') ?? undefined;
}

/** A URL from a URL or a path of the page's origin. */
export function absolute({ platform }: FutureHost, url: string): string {
  return new URL(url, platform.href()).href;
}

/** Sends the proof that a check of Clerk's hosted API has asked for. */
export async function submitProof(
  { resources }: FutureHost,
  root: string,
  id: string | undefined,
  { proofToken }: { proofToken: string },
): Promise<void> {
  await resources.call(`${root}/${id}/protect_check`, { method: 'PATCH', body: { proofToken } });
}
