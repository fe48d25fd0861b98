/**
 * Adapter for Astro 5 and later.
 *
 * @module clerk-widgets/backend/astro
 */
export { type AstroAuth, type AstroContext, type AstroHandler, clerkMiddleware } from '../../backend/adapters/astro.ts';
export type { Auth, SignedInAuth, SignedOutAuth } from '../../backend/auth.ts';
export type { AdapterOptions } from '../../backend/adapters/create-adapter.ts';
export { createRouteMatcher } from '../../backend/routes/routes.ts';
