import type { AuthorizationParams } from '../../../protocol/authorization.ts';
import type { SessionActivityJSON } from '../../../protocol/json/client.ts';
import type { SessionStatus } from '../../../protocol/status.ts';
import type { ClientResource } from './client.ts';
import type { AttemptParams, FactorParams, FirstFactor, SecondFactor } from './factors.ts';
import type { ClerkResource, FurtherResourceMembers } from './resource.ts';
import type { UserResource } from './user.ts';
import type { VerificationResource } from './verification.ts';

export interface PublicUserData {
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly imageUrl: string;
  readonly hasImage: boolean;
  readonly identifier: string;
  readonly userId: string;
  /** Set by newer versions of Clerk's API only. */
  readonly username?: string | null;
  readonly banned?: boolean;
  readonly deprovisioned?: boolean;
}

export interface GetTokenOptions {
  /** Name of a JWT template. */
  template?: string;
  /** Request a new token even if the present one is usable. */
  skipCache?: boolean;
  /** Seconds of life that a token must have left, besides five, to be used again; default 0. */
  leewayInSeconds?: number;
}

/** Members of a session that few pages use: `load()` adds them. */
export interface FurtherSessionMembers extends FurtherResourceMembers {
  /** The first of the tasks that the user still has to do. */
  readonly currentTask: { key: string } | undefined;
  /** The actor, if it is an agent. */
  readonly agent: Readonly<Record<string, unknown>> | null;
  /** Forgets the session's tokens, so that the next `getToken` requests one. */
  clearCache(): void;
  /** @internal Calls `touch`, and resolves to the client. */
  __internal_touch(params?: object): Promise<ClientResource | undefined>;
}

export interface SessionResource extends ClerkResource, FurtherSessionMembers {
  readonly id: string;
  /** `active`, or `pending` while the user has tasks; any other one is over. */
  readonly status: SessionStatus;
  /** When the session ends in any case. */
  readonly expireAt: Date;
  /** When the session ends if it is not used before. */
  readonly abandonAt: Date;
  /** When the session was used last. */
  readonly lastActiveAt: Date;
  /** The newest token. `getRawString()` returns the JWT. */
  readonly lastActiveToken: {
    readonly jwt: { readonly claims: Record<string, unknown> };
    getRawString(): string;
  } | null;
  readonly lastActiveOrganizationId: string | null;
  /** Who acts for the user, such as a member of the support. */
  readonly actor: Readonly<Record<string, unknown>> | null;
  /** What the user still has to do. */
  readonly tasks: readonly { key: string }[] | null;
  /** Minutes since the first and the second factor were verified; -1 when never. */
  readonly factorVerificationAge: readonly [number, number] | null;
  /** What the session began with, such as `password`; undefined when the API does not say. */
  readonly lastAuthenticationStrategy?: string | null | undefined;
  /** The user; null when the session is over. */
  readonly user: UserResource | null;
  /** What may be shown of the user. */
  readonly publicUserData: PublicUserData;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  /** Returns a session JWT with more than 5 s of life left; null when the session is over. */
  getToken(options?: GetTokenOptions): Promise<string | null>;
  /**
   * Returns whether the session has a feature, a plan, a role or a permission, or was verified recently enough. Decides
   * what a page shows; what must stay secret is for the server to decide.
   *
   * @param params if several are named, all have to hold; without any the answer is false
   * @example clerk.session.checkAuthorization({ feature: 'export' })
   */
  checkAuthorization(params: AuthorizationParams): boolean;
  /** Tells the API that the session is in use, and makes it the last active one. */
  touch(): Promise<SessionResource>;
  /** Ends the session. It stays on the client with status `ended`. */
  end(): Promise<SessionResource>;
  /** Ends the session and removes it from the client. */
  remove(): Promise<SessionResource>;
  /** Reads the session again. */
  reload(): Promise<SessionResource>;
  /** Begins a reverification, which sensitive changes require. */
  startVerification(params: { level: VerificationLevel }): Promise<SessionVerificationResource>;
  /** Sends a code, or asks for a challenge, for the reverification. */
  prepareFirstFactorVerification(params: FactorParams): Promise<SessionVerificationResource>;
  /** Verifies the first factor again. */
  attemptFirstFactorVerification(params: AttemptParams): Promise<SessionVerificationResource>;
  /** Sends a code for the second factor of the reverification. */
  prepareSecondFactorVerification(params: FactorParams): Promise<SessionVerificationResource>;
  /** Verifies the second factor again. */
  attemptSecondFactorVerification(params: AttemptParams): Promise<SessionVerificationResource>;
  /** Verifies a factor with a passkey. @param params `level`: default `first_factor` */
  verifyWithPasskey(params?: { level?: 'first_factor' | 'second_factor' }): Promise<SessionVerificationResource>;
}

export type VerificationLevel = 'first_factor' | 'second_factor' | 'multi_factor';

export interface SessionVerificationResource {
  readonly status: 'needs_first_factor' | 'needs_second_factor' | 'complete';
  readonly level: VerificationLevel;
  /** The session with its present factor ages. */
  readonly session: SessionResource;
  readonly supportedFirstFactors: readonly FirstFactor[] | null;
  readonly supportedSecondFactors: readonly SecondFactor[] | null;
  readonly firstFactorVerification: VerificationResource;
  readonly secondFactorVerification: VerificationResource;
}

export interface SessionWithActivitiesResource {
  readonly id: string;
  readonly status: SessionStatus;
  readonly expireAt: Date;
  readonly abandonAt: Date;
  readonly lastActiveAt: Date;
  readonly actor: Readonly<Record<string, unknown>> | null;
  readonly latestActivity: SessionActivityResource;
  /** Signs that device out. Resolves to the session as it is then. */
  revoke(): Promise<SessionWithActivitiesResource>;
}

/** The device and place that a session was last used from. */
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
