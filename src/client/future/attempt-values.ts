import type { EmailLinkOutcome, SignInFutureResource } from '../resources/types/sign-in-future.ts';
import type { SignUpFutureResource, SignUpFutureVerifications } from '../resources/types/sign-up-future.ts';
import type { SignInResource } from '../resources/types/sign-in.ts';
import type { SignUpResource } from '../resources/types/sign-up.ts';
import type { VerificationResource } from '../resources/types/verification.ts';
import type { FutureHost } from './future-host.ts';

/** The members of a type that are no methods. */
type Values<Members> = Omit<
  { [Name in keyof Members as Members[Name] extends (...given: never[]) => unknown ? never : Name]: Members[Name] },
  'emailCode' | 'phoneCode' | 'mfa' | `reset${string}` | 'emailLink' | 'verifications'
>;

export type SignInValues = Values<SignInFutureResource> & {
  emailLink: Pick<SignInFutureResource['emailLink'], 'verification'>;
};
export type SignUpValues = Values<SignUpFutureResource> & { verifications: Values<SignUpFutureVerifications> };

type Newer = {
  readonly locale?: string | null;
  readonly timezone?: string | null;
  readonly protectCheck?: object | null;
};

const NONE: readonly never[] = [];
const NO_VERIFICATION = { status: null, strategy: null, error: null } as VerificationResource;
const NO_VERIFICATIONS = {
  emailAddress: NO_VERIFICATION,
  phoneNumber: NO_VERIFICATION,
  web3Wallet: NO_VERIFICATION,
  externalAccount: NO_VERIFICATION,
} as SignUpResource['verifications'];

/** What a page reads of a sign-in. @param signIn undefined while the client is not known */
export function signInValues(
  host: FutureHost,
  signIn: (SignInResource & Newer) | undefined,
  canBeDiscarded = false,
): SignInValues {
  const first = signIn?.firstFactorVerification ?? NO_VERIFICATION;
  return {
    id: signIn?.id,
    status: signIn?.status ?? 'needs_identifier',
    supportedFirstFactors: signIn?.supportedFirstFactors ?? NONE,
    supportedSecondFactors: signIn?.supportedSecondFactors ?? NONE,
    ssoBypassFirstFactors: NONE,
    isTransferable: first.status === 'transferable',
    existingSession: existingSession(first, ['failed']),
    firstFactorVerification: first,
    secondFactorVerification: signIn?.secondFactorVerification ?? NO_VERIFICATION,
    identifier: signIn?.identifier ?? null,
    timezone: signIn?.timezone ?? null,
    createdSessionId: signIn?.createdSessionId ?? null,
    userData: signIn?.userData ?? null,
    protectCheck: signIn?.protectCheck ?? null,
    canBeDiscarded,
    emailLink: { verification: linkOutcome(host) },
  };
}

/** What a page reads of a sign-up. @param signUp undefined while the client is not known */
export function signUpValues(
  host: FutureHost,
  signUp: (SignUpResource & Newer) | undefined,
  canBeDiscarded = false,
): SignUpValues {
  const verifications = signUp?.verifications ?? NO_VERIFICATIONS;
  const { status, error } = verifications.externalAccount;
  return {
    id: signUp?.id,
    status: signUp?.status ?? 'missing_requirements',
    requiredFields: signUp?.requiredFields ?? NONE,
    optionalFields: signUp?.optionalFields ?? NONE,
    missingFields: signUp?.missingFields ?? NONE,
    unverifiedFields: signUp?.unverifiedFields ?? NONE,
    isTransferable: status === 'transferable' && error?.code === 'external_account_exists',
    existingSession: existingSession(verifications.externalAccount, ['failed', 'unverified']),
    username: signUp?.username ?? null,
    firstName: signUp?.firstName ?? null,
    lastName: signUp?.lastName ?? null,
    emailAddress: signUp?.emailAddress ?? null,
    phoneNumber: signUp?.phoneNumber ?? null,
    web3Wallet: signUp?.web3wallet ?? null,
    hasPassword: signUp?.hasPassword ?? false,
    unsafeMetadata: signUp?.unsafeMetadata ?? {},
    createdSessionId: signUp?.createdSessionId ?? null,
    createdUserId: signUp?.createdUserId ?? null,
    abandonAt: signUp?.abandonAt ?? null,
    legalAcceptedAt: signUp?.legalAcceptedAt ?? null,
    locale: signUp?.locale ?? null,
    timezone: signUp?.timezone ?? null,
    protectCheck: signUp?.protectCheck ?? null,
    canBeDiscarded,
    verifications: { ...verifications, emailLinkVerification: linkOutcome(host) },
  };
}

/**
 * Makes an object that reads its values anew each time. Frameworks leave it as it is when a page keeps it in their state:
 * they pass over what is frozen and has a prototype of its own.
 *
 * @param read returns the values; the first call names them
 * @param methods what it has besides; a group of methods has the values of the same name among its own
 */
export function liveObject<Shown extends object, Methods extends object>(
  read: () => Shown,
  methods: Methods,
): Omit<Shown, keyof Methods> & Methods {
  const object = Object.assign(Object.create(PROTOTYPE) as object, methods);
  for (const name of Object.keys(read()).filter((each) => !(each in methods))) {
    Object.defineProperty(object, name, { enumerable: true, get: () => read()[name as keyof Shown] });
  }
  return Object.freeze(object) as Omit<Shown, keyof Methods> & Methods;
}

const PROTOTYPE = Object.freeze({});

/** Reads from the URL of the page how the link that led to it has ended. */
function linkOutcome({ platform, resources }: FutureHost): EmailLinkOutcome | null {
  const { searchParams } = new URL(platform.href());
  const status = searchParams.get('__clerk_status') as EmailLinkOutcome['status'] | null;
  const createdSessionId = searchParams.get('__clerk_created_session');
  if (!status || !createdSessionId) return null;
  const isOurs = !!resources.client()?.sessions.some(({ id }) => id === createdSessionId);
  return { status, createdSessionId, verifiedFromTheSameClient: status === 'verified' && isOurs };
}

/** The session that is in the way of a verification, if an account that is signed in already is. */
function existingSession(
  { status, error }: VerificationResource,
  statuses: readonly string[],
): { sessionId: string } | undefined {
  if (!statuses.includes(status ?? '') || error?.code !== 'identifier_already_signed_in') return undefined;
  const meta = (error as { meta?: { sessionId?: string; session_id?: string } }).meta;
  const sessionId = meta?.sessionId ?? meta?.session_id;
  return sessionId ? { sessionId } : undefined;
}
