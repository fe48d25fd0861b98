/**
 * Wrapper of Gatsby functions.
 *
 * @module clerk-widgets/backend/gatsby
 */
export type { Auth } from '../../backend/auth.ts';
export type { AdapterOptions } from '../../backend/adapters/create-adapter.ts';
export { withAuth } from '../../backend/adapters/gatsby.ts';
export { getAuth } from '../../backend/get-auth.ts';
