/**
 * Middleware for Hono.
 *
 * @module clerk-widgets/backend/hono
 */
export type { Auth } from '../../backend/auth.ts';
export type { AdapterOptions } from '../../backend/adapters/create-adapter.ts';
export { getAuth } from '../../backend/get-auth.ts';
export { clerkMiddleware, type HonoOptions } from '../../backend/adapters/hono.ts';
