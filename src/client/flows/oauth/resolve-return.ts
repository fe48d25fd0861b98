import type { WireErrorCode } from '../../../protocol/error-codes.ts';
import { ClerkAPIResponseError } from '../../errors.ts';
import type { ClientResource, SignInResource, SignUpResource, VerificationResource } from '../../resources/types.ts';

/** What became of a visit to a provider. */
export type ReturnOutcome =
  /** Somebody is signed in. */
  | { kind: 'session'; sessionId: string; isSignUp?: boolean }
  /** The sign-in wants more: a second factor, a new password. */
  | { kind: 'sign-in'; attempt: SignInResource }
  /** The sign-up wants more: fields, proofs. */
  | { kind: 'sign-up'; attempt: SignUpResource }
  | { kind: 'error'; error: ClerkAPIResponseError }
  /** No visit was under way. */
  | { kind: 'none' };

export interface ReturnOptions {
  /** Which attempt to look at first; the other one may be older. */
  first: 'signIn' | 'signUp';
  unsafeMetadata?: Record<string, unknown> | undefined;
  /** Turn a sign-in with an identity that nobody has into a sign-up; default true. */
  transferable?: boolean | undefined;
}

const GOES_ON = ['needs_second_factor', 'needs_client_trust', 'needs_new_password'];

/**
 * Looks up how an authorization ended. When the sign-in found no account, the identity is transferred to a sign-up;
 * when the sign-up found one, to a sign-in (docs/protocol.md#attempts).
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
  // An attempt that is complete is gone, and its session is the active one.
  const sessionId = client.lastActiveSessionId;
  return sessionId ? { kind: 'session', sessionId } : { kind: 'none' };
}

async function readSignIn(client: ClientResource, options: ReturnOptions): Promise<ReturnOutcome | undefined> {
  const { signIn, signUp } = client;
  const { firstFactorVerification: verification } = signIn;
  if (!isVisit(verification)) return undefined;
  if (GOES_ON.includes(signIn.status ?? '')) return { kind: 'sign-in', attempt: signIn };
  if (verification.status !== 'transferable' || options.transferable === false) return failed(client, verification);
  const { unsafeMetadata } = options;
  return signUpOutcome(await signUp.create({ transfer: true, unsafeMetadata }));
}

async function readSignUp(client: ClientResource): Promise<ReturnOutcome | undefined> {
  const { signIn, signUp } = client;
  const { externalAccount: verification } = signUp.verifications;
  if (!isVisit(verification)) return undefined;
  if (verification.status === 'verified') return signUpOutcome(signUp);
  if (verification.status !== 'transferable') return failed(client, verification);
  const attempt = await signIn.create({ transfer: true });
  const { createdSessionId } = attempt;
  return createdSessionId ? { kind: 'session', sessionId: createdSessionId } : { kind: 'sign-in', attempt };
}

function signUpOutcome(attempt: SignUpResource): ReturnOutcome {
  const { createdSessionId } = attempt;
  return createdSessionId
    ? { kind: 'session', sessionId: createdSessionId, isSignUp: true }
    : { kind: 'sign-up', attempt };
}

/** Who is signed in already is sent on; anything else is to be read. */
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

function isVisit({ strategy, status }: VerificationResource): boolean {
  return status !== null && strategy?.startsWith('oauth_') === true;
}
