/**
 * Adapter for SvelteKit 2 and later.
 *
 * @module clerk-widgets/backend/sveltekit
 */
export { clerkHandle, getAuth, type HandleInput, type KitEvent } from '../../backend/sveltekit.ts';
export type { Auth, SignedInAuth, SignedOutAuth } from '../../backend/auth.ts';
export type { AdapterOptions } from '../../backend/create-adapter.ts';
export { createRouteMatcher } from '../../backend/routes.ts';
