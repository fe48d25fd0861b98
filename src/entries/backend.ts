/**
 * Token verification and request authentication for the application's own server. It runs on Node, Bun, Deno and
 * workers, with `node:crypto` where the runtime has it and WebCrypto elsewhere.
 *
 * @example
 * import { createClerkClient } from 'clerk-widgets/backend';
 *
 * const clerk = createClerkClient({ publishableKey: 'pk_live_…' });
 * const { userId } = (await clerk.authenticateRequest(request)).toAuth();
 *
 * @module clerk-widgets/backend
 */
export type {
  CreateAllowlistIdentifierParams,
  CreateInvitationParams,
  CreateWaitlistEntryParams,
  InvitationListParams,
  WaitlistEntryListParams,
} from '../backend/api/access-params.ts';
export type {
  BackendAllowlistIdentifier,
  BackendInvitation,
  BackendListedIdentifier,
  BackendWaitlistEntry,
} from '../backend/api/access-resources.ts';
export type {
  AccessApi,
  AllowlistIdentifiersApi,
  BlocklistIdentifiersApi,
  InvitationsApi,
  WaitlistEntriesApi,
} from '../backend/api/create-access-api.ts';
export type {
  BackendClient,
  BackendDomain,
  BackendInstance,
  BackendSignUp,
  ClientsApi,
  InstanceApi,
  SignUpsApi,
} from '../backend/api/create-instance-api.ts';
export { BackendApiError, type BackendApiProblem } from '../backend/api/backend-api-error.ts';
export type {
  ActorTokensApi,
  BackendApi,
  SessionsApi,
  SignInTokensApi,
  TestingTokensApi,
  UsersApi,
} from '../backend/api/create-backend-api.ts';
export type {
  EmailAddressesApi,
  IdentifierUse,
  PhoneNumbersApi,
  PhoneNumberUse,
} from '../backend/api/identifiers-api.ts';
export type {
  CreateActorTokenParams,
  CreateJwtTemplateParams,
  CreateSignInTokenParams,
  CreateUserParams,
  PageParams,
  SessionListParams,
  UpdateJwtTemplateParams,
  UpdateUserParams,
  UserCountParams,
  UserListParams,
  UserMetadata,
} from '../backend/api/params.ts';
export type {
  BackendActorToken,
  BackendDeleted,
  BackendEmailAddress,
  BackendExternalAccount,
  BackendOAuthAccessToken,
  BackendJwtTemplate,
  BackendPage,
  BackendPhoneNumber,
  BackendSession,
  BackendSignInToken,
  BackendTestingToken,
  BackendUser,
  BackendVerification,
  BackendWeb3Wallet,
} from '../backend/api/resources.ts';
export type { JwtTemplatesApi } from '../backend/api/jwt-templates-api.ts';
export type { Auth, SignedInAuth, SignedOutAuth } from '../backend/auth.ts';
export { getAuth } from '../backend/get-auth.ts';
export { type Environment, optionsFromEnv } from '../backend/options-from-env.ts';
export { type BackendOptions, BackendOptionsError } from '../backend/backend-options.ts';
export { authenticateRequest, type ClerkBackend } from '../backend/create-clerk-client.ts';
export type { GateContent, RenderGateOptions, RenderShowOptions } from '../backend/render/gates.ts';
export type { RenderApi } from '../backend/render/render-api.ts';
export type {
  RenderElementOptions,
  RenderFormOptions,
  RenderSignInOptions,
  RenderSignUpOptions,
  RenderUserButtonOptions,
  ShownUser,
} from '../backend/render/render-options.ts';
export type { RenderedElement, RenderedStyle } from '../backend/render/rendered.ts';
export type { RequestLike } from '../backend/request/read-credentials.ts';
export type {
  HandshakeState,
  RequestState,
  SignedInState,
  SignedOutReason,
  SignedOutState,
} from '../backend/request/request-state.ts';
export {
  createRouteMatcher,
  type RoutePattern,
  type RoutePatterns,
  type RouteTarget,
  UnclearPathError,
} from '../backend/routes/routes.ts';
export { type ProxyFrontendApiOptions, proxyFrontendApi } from '../backend/adapters/proxy.ts';
export { type FetchOptions, withAuth, withRequiredAuth } from '../backend/adapters/with-auth.ts';
export { wellKnown, type WellKnownOptions } from '../backend/adapters/well-known.ts';
export type { VerifyTokenOptions } from '../backend/verify/verify-options.ts';
export { type VerifyTemplateResult, verifyTemplateToken } from '../backend/verify/verify-template-token.ts';
export { verifyToken } from '../backend/verify/verify-token.ts';
export {
  type RawWebhookRequest,
  type VerifyWebhookOptions,
  verifyWebhook,
  WebhookVerificationError,
} from '../backend/verify/verify-webhook.ts';
export type { EnvironmentJSON } from '../protocol/json/environment.ts';
export type { WebhookEvent } from '../protocol/json/webhook.ts';
export type { WebhookEventType } from '../protocol/webhook-types.ts';
export type { SessionClaims, TemplateClaims } from '../tokens/claims.ts';
export type { TokenProblem, TokenProblemReason } from '../tokens/token-problem.ts';
export type { VerifyResult } from '../tokens/verify.ts';
export { type ClerkClient, createClerkClient } from './backend-client.ts';
export {
  type RenderedInstance,
  renderShow,
  renderSignedIn,
  renderSignedOut,
  renderSignIn,
  renderSignUp,
  renderStyle,
  renderUserButton,
} from './backend-render.ts';
