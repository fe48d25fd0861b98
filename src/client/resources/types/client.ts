import type { ClerkResource, FurtherResourceMembers } from './resource.ts';
import type { SessionResource } from './session.ts';
import type { SignInResource } from './sign-in.ts';
import type { SignUpResource } from './sign-up.ts';

/** Members of a client that few pages use: `load()` adds them. */
export interface FurtherClientMembers extends FurtherResourceMembers {
  /** Whether the API lets this browser sign up without a captcha. */
  readonly captchaBypass: boolean;
  /** @deprecated `signIn` */
  readonly signInAttempt: SignInResource;
  /** @deprecated `signUp` */
  readonly signUpAttempt: SignUpResource;
  /** Returns whether the API does not know this browser yet. */
  isNew(): boolean;
  /** Makes this browser known to the API, if it is not. */
  create(): Promise<ClientResource>;
  /** Reads the client again. */
  fetch(): Promise<ClientResource>;
  /** Forgets the tokens of all sessions, so that the next `getToken` of each requests one. */
  clearCache(): void;
  /** Gives the present sign-in up. `signIn` is an empty one then. */
  resetSignIn(): void;
  /** Gives the present sign-up up. `signUp` is an empty one then. */
  resetSignUp(): void;
  /** Returns whether the cookie of this browser ends within 8 days, so that a visit of `buildTouchUrl` is worthwhile. */
  isEligibleForTouch(): boolean;
  /**
   * Returns a URL of the API that renews the cookie of this browser and leads on: Safari keeps cookies for 7 days only
   * that scripts have caused.
   */
  buildTouchUrl(params: { redirectUrl: URL }): string;
  /** @internal Sends a captcha token of a browser that had to solve one. */
  __internal_sendCaptchaToken(params: object): Promise<ClientResource>;
  /** Ends all sessions and the client. */
  destroy(): Promise<void>;
  /** Ends all sessions. */
  removeSessions(): Promise<ClientResource>;
}

/** This browser, with its sessions and its attempts to sign in and up. */
export interface ClientResource extends ClerkResource, FurtherClientMembers {
  /** Undefined while the API does not know this browser. */
  readonly id: string | undefined;
  /** All sessions of this browser that have not been removed. */
  readonly sessions: readonly SessionResource[];
  /** The sessions that are `active` or `pending`. */
  readonly signedInSessions: readonly SessionResource[];
  /** The sessions without pending tasks. */
  readonly activeSessions: readonly SessionResource[];
  /** The present attempt. If there is none, an empty one (`status: null`) on which `create` can be called. */
  readonly signIn: SignInResource;
  /** The present sign-up, or an empty one. */
  readonly signUp: SignUpResource;
  /** Id of the session that was used last. */
  readonly lastActiveSessionId: string | null;
  /** What the last sign-in in this browser began with, such as `password`. */
  readonly lastAuthenticationStrategy: string | null;
  /** When the cookie of this browser ends. */
  readonly cookieExpiresAt: Date | null;
  readonly createdAt: Date | null;
  readonly updatedAt: Date | null;
  /** Reads the client again. */
  reload(): Promise<ClientResource>;
}
