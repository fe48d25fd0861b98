/**
 * Plugin for Fastify.
 *
 * @module clerk-widgets/backend/fastify
 */
export type { Auth } from '../../backend/auth.ts';
export type { AdapterOptions } from '../../backend/create-adapter.ts';
export { clerkPlugin } from '../../backend/fastify.ts';
export { getAuth } from '../../backend/get-auth.ts';
