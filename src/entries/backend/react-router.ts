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
} from '../../backend/adapters/react-router.ts';
export type { Auth, SignedInAuth, SignedOutAuth } from '../../backend/auth.ts';
export type { AdapterOptions } from '../../backend/adapters/create-adapter.ts';
export type { Identity } from '../../backend/adapters/with-identity.ts';
export { createRouteMatcher } from '../../backend/routes/routes.ts';
