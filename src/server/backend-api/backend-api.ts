import { Hono, type MiddlewareHandler } from 'hono';
import { CLIENT_COOKIE, HOST_CLIENT_COOKIE } from '../../protocol/cookies.ts';
import { ApiError } from '../http/errors.ts';
import { answerError } from '../http/middleware/answer-error.ts';
import { answerHeaders } from '../http/middleware/answer-headers.ts';
import { readIp } from '../http/middleware/client-ip.ts';
import { readActor } from '../http/middleware/read-actor.ts';
import { readCookies } from '../http/middleware/read-caller.ts';
import { refuseOtherMethods } from '../http/refuse-other-methods.ts';
import type { Services } from '../services.ts';
import { authenticateKey, readSecretKey, requireScope } from './authenticate-key.ts';
import { auditRead } from '../audit/audited-reads.ts';
import { auditChange } from './audit-change.ts';
import type { BackendCall, BackendContext, BackendEnv } from './backend-context.ts';
import { JsonBody, parseJsonBody } from './json-body.ts';
import { emailAddressRoutes } from './routes/email-addresses.ts';
import { actorTokenRoutes } from './routes/actor-tokens.ts';
import { clientRoutes } from './routes/clients.ts';
import { handshakeRoutes } from './routes/handshakes.ts';
import { instanceRoutes } from './routes/instance.ts';
import { invitationRoutes } from './routes/invitations.ts';
import { listedIdentifierRoutes } from './routes/listed-identifiers.ts';
import { jwksRoutes } from './routes/jwks.ts';
import { oauthAccessTokenRoutes } from './routes/oauth-access-tokens.ts';
import { phoneNumberRoutes } from './routes/phone-numbers.ts';
import { templateRoutes } from './routes/templates.ts';
import { jwtTemplateRoutes } from './routes/jwt-templates.ts';
import { sessionRoutes } from './routes/sessions.ts';
import { signInTokenRoutes } from './routes/sign-in-tokens.ts';
import { signUpRoutes } from './routes/sign-ups.ts';
import { testingTokenRoutes } from './routes/testing-tokens.ts';
import { waitlistEntryRoutes } from './routes/waitlist-entries.ts';
import { userFactorRoutes } from './routes/user-factors.ts';
import { userImageRoutes } from './routes/user-images.ts';
import { userListRoutes } from './routes/user-lists.ts';
import { userRoutes } from './routes/users.ts';
import { type BackendRoute, isAudited, ROUTE_SCOPES } from './scopes.ts';

/** Registers a route. The table of scopes says what its key needs: a route that is not in there does not compile. */
export type AddRoute = (
  route: BackendRoute,
  handle: (c: BackendCall, context: BackendCall['var']['context']) => Response | Promise<Response>,
  options?: RouteOptions,
) => void;

export interface RouteOptions {
  /** `json` is read before the route runs (default); an `upload` is left to the route. */
  body?: 'json' | 'upload';
}

const ROUTES = [
  actorTokenRoutes,
  jwksRoutes,
  handshakeRoutes,
  testingTokenRoutes,
  sessionRoutes,
  jwtTemplateRoutes,
  templateRoutes,
  signInTokenRoutes,
  userListRoutes,
  userRoutes,
  invitationRoutes,
  waitlistEntryRoutes,
  userFactorRoutes,
  userImageRoutes,
  listedIdentifierRoutes,
  emailAddressRoutes,
  phoneNumberRoutes,
  oauthAccessTokenRoutes,
  clientRoutes,
  signUpRoutes,
  instanceRoutes,
];

/**
 * Creates the Backend API: what the application's own server calls with a secret key. It reads no cookies, believes no
 * `Origin`, and answers no page.
 */
export function createBackendApi(services: Services): Hono<BackendEnv> {
  const api = new Hono<BackendEnv>({ getPath: (_request, options) => options?.env?.path ?? '/' });
  api.onError(answerError(services.config, services.logger, 'resource_not_found'));
  api.notFound(() => {
    throw new ApiError('resource_not_found');
  });
  api.use(answerHeaders(services.config), refuseBrowsers(), authenticate(services));
  const add: AddRoute = (route, handle, { body = 'json' } = {}) => {
    const [method = '', path = ''] = route.split(' ');
    const isRead = method === 'GET';
    const run = async (c: BackendCall, context: BackendContext): Promise<Response> => {
      requireScope(context.key, ROUTE_SCOPES[route]);
      // Read when the key is known to be allowed, and not before.
      const hasBody = !isRead && body === 'json';
      return handle(c, hasBody ? { ...context, body: await parseJsonBody(c.req.raw) } : context);
    };
    api.on(method, path, (c) => {
      const context = c.get('context');
      if (!isAudited(route)) return run(c, context);
      const call = { action: route, target: c.req.param('id') ?? null };
      const work = () => run(c, context);
      return isRead ? auditRead(services, context, call, work) : auditChange(services, context, call, work);
    });
  };
  for (const addRoutes of ROUTES) addRoutes(add, services);
  refuseOtherMethods(api);
  return api;
}

/**
 * Refuses what comes from a page. A page that has a secret key gives it to each of its visitors, and a request with a
 * client cookie as well could be meant for either API.
 */
function refuseBrowsers(): MiddlewareHandler<BackendEnv> {
  return async function refuseBrowsers(c, next) {
    const { headers } = c.req.raw;
    if (headers.has('origin')) throw new ApiError('origin_authorization_headers_conflict');
    const { cookies } = readCookies(headers.get('cookie'));
    if (cookies.has(CLIENT_COOKIE) || cookies.has(HOST_CLIENT_COOKIE)) {
      throw new ApiError('cookie_authorization_headers_conflict');
    }
    if (c.env.url.searchParams.has('_method')) {
      throw new ApiError('method_not_allowed', { longMessage: 'Send the method itself: _method is for pages.' });
    }
    await next();
  };
}

/** Requires a valid secret key, and reads the request. */
function authenticate(services: Services): MiddlewareHandler<BackendEnv> {
  return async function authenticate(c, next) {
    const { headers } = c.req.raw;
    const ip = readIp(services.config, headers, c.env.info);
    const actor = readActor(headers, { now: services.clock.now(), ip });
    const key = await authenticateKey(services, actor, readSecretKey(headers) ?? '');
    const by = { kind: 'secret_key', id: key.id, name: key.name } as const;
    c.set('context', { ...actor, by, key, body: new JsonBody({}), query: c.env.url.searchParams });
    await next();
  };
}
