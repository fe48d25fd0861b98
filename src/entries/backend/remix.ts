/**
 * Adapter for Remix 2.
 *
 * @module clerk-widgets/backend/remix
 */
export { getAuth, type RemixArgs, type RemixOptions, rootAuthLoader } from '../../backend/adapters/remix.ts';
export type { Auth, SignedInAuth, SignedOutAuth } from '../../backend/auth.ts';
export type { Identity } from '../../backend/adapters/with-identity.ts';
