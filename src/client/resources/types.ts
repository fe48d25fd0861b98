import type { SessionActivityJSON } from '../../protocol/json/client.ts';
import type { EnvironmentJSON } from '../../protocol/json/environment.ts';
import type { SessionStatus, SignInStatus, SignUpStatus, VerificationStatus } from '../../protocol/status.ts';

/*
 * Resources are frozen snapshots. Their methods call the API and resolve to the new snapshot;
 * the old one never changes. The store always holds the newest (`clerk.client`, `clerk.session`, …).
 */

export interface VerificationResource {
  readonly status: VerificationStatus | null;
  readonly strategy: string | null;
  readonly attempts: number | null;
  readonly expireAt: Date | null;
  readonly error: { code: string; message: string; longMessage: string } | null;
}

export interface SignUpVerificationResource extends VerificationResource {
  readonly nextAction: 'needs_prepare' | 'needs_attempt' | '';
  readonly supportedStrategies: readonly string[];
}

export interface EmailAddressResource {
  readonly id: string;
  readonly emailAddress: string;
  readonly verification: VerificationResource;
  readonly linkedTo: readonly { type: string; id: string }[];
  toString(): string;
}

export interface UpdateUserParams {
  username?: string | null;
  firstName?: string | null;
  lastName?: string | null;
  primaryEmailAddressId?: string;
  unsafeMetadata?: Record<string, unknown>;
}

export interface UserResource {
  readonly id: string;
  readonly externalId: string | null;
  readonly username: string | null;
  readonly firstName: string | null;
  readonly lastName: string | null;
  /** First and last name joined, null when both are empty. */
  readonly fullName: string | null;
  readonly imageUrl: string;
  readonly hasImage: boolean;
  readonly primaryEmailAddressId: string | null;
  readonly primaryEmailAddress: EmailAddressResource | null;
  readonly emailAddresses: readonly EmailAddressResource[];
  readonly phoneNumbers: readonly unknown[];
  readonly web3Wallets: readonly unknown[];
  readonly externalAccounts: readonly unknown[];
  readonly passkeys: readonly unknown[];
  readonly organizationMemberships: readonly unknown[];
  readonly passwordEnabled: boolean;
  readonly twoFactorEnabled: boolean;
  readonly totpEnabled: boolean;
  readonly backupCodeEnabled: boolean;
  readonly publicMetadata: Readonly<Record<string, unknown>>;
  readonly unsafeMetadata: Readonly<Record<string, unknown>>;
  readonly deleteSelfEnabled: boolean;
  readonly lastSignInAt: Date | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  /** Changes names, username or unsafe metadata (replaced as a whole). */
  update(params: UpdateUserParams): Promise<UserResource>;
  reload(): Promise<UserResource>;
  /** Every live session of the user, on this and other devices. */
  getSessions(): Promise<SessionWithActivitiesResource[]>;
}

export interface PublicUserData {
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly imageUrl: string;
  readonly hasImage: boolean;
  readonly identifier: string;
  readonly userId: string;
}

export interface GetTokenOptions {
  /** Name of a JWT template. */
  template?: string;
  /** Ask the server even when a fresh token is at hand. */
  skipCache?: boolean;
}

export interface SessionResource {
  readonly id: string;
  readonly status: SessionStatus;
  readonly expireAt: Date;
  readonly abandonAt: Date;
  readonly lastActiveAt: Date;
  /** The token the last answer carried; `getRawString()` is the JWT. */
  readonly lastActiveToken: {
    readonly jwt: { readonly claims: Record<string, unknown> };
    getRawString(): string;
  } | null;
  readonly lastActiveOrganizationId: string | null;
  readonly actor: Readonly<Record<string, unknown>> | null;
  readonly tasks: readonly { key: string }[] | null;
  readonly currentTask: { key: string } | undefined;
  readonly factorVerificationAge: readonly [number, number] | null;
  readonly user: UserResource | null;
  readonly publicUserData: PublicUserData;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  /** A session JWT with more than 5 s of life left, or null when the session is gone. */
  getToken(options?: GetTokenOptions): Promise<string | null>;
  touch(): Promise<SessionResource>;
  end(): Promise<SessionResource>;
  remove(): Promise<SessionResource>;
  reload(): Promise<SessionResource>;
  clearCache(): void;
}

