import type { FastifyPluginCallback } from 'fastify';
import { type Adapter, type AdapterOptions, createAdapter } from './create-adapter.ts';
import { setAuth } from '../get-auth.ts';
import { forwardedNodeRequest, guardedNodeRequest } from './node-request.ts';
import { addHeaders } from './node-response.ts';

/**
 * Plugin for Fastify. It renews the session of a visitor who comes back, refuses what the rules say, and lets
 * `getAuth(request)` tell who sent the request. It counts for every route, also for those of other plugins.
 *
 * The options say which paths need a signed-in user, and name the instance. What is left out comes from the environment.
 *
 * @example
 * app.register(clerkPlugin, { protectedRoutes: ['/dashboard(.*)'] });
 * app.get('/api/me', (request) => ({ userId: getAuth(request).userId }));
 */
export const clerkPlugin: FastifyPluginCallback<AdapterOptions> = (app, options, done) => {
  let adapter: Adapter;
  try {
    adapter = createAdapter(options);
  } catch (error) {
    // Thrown here, it would end the process.
    return done(error as Error);
  }
  app.addHook('onRequest', async (request, reply) => {
    const { raw } = request;
    const verdict = await adapter.check(guardedNodeRequest(raw), () => ({
      ...forwardedNodeRequest(raw),
      clientAddress: request.ip,
    }));
    if (verdict.answer) return reply.send(verdict.answer);
    setAuth(request, verdict.auth);
    setAuth(raw, verdict.auth);
    addHeaders(reply.raw, verdict.headers);
    return undefined;
  });
  return done();
};

// What the package fastify-plugin does: the hook counts outside this plugin, too.
Object.assign(clerkPlugin, {
  [Symbol.for('skip-override')]: true,
  [Symbol.for('fastify.display-name')]: 'clerk-widgets',
});
