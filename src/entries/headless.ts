/**
 * Sign-in without forms: the `Clerk` class, its resources and its errors, for pages that render everything themselves.
 *
 * @module clerk-widgets/headless
 * @example
 * import { Clerk, isClerkAPIResponseError } from 'clerk-widgets/headless';
 *
 * const clerk = new Clerk('pk_live_…');
 * await clerk.load();
 * try {
 *   const signIn = await clerk.client.signIn.create({ identifier: 'ada@example.com', password: '…' });
 *   if (signIn.status === 'complete') await clerk.setActive({ session: signIn.createdSessionId });
 * } catch (error) {
 *   if (isClerkAPIResponseError(error)) console.log(error.errors[0].longMessage);
 * }
 * const token = await clerk.session?.getToken();
 */
export { Clerk } from '../client/clerk.ts';
export { EmailLinkErrorCode, EmailLinkErrorCodeStatus } from '../client/email-link-error-code.ts';
export type { ClerkAPIError, ClerkAPIErrorMeta } from '../client/errors.ts';
export {
  ClerkAPIResponseError,
  ClerkRuntimeError,
  EmailLinkError,
  isClerkAPIResponseError,
  isClerkRuntimeError,
  isEmailLinkError,
} from '../client/errors.ts';
export {
  type FutureStoreHost,
  type SignInFutureState,
  signInFutureStore,
  type SignUpFutureState,
  signUpFutureStore,
  type WaitlistState,
  waitlistStore,
} from '../client/future/future-stores.ts';
export { onToken } from '../client/session/on-token.ts';
export type { AttemptCalls } from '../client/stores/attempt-state.ts';
export { type AuthState, authStore } from '../client/stores/auth-store.ts';
export type { ReadableStore, StoreHost } from '../client/stores/readable-store.ts';
export { type SessionListState, sessionListStore } from '../client/stores/session-list-store.ts';
export { type SessionState, sessionStore } from '../client/stores/session-store.ts';
export { type SignInState, signInStore } from '../client/stores/sign-in-store.ts';
export { type SignUpState, signUpStore } from '../client/stores/sign-up-store.ts';
export { statusStore } from '../client/stores/status-store.ts';
export { type UserState, userStore } from '../client/stores/user-store.ts';
export type { ClerkOptions } from '../client/instance/instance.ts';
export type { Platform } from '../client/platform/platform.ts';
export type * from '../client/resources/types/attempt.ts';
export type * from '../client/resources/types/client.ts';
export type * from '../client/resources/types/environment.ts';
export type * from '../client/resources/types/external-account.ts';
export type * from '../client/resources/types/factors.ts';
export type * from '../client/resources/types/future-state.ts';
export type * from '../client/resources/types/identifiers.ts';
export type * from '../client/resources/types/resource.ts';
export type * from '../client/resources/types/session.ts';
export type * from '../client/resources/types/sign-in-future.ts';
export type * from '../client/resources/types/sign-in.ts';
export type * from '../client/resources/types/sign-up-future.ts';
export type * from '../client/resources/types/sign-up.ts';
export type * from '../client/resources/types/user-factors.ts';
export type * from '../client/resources/types/user.ts';
export type * from '../client/resources/types/verification.ts';
export type * from '../client/types.ts';
export { PublishableKeyError } from '../protocol/keys.ts';
