/**
 * Middleware for h3, Nitro and Nuxt.
 *
 * @module clerk-widgets/backend/h3
 */
export type { Auth } from '../../backend/auth.ts';
export type { AdapterOptions } from '../../backend/adapters/create-adapter.ts';
export { getAuth } from '../../backend/get-auth.ts';
export { clerkMiddleware, type H3EventLike, type H3Middleware } from '../../backend/adapters/h3.ts';
