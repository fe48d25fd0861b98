/**
 * Wrapper of Gatsby functions.
 *
 * @module clerk-widgets/backend/gatsby
 */
export type { Auth } from '../../backend/auth.ts';
export type { AdapterOptions } from '../../backend/create-adapter.ts';
export { withAuth } from '../../backend/gatsby.ts';
export { getAuth } from '../../backend/get-auth.ts';
