/**
 * Plugin for Fastify.
 *
 * @module clerk-widgets/backend/fastify
 */
export type { Auth } from '../../backend/auth.ts';
export type { AdapterOptions } from '../../backend/adapters/create-adapter.ts';
export { clerkPlugin } from '../../backend/adapters/fastify.ts';
export { getAuth } from '../../backend/get-auth.ts';
