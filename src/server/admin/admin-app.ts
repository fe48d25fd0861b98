import { timingSafeEqual } from 'node:crypto';
import { type Context, Hono, type MiddlewareHandler } from 'hono';
import { type AuditedCall, audit } from '../audit/audit.ts';
import { auditRead } from '../audit/audited-reads.ts';
import type { AppEnv } from '../http/app-env.ts';
import { ApiError } from '../http/errors.ts';
import { readIp } from '../http/middleware/client-ip.ts';
import { readPlace } from '../http/middleware/client-place.ts';
import { parseBody } from '../http/middleware/parse-body.ts';
import { readActor } from '../http/middleware/read-actor.ts';
import { readCookies } from '../http/middleware/read-caller.ts';
import { isOwnHost } from '../http/own-host.ts';
import { Params } from '../http/params.ts';
import type { Actor } from '../http/request-context.ts';
import { recordSecurityEvent } from '../http/security-events.ts';
import type { Services } from '../services.ts';
import type { AdminSessionRow } from '../storage/rows.ts';
import { StorageUnavailable, TransactionConflict } from '../storage/storage-errors.ts';
import { ADMIN_PATH } from './admin-link.ts';
import type { AdminAction, AdminRedirect, AdminRequest, AdminRoutes, AdminView } from './admin-request.ts';
import { findAdminSession, formTokenOf, SESSION_MS, signInAsAdmin } from './admin-session.ts';
import { errorView } from './error-view.ts';
import { FILES, renderCard, renderFrame } from './frame.ts';
import { ADMIN_PAGES } from './pages.ts';
import { FORM_TOKEN } from './parts/form.ts';
import { renderSignIn, type SignInReason } from './sign-in-page.ts';
import { TEXTS } from './texts.ts';
import { html } from '../lib/html.ts';

interface AdminEnv {
  Bindings: AppEnv['Bindings'];
  Variables: { actor: Actor; form: Params; admin: AdminRequest };
}
type AdminContext = Context<AdminEnv>;

const HEADERS = {
  'Cache-Control': 'no-store',
  'Content-Security-Policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data: https:; " +
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  // Without a referrer of its own origin, the `Origin` of a form would be `null`.
  'Referrer-Policy': 'same-origin',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'X-Robots-Tag': 'noindex',
};
const HOME = '/overview';

/**
 * Creates the admin page: HTML that the server renders, with links and forms, which works without its script. Nobody is
 * let in but the holder of a session of `admin-session.ts`.
 */
