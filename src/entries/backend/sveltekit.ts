/**
 * Adapter for SvelteKit 2 and later.
 *
 * @module clerk-widgets/backend/sveltekit
 */
export { clerkHandle, getAuth, type HandleInput, type KitEvent } from '../../backend/adapters/sveltekit.ts';
export type { Auth, SignedInAuth, SignedOutAuth } from '../../backend/auth.ts';
export type { AdapterOptions } from '../../backend/adapters/create-adapter.ts';
export { createRouteMatcher } from '../../backend/routes/routes.ts';
