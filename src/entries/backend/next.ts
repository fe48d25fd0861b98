/**
 * The backend SDK in Next.js: middleware, App Router and Pages Router. Keys come from the environment, by the names of
 * Clerk's SDKs.
 *
 * @example
 * // proxy.ts (middleware.ts before Next.js 16)
 * import { authMiddleware } from 'clerk-widgets/backend/next';
 *
 * export default authMiddleware({ publicRoutes: ['/'] });
 *
 * @module clerk-widgets/backend/next
 */
export type { Auth, SignedInAuth, SignedOutAuth } from '../../backend/auth.ts';
export type { BackendUser } from '../../backend/api/resources.ts';
export { type BackendOptions, BackendOptionsError } from '../../backend/backend-options.ts';
export { auth, currentUser, type ServerAuth, type ServerIdentity } from '../../backend/next/app-router.ts';
export { authMiddleware, type AuthMiddlewareOptions, type RouteAuth } from '../../backend/next/auth-middleware.ts';
export {
  clerkMiddleware,
  type ClerkMiddlewareHandler,
  type MiddlewareAuth,
  type MiddlewareIdentity,
  type MiddlewareResult,
  type NextMiddleware,
} from '../../backend/next/clerk-middleware.ts';
export {
  type ContextOptions,
  getContext,
  type SetContext,
  withContext,
  type WithContextOptions,
} from '../../backend/next/context.ts';
export {
  type AuthedApiRoute,
  type AuthedContext,
  type AuthedRequest,
  type AuthedRouteHandler,
  getAuth,
  type ServerSideAuthOptions,
  type ServerSideState,
  withAuth,
  withServerSideAuth,
} from '../../backend/next/pages-router.ts';
export type { SignInRedirectOptions } from '../../backend/adapters/sign-in-redirect.ts';
export type { Condition } from '../../backend/next/judge.ts';
export {
  createRouteMatcher,
  type RoutePattern,
  type RoutePatterns,
  type RouteTarget,
  UnclearPathError,
} from '../../backend/routes/routes.ts';
