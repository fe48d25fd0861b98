/**
 * Token verification and request authentication for the application's own server. Runs on Node, Bun, Deno and
 * workers: `node:crypto` is used where there is one, WebCrypto elsewhere.
 *
 * @module clerk-widgets/backend
 */
export {
  type AdapterOptions,
  type ConnectRequest,
  type ConnectResponse,
  connectAuth,
  honoAuth,
  withAuth,
  withRequiredAuth,
} from '../backend/adapters.ts';
export type { Auth, SignedInAuth, SignedOutAuth } from '../backend/auth.ts';
export { authenticateRequest } from '../backend/authenticate-request.ts';
export type { BackendOptions } from '../backend/backend-options.ts';
export { type ClerkBackend, createClerkClient } from '../backend/create-clerk-client.ts';
export { BackendOptionsError } from '../backend/options-error.ts';
export type { RequestLike } from '../backend/read-credentials.ts';
export type { RequestState, SignedInState, SignedOutReason, SignedOutState } from '../backend/request-state.ts';
export { verifyToken } from '../backend/verify-token.ts';
export type { SessionClaims } from '../tokens/claims.ts';
export type { TokenProblem, TokenProblemReason } from '../tokens/token-problem.ts';
export type { VerifyResult } from '../tokens/verify.ts';
