import type { RequestListener } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import type { Auth } from '../../../src/backend/auth.ts';
import type { AdapterOptions } from '../../../src/backend/adapters/create-adapter.ts';
import { type AstroAuth, clerkMiddleware as astroMiddleware } from '../../../src/entries/backend/astro.ts';
import {
  clerkMiddleware as reactRouterMiddleware,
  getAuth as reactRouterAuth,
} from '../../../src/entries/backend/react-router.ts';
import { clerkHandle, getAuth as kitAuth, type KitEvent } from '../../../src/entries/backend/sveltekit.ts';

export type AuthOf = () => Auth | Promise<Auth>;
type Application = (request: Request, auth: AuthOf) => Promise<Response>;

/**
 * The application in frameworks that have to be built. The drivers call the adapters as the frameworks do. The apps in
 * `test/apps/` are built.
 */
export function frameworkDrivers(
  application: Application,
): Record<string, (options: AdapterOptions) => Promise<RequestListener>> {
  return {
    async 'react router'(options) {
      const middleware = reactRouterMiddleware({ ...options, clientAddress: () => '127.0.0.1' });
      return getRequestListener((request) => {
        const args = { request, url: new URL(request.url), context: {} };
        // React Router turns an error of a loader into an answer itself.
        return middleware(args, async () => {
          try {
            return await application(request, () => reactRouterAuth(args));
          } catch (error) {
            return new Response(null, { status: (error as { status?: number }).status ?? 500 });
          }
        });
      });
    },
    async sveltekit(options) {
      const handle = clerkHandle(options);
      return getRequestListener((request) => {
        const { event, answerWith } = kitEvent(request);
        return handle({
          event,
          resolve: async () => answerWith(await application(request, () => kitAuth(event))),
        });
      });
    },
    async astro(options) {
      const middleware = astroMiddleware(options);
      return getRequestListener((request) => {
        const locals = {} as { auth(): AstroAuth };
        const context = { request, locals, isPrerendered: false, clientAddress: '127.0.0.1' };
        return middleware(context, () => application(request, () => locals.auth()));
      });
    },
  };
}

/** An event of SvelteKit, and how SvelteKit adds the cookies that were set to an answer. */
export function kitEvent(request: Request, more: Partial<KitEvent> = {}) {
  const lines: string[] = [];
  let isAnswered = false;
  const event: KitEvent = {
    request,
    url: new URL(request.url),
    locals: {},
    isDataRequest: false,
    isRemoteRequest: false,
    getClientAddress: () => '127.0.0.1',
    cookies: {
      set(name, value, { encode, path, maxAge, httpOnly }) {
        if (isAnswered) throw new Error('Cannot use `cookies.set(...)` after the response has been generated');
        const age = maxAge === undefined ? '' : `; Max-Age=${maxAge}`;
        lines.push(`${name}=${encode(value)}; Path=${path}${age}${httpOnly ? '; HttpOnly' : ''}`);
      },
    },
    ...more,
  };
  const answerWith = (response: Response): Response => {
    isAnswered = true;
    const answer = new Response(response.body, response);
    for (const line of lines) answer.headers.append('set-cookie', line);
    return answer;
  };
  return { event, answerWith };
}
