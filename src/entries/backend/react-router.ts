/**
 * Adapter for React Router 7 and later as a framework.
 *
 * @module clerk-widgets/backend/react-router
 */
export {
  clerkMiddleware,
  getAuth,
  type MiddlewareArgs,
  type ReactRouterOptions,
  type RouteArgs,
  rootAuthLoader,
} from '../../backend/react-router.ts';
export type { Auth, SignedInAuth, SignedOutAuth } from '../../backend/auth.ts';
export type { AdapterOptions } from '../../backend/create-adapter.ts';
export type { Identity } from '../../backend/with-identity.ts';
export { createRouteMatcher } from '../../backend/routes.ts';