export interface SessionWithActivitiesResource {
  readonly id: string;
  readonly status: SessionStatus;
  readonly expireAt: Date;
  readonly lastActiveAt: Date;
  readonly latestActivity: SessionActivityResource;
  revoke(): Promise<void>;
}

/** camelCase twin of {@link SessionActivityJSON}. */
export interface SessionActivityResource {
  readonly id: SessionActivityJSON['id'];
  readonly deviceType: string | null;
  readonly isMobile: boolean;
  readonly browserName: string | null;
  readonly browserVersion: string | null;
  readonly ipAddress: string | null;
  readonly city: string | null;
  readonly country: string | null;
}

export type FirstFactor =
  | { strategy: 'password' }
  | { strategy: 'email_code'; safeIdentifier: string; emailAddressId: string; primary: boolean };

export interface SignInCreateParams {
  identifier?: string;
  strategy?: string;
  password?: string;
  code?: string;
  ticket?: string;
  transfer?: boolean;
}

export interface SignInResource {
  readonly id: string | undefined;
  readonly status: SignInStatus | null;
  readonly identifier: string | null;
  readonly supportedIdentifiers: readonly string[];
  readonly supportedFirstFactors: readonly FirstFactor[] | null;
  readonly supportedSecondFactors: readonly { strategy: string }[] | null;
  readonly firstFactorVerification: VerificationResource;
  readonly secondFactorVerification: VerificationResource;
  readonly createdSessionId: string | null;
  readonly userData: { firstName: string | null; lastName: string | null; imageUrl: string; hasImage: boolean } | null;
  create(params: SignInCreateParams): Promise<SignInResource>;
  prepareFirstFactor(params: { strategy: string; emailAddressId?: string }): Promise<SignInResource>;
  attemptFirstFactor(params: { strategy: string; password?: string; code?: string }): Promise<SignInResource>;
  reload(): Promise<SignInResource>;
}

export interface SignUpParams {
  emailAddress?: string;
  username?: string;
  password?: string;
  firstName?: string;
  lastName?: string;
  unsafeMetadata?: Record<string, unknown>;
}

export interface SignUpResource {
  readonly id: string | undefined;
  readonly status: SignUpStatus | null;
  readonly requiredFields: readonly string[];
  readonly optionalFields: readonly string[];
  readonly missingFields: readonly string[];
  readonly unverifiedFields: readonly string[];
  readonly verifications: { readonly emailAddress: SignUpVerificationResource };
  readonly username: string | null;
  readonly emailAddress: string | null;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly hasPassword: boolean;
  readonly unsafeMetadata: Readonly<Record<string, unknown>>;
  readonly createdSessionId: string | null;
  readonly createdUserId: string | null;
  readonly abandonAt: number | null;
  create(params: SignUpParams): Promise<SignUpResource>;
  update(params: SignUpParams): Promise<SignUpResource>;
  upsert(params: SignUpParams): Promise<SignUpResource>;
  prepareVerification(params: { strategy: string }): Promise<SignUpResource>;
  attemptVerification(params: { strategy: string; code: string }): Promise<SignUpResource>;
  prepareEmailAddressVerification(params?: { strategy: string }): Promise<SignUpResource>;
  attemptEmailAddressVerification(params: { code: string }): Promise<SignUpResource>;
  reload(): Promise<SignUpResource>;
}

export interface ClientResource {
  readonly id: string | undefined;
  /** Sessions a user could resume. */
  readonly sessions: readonly SessionResource[];
  /** Those that are `active` or `pending`. */
  readonly signedInSessions: readonly SessionResource[];
  readonly activeSessions: readonly SessionResource[];
  /** The attempt in progress; an empty one (`status: null`) offers `create`. */
  readonly signIn: SignInResource;
  readonly signUp: SignUpResource;
  readonly lastActiveSessionId: string | null;
  readonly lastAuthenticationStrategy: string | null;
  readonly cookieExpiresAt: Date | null;
  readonly createdAt: Date | null;
  readonly updatedAt: Date | null;
  reload(): Promise<ClientResource>;
  destroy(): Promise<void>;
  removeSessions(): Promise<ClientResource>;
}

/** The environment is read-only configuration: it stays in wire form, deeply frozen. */
export type EnvironmentResource = Readonly<EnvironmentJSON>;
