import type { WireErrorCode } from '../../../protocol/error-codes.ts';
import type { SignInStatus } from '../../../protocol/status.ts';
import { ClerkAPIResponseError } from '../../errors.ts';
import type { ClientResource } from '../../resources/types/client.ts';
import type { SignInResource } from '../../resources/types/sign-in.ts';
import type { SignUpResource } from '../../resources/types/sign-up.ts';
import type { VerificationResource } from '../../resources/types/verification.ts';

/** What came of an authorization by a provider. */
export type ReturnOutcome =
  /** The user is signed in. */
  | { kind: 'session'; sessionId: string; isSignUp?: boolean }
  /** The sign-in needs more: a second factor, a new password. */
  | { kind: 'sign-in'; attempt: SignInResource }
  /** The sign-up needs more: fields, verifications. */
  | { kind: 'sign-up'; attempt: SignUpResource }
  | { kind: 'error'; error: ClerkAPIResponseError }
  /** There was no authorization to return from. */
  | { kind: 'none' };

export interface ReturnOptions {
  /** Which attempt to look at first; the other one may be older. */
  first: 'signIn' | 'signUp';
  unsafeMetadata?: Record<string, unknown> | undefined;
  /** Turns the sign-in with an identity that no account has into a sign-up. Default true. */
  transferable?: boolean | undefined;
}

const NEEDS_MORE = [
  'needs_second_factor',
  'needs_client_trust',
  'needs_new_password',
] as const satisfies readonly SignInStatus[];

/**
 * Returns whether a sign-in has passed its first factor and needs something more. `sign-in-status.ts` has a second copy
 * for the sign-in machine: a shared one would put the modules of either side into the segment of the other.
 */
export function isPastFirstFactor({ status }: Pick<SignInResource, 'status'>): boolean {
  return NEEDS_MORE.some((each) => each === status);
}

/**
 * Finds out what came of an authorization. An identity that no account has goes from the sign-in to a sign-up; one that
 * an account has goes from the sign-up to a sign-in.
 *
 * @param client as it is after the return
 */
export async function resolveReturn(client: ClientResource, options: ReturnOptions): Promise<ReturnOutcome> {
  const readers = { signIn: () => readSignIn(client, options), signUp: () => readSignUp(client) };
  const order = options.first === 'signIn' ? (['signIn', 'signUp'] as const) : (['signUp', 'signIn'] as const);
  for (const name of order) {
    const outcome = await readers[name]();
    if (outcome) return outcome;
  }
  // A complete attempt is no longer with the client, and its session is the active one.
  const sessionId = client.lastActiveSessionId;
  return sessionId ? { kind: 'session', sessionId } : { kind: 'none' };
}

async function readSignIn(client: ClientResource, options: ReturnOptions): Promise<ReturnOutcome | undefined> {
  const { signIn, signUp } = client;
  const { firstFactorVerification: verification } = signIn;
  if (!isAuthorization(verification)) return undefined;
  if (isPastFirstFactor(signIn)) return { kind: 'sign-in', attempt: signIn };
  if (verification.status !== 'transferable' || options.transferable === false) return failed(client, verification);
  const { unsafeMetadata } = options;
  return signUpOutcome(await signUp.create({ transfer: true, unsafeMetadata }));
}

async function readSignUp(
  client: ClientResource,
  signUp: SignUpResource = client.signUp,
): Promise<ReturnOutcome | undefined> {
  const { externalAccount: verification } = signUp.verifications;
  if (!isAuthorization(verification)) return undefined;
  if (verification.status === 'verified') return signUpOutcome(signUp);
  if (verification.status !== 'transferable') return failed(client, verification);
  const attempt = await client.signIn.create({ transfer: true });
  const { createdSessionId } = attempt;
  return createdSessionId ? { kind: 'session', sessionId: createdSessionId } : { kind: 'sign-in', attempt };
}

/**
 * Finds out what came of an attempt that an identity has just proven, such as by Google One Tap.
 *
 * @param client as it is now
 */
export async function resolveAttempt(
  client: ClientResource,
  attempt: SignInResource | SignUpResource,
): Promise<ReturnOutcome> {
  if ('missingFields' in attempt) {
    if (attempt.createdSessionId) return signUpOutcome(attempt);
    return (await readSignUp(client, attempt)) ?? { kind: 'sign-up', attempt };
  }
  const { createdSessionId: sessionId } = attempt;
  if (sessionId) return { kind: 'session', sessionId };
  return isPastFirstFactor(attempt) ? { kind: 'sign-in', attempt } : { kind: 'none' };
}

function signUpOutcome(attempt: SignUpResource): ReturnOutcome {
  const { createdSessionId } = attempt;
  return createdSessionId
    ? { kind: 'session', sessionId: createdSessionId, isSignUp: true }
    : { kind: 'sign-up', attempt };
}

/** Reads why an authorization failed; a user who is signed in already goes on with that session. */
function failed(client: ClientResource, { status, error }: VerificationResource): ReturnOutcome | undefined {
  if (!error) {
    const text = 'This took too long, or was finished elsewhere. Start again.';
    return status === 'expired' ? toError('attempt_expired', text) : undefined;
  }
  const { session_id: sessionId } = error.meta ?? {};
  const code = error.code as WireErrorCode;
  if (code === 'identifier_already_signed_in' && typeof sessionId === 'string') {
    return { kind: 'session', sessionId };
  }
  const active = client.lastActiveSessionId;
  if (code === 'session_exists' && active) return { kind: 'session', sessionId: active };
  return toError(code, error.message, error.longMessage);
}

function toError(code: WireErrorCode, message: string, longMessage = message): ReturnOutcome {
  return { kind: 'error', error: new ClerkAPIResponseError(400, [{ code, message, longMessage, meta: {} }]) };
}

function isAuthorization({ strategy, status }: VerificationResource): boolean {
  return status !== null && /^(oauth_|google_one_tap)/.test(strategy ?? '');
}