export function createAdminApp(services: Services): Hono<AdminEnv> {
  const { config } = services;
  const cookie = config.secureCookies ? '__Host-clerk_admin' : 'clerk_admin';
  // A `__Host-` cookie has the path `/`.
  const attributes = config.secureCookies ? 'Path=/; Secure' : `Path=${ADMIN_PATH}`;
  const setCookie = (c: AdminContext, value: string, seconds: number): void =>
    c.header('Set-Cookie', `${cookie}=${value}; ${attributes}; HttpOnly; SameSite=Strict; Max-Age=${seconds}`);
  const tokenOf = (c: AdminContext) => readCookies(c.req.header('cookie') ?? null).cookies.get(cookie);
  const signInPage = (c: AdminContext, to: string, reason?: SignInReason, error?: string, status = 200) =>
    c.html(renderSignIn({ applicationName: config.applicationName, to, reason, error }), status as 200);

  const app = new Hono<AdminEnv>({
    getPath: (_request, options) => options?.env?.path.slice(ADMIN_PATH.length) || '/',
  });
  app.onError((error, c) => answerFailure(services, error, c));
  app.notFound(() => {
    throw new ApiError('resource_not_found');
  });
  app.use(guard(services));
  for (const { path, type, text } of Object.values(FILES)) {
    app.get(path, (c) =>
      c.body(text, 200, { 'Content-Type': type, 'Cache-Control': 'public, max-age=31536000, immutable' }),
    );
  }
  app.get('/sign-in', (c) => {
    const why = c.req.query('why');
    return signInPage(c, ownPath(c.req.query('to')), why === 'over' || why === 'left' ? why : undefined);
  });
  app.post('/sign-in', async (c) => {
    const form = c.get('form');
    const to = ownPath(form.raw('to'));
    // The whole link may be pasted, too.
    const proof = (form.raw('key') ?? '').trim().replace(/^.*#/s, '');
    if (proof === '') return signInPage(c, to, undefined, TEXTS.signIn.missing, 422);
    try {
      const { session, token } = await signInAsAdmin(services, c.get('actor'), proof);
      const administrator = { ...c.get('actor'), by: administratorOf(session) };
      const call = { action: `POST ${ADMIN_PATH}/sign-in`, target: session.id };
      await audit(services, administrator, call, () => undefined);
      const before = await findAdminSession(services, tokenOf(c), administrator.now);
      if (before) await services.storage.deleteAdminSession(before.id);
      setCookie(c, token, SESSION_MS / 1000);
      return c.redirect(`${ADMIN_PATH}${to}`, 303);
    } catch (error) {
      if (!(error instanceof ApiError) || error.status >= 500) throw error;
      recordSecurityEvent(services, c.get('actor'), 'authn_login_fail', { reason: error.code });
      if (error.retryAfterMs !== undefined) c.header('Retry-After', String(Math.ceil(error.retryAfterMs / 1000)));
      return signInPage(c, to, undefined, textOf(error), error.status);
    }
  });
  app.use(async function signedIn(c, next) {
    const actor = c.get('actor');
    const token = tokenOf(c);
    const session = await findAdminSession(services, token, actor.now);
    if (!session || token === undefined) {
      if (token !== undefined) setCookie(c, '', 0);
      const query = new URLSearchParams(token === undefined ? {} : { why: 'over' });
      if (c.req.method === 'GET') query.set('to', ownPath(c.req.path));
      return c.redirect(`${ADMIN_PATH}/sign-in?${query}`, 303);
    }
    const formToken = formTokenOf(token);
    const form = c.get('form');
    if (c.req.method === 'POST' && !isSame(form.list(FORM_TOKEN)[0], formToken)) throw new ApiError('origin_invalid');
    c.set('admin', {
      ...actor,
      by: administratorOf(session),
      session,
      formToken,
      path: c.env.path.slice(ADMIN_PATH.length) || '/',
      query: withoutControls(c.env.url.searchParams),
      form,
      parts: {},
    });
    return next();
  });
  app.get('/', (c) => c.redirect(`${ADMIN_PATH}${HOME}`, 303));
  app.post('/sign-out', async (c) => {
    await services.storage.deleteAdminSession(c.get('admin').session.id);
    setCookie(c, '', 0);
    return c.redirect(`${ADMIN_PATH}/sign-in?why=left`, 303);
  });
  const routes = routesOf(app, services);
  for (const addPages of ADMIN_PAGES) addPages(routes, services);
  return app;
}

function routesOf(app: Hono<AdminEnv>, services: Services): AdminRoutes {
  const requestOf = (c: AdminContext): AdminRequest => ({
    ...c.get('admin'),
    parts: c.req.param() as Record<string, string>,
  });
  const answer = (c: AdminContext, view: AdminView) =>
    c.html(renderFrame(services.config.applicationName, c.get('admin'), view), (view.status ?? 200) as 200);
  const callOf = (method: string, path: string, { parts }: AdminRequest) => ({
    action: `${method} ${ADMIN_PATH}${path}`,
    target: parts.id ?? null,
  });
  return {
    page(path, show) {
      app.get(path, async (c) => {
        const request = requestOf(c);
        const call = callOf('GET', path, request);
        return answer(c, await auditRead(services, request, call, () => show(request)));
      });
    },
    action(path, action) {
      app.post(path, async (c) => {
        const request = requestOf(c);
        const result = await runAction(services, request, callOf('POST', path, request), action);
        if (!('to' in result)) return answer(c, result);
        const [to = '', query = ''] = result.to.split('?');
        const params = new URLSearchParams(query);
        if (result.done) params.set('done', result.done);
        return c.redirect(`${ADMIN_PATH}${to}${params.size > 0 ? `?${params}` : ''}`, 303);
      });
    },
  };
}

async function runAction(
  services: Services,
  request: AdminRequest,
  call: AuditedCall,
  action: AdminAction,
): Promise<AdminRedirect | AdminView> {
  try {
    return await audit(services, request, call, (entry) => action.run(request, entry));
  } catch (error) {
    if (!(error instanceof ApiError) || error.status >= 500 || error.status === 404 || !action.refused) throw error;
    return { status: error.status, ...(await action.refused(request, error)) };
  }
}

/** Reads each request once, and refuses those that another site can have caused. */
function guard(services: Services): MiddlewareHandler<AdminEnv> {
  const { config } = services;
  const hsts = config.secureCookies ? { 'Strict-Transport-Security': 'max-age=63072000' } : {};
  const headers = Object.entries({ ...HEADERS, ...hsts });
  return async function guard(c, next) {
    const request = c.req.raw;
    for (const [name, value] of headers) c.header(name, value);
    if (!isOwnHost(request, [config.url])) return c.text(`Open this at ${config.url}${ADMIN_PATH}.\n`, 403);
    const isPost = request.method === 'POST';
    if (isPost && !isSameOrigin(request, config.url)) throw new ApiError('origin_invalid');
    const ip = readIp(config, request.headers, c.env.info);
    const place = readPlace(config, request.headers);
    c.set('actor', readActor(request.headers, { now: services.clock.now(), ip, place }));
    c.set('form', isPost ? await parseBody(request, new URLSearchParams()) : new Params());
    return next();
  };
}

/** Whether a form was sent from a page of this server. A proxy may have ended TLS, so the scheme is that of the settings. */
function isSameOrigin({ headers, url }: Request, ownUrl: string): boolean {
  const origin = headers.get('origin');
  const site = headers.get('sec-fetch-site');
  if (site !== null && site !== 'same-origin') return false;
  return origin !== null && (origin === ownUrl || origin === new URL(url).origin);
}

function answerFailure(services: Services, error: Error, c: AdminContext): Response {
  const isDown = error instanceof StorageUnavailable || error instanceof TransactionConflict;
  const known =
    error instanceof ApiError ? error : new ApiError(isDown ? 'service_unavailable' : 'internal_clerk_error');
  if (!(error instanceof ApiError) && !isDown) {
    // No message: those of drivers may quote values.
    services.logger.error('A request failed.', {
      path: c.env.path,
      error: error.name,
      at: error.stack?.split('\n')[1]?.trim(),
    });
  }
  if (known.code === 'origin_invalid') {
    recordSecurityEvent(services, { ip: c.get('actor')?.ip ?? null }, 'malicious_cors', { reason: known.code });
  }
  const view = errorView(known);
  const admin = c.get('admin') as AdminRequest | undefined;
  const { applicationName } = services.config;
  if (admin) return c.html(renderFrame(applicationName, admin, view), known.status as 400);
  return c.html(
    renderCard(applicationName, view.title, html`<h1>${view.title}</h1>${view.content}`),
    known.status as 400,
  );
}

function textOf(error: ApiError): string {
  if (error.code === 'too_many_requests') return TEXTS.signIn.tooMany;
  const text = error.items[0]?.long_message;
  return error.code === 'clerk_key_invalid' && text !== TEXTS.signIn.linkOver
    ? (hintOf(text) ?? TEXTS.signIn.wrong)
    : (text ?? '');
}

/** A key of the other type of instance has a hint of its own. */
function hintOf(text: string | undefined): string | undefined {
  return text?.startsWith('Keys of this ') ? text : undefined;
}

function administratorOf({ id, name }: AdminSessionRow): AdminRequest['by'] {
  return { kind: 'admin_page', id, name };
}

/** Takes the control characters out of what an address asks for: Postgres takes no NUL, and SQLite ends a pattern there. */
function withoutControls(query: URLSearchParams): URLSearchParams {
  return new URLSearchParams([...query].map(([name, value]) => [name, value.replace(/\p{Cc}/gu, '')]));
}

/** Returns a path below `/__admin` to go on to; the first page for everything else. */
function ownPath(path: string | undefined): string {
  return path !== undefined && /^\/[\w/-]{0,200}$/.test(path) && path !== '/sign-in' ? path : HOME;
}

function isSame(given: string | undefined, wanted: string): boolean {
  return (
    given !== undefined && given.length === wanted.length && timingSafeEqual(Buffer.from(given), Buffer.from(wanted))
  );
}
