/**
 * Middleware for Express, Connect and `node:http`.
 *
 * @module clerk-widgets/backend/express
 */
export type { Auth } from '../../backend/auth.ts';
export type { AdapterOptions } from '../../backend/adapters/create-adapter.ts';
export { clerkMiddleware, type NodeMiddleware, requireAuth } from '../../backend/adapters/express.ts';
export { getAuth } from '../../backend/get-auth.ts';
export type { NodeRequest } from '../../backend/adapters/node-request.ts';
export type { NodeResponse } from '../../backend/adapters/node-response.ts';
