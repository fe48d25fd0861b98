import type { JsonWebKey } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import type { ClerkBackend } from '../../src/entries/backend.ts';
import { ApiError, type ClerkServer } from '../../src/entries/server.ts';
import { measure } from './measure.ts';
import { SecondBrowser, type SecondBrowserOptions } from './second-browser.ts';

export interface ApiOptions extends SecondBrowserOptions {
  clerk: ClerkBackend;
  /** The public key of the instance. */
  jwk: JsonWebKey;
  /** Origin of the small API that shows what a preflight costs. */
  otherOrigin: string;
  invitations: ClerkServer['invitations'];
}

/** Second browsers that the demo keeps. The oldest one goes when there is one more. */
const MAX_BROWSERS = 100;

/** The demo's own API, as a customer's server would have one. It answers undefined for paths that it does not have. */
export function createApi(options: ApiOptions) {
  const { clerk, siteOrigin } = options;
  /** By the id of the visitor's own session. */
  const browsers = new Map<string, SecondBrowser>();
  let measuring: ReturnType<typeof measure> | undefined;
  const routes: Record<string, (request: Request) => Promise<Response>> = {
    'GET /api/me': me,
    'GET /api/figures': figures,
    'POST /api/second-browser': openSecondBrowser,
    'POST /api/second-browser/visit': visit,
    'POST /api/invitations': invite,
  };
  return async (request: Request): Promise<Response | undefined> => {
    const route = routes[`${request.method} ${new URL(request.url).pathname}`];
    if (!route) return undefined;
    // A page of another site could post, too.
    const isForeign = request.method === 'POST' && request.headers.get('origin') !== siteOrigin;
    return isForeign ? json({ error: 'Post from a page of this site.' }, 403) : route(request);
  };

  /** Tells who is signed in, and how long it took to find out. */
  async function me(request: Request): Promise<Response> {
    const start = performance.now();
    const state = await clerk.authenticateRequest(request);
    const microseconds = Math.round((performance.now() - start) * 1000);
    const { userId, sessionId } = state.toAuth();
    const { status, reason } = state;
    return json({ status, reason, userId, sessionId, microseconds }, state.isAuthenticated ? 200 : 401);
  }

  /** Measures the SDK with the token of the visitor. Several who ask at once get the same figures. */
  async function figures(request: Request): Promise<Response> {
    const { token } = (await clerk.authenticateRequest(request)).toAuth();
    if (!token) return json({ error: 'Sign in first.' }, 401);
    measuring ??= measure(clerk, token, options.jwk, `${options.otherOrigin}/echo`).finally(() => {
      measuring = undefined;
    });
    return json({ ways: await measuring });
  }

  /** Signs the visitor in once more, in a second browser that this server keeps. */
  async function openSecondBrowser(request: Request): Promise<Response> {
    const { userId, sessionId } = (await clerk.authenticateRequest(request)).toAuth();
    if (!userId) return json({ error: 'Sign in first.' }, 401);
    const browser = await SecondBrowser.open(options, userId);
    if (!browser) return json({ error: 'second_factor' }, 409);
    browsers.delete(sessionId);
    browsers.set(sessionId, browser);
    const [oldest] = browsers.keys();
    if (browsers.size > MAX_BROWSERS && oldest) browsers.delete(oldest);
    return json(await browser.visit());
  }

  /** Lets the second browser send its next request. */
  async function visit(request: Request): Promise<Response> {
    const { sessionId } = (await clerk.authenticateRequest(request)).toAuth();
    const browser = sessionId ? browsers.get(sessionId) : undefined;
    return browser ? json(await browser.visit()) : json({ error: 'There is no second browser.' }, 404);
  }

  /** Invites an address. The email is in the dev inbox. */
  async function invite(request: Request): Promise<Response> {
    const { userId } = (await clerk.authenticateRequest(request)).toAuth();
    if (!userId) return json({ error: 'Sign in first.' }, 401);
    const form = await request.formData().catch(() => undefined);
    if (!form) return json({ error: 'Post a form.' }, 400);
    const emailAddress = String(form.get('emailAddress') ?? '');
    try {
      await options.invitations.create({ emailAddress });
      return json({ emailAddress });
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      return json({ error: error.items[0]?.long_message }, 422);
    }
  }
}

function json(body: object, status = 200): Response {
  return Response.json(body, { status, headers: { 'Cache-Control': 'no-store' } });
}
