import { appendHeaders } from './append-headers.ts';
import { type Auth, SIGNED_OUT_AUTH } from '../auth.ts';
import { type Adapter, type AdapterOptions, createAdapter } from './create-adapter.ts';
import { getAuth as authOf, setAuth } from '../get-auth.ts';
import type { GuardedRequest } from './guard.ts';
import { type ParsedCookie, parseSetCookie } from './parse-set-cookie.ts';
import { catchUnclearPath } from './unclear-path.ts';
import { addressIfKnown, readWebRequest } from './web-request.ts';

/** What SvelteKit gives to hooks, `load` functions and endpoints. */
export interface KitEvent {
  readonly request: Request;
  readonly url: URL;
  readonly locals: object;
  getClientAddress(): string;
  readonly isDataRequest: boolean;
  /** SvelteKit before 2.27 does not have it. */
  readonly isRemoteRequest?: boolean;
  readonly cookies: {
    set(name: string, value: string, options: ParsedCookie['options'] & { encode(value: string): string }): void;
  };
}

/** What SvelteKit gives to the `handle` hook. */
export interface HandleInput<Event extends KitEvent> {
  readonly event: Event;
  resolve(event: Event): Response | Promise<Response>;
}

/**
 * Creates the `handle` hook. It renews the session of a visitor who comes back, refuses what the rules say, and sets
 * `event.locals.auth` to who sent the request. Pages that are prerendered are left alone: nobody is signed in there.
 *
 * @param options which paths need a signed-in user, and the instance. What is left out comes from the environment
 * @returns the hook. It throws {@link BackendOptionsError} at the first request when an option is wrong
 * @example
 * // src/hooks.server.ts
 * export const handle = clerkHandle({ protectedRoutes: ['/dashboard(.*)'] });
 */
export function clerkHandle(
  options: AdapterOptions = {},
): <Event extends KitEvent>(input: HandleInput<Event>) => Promise<Response> {
  const adapter = createAdapter(options);
  return async ({ event, resolve }) => {
    if (isPrerendering(event)) {
      note(event, SIGNED_OUT_AUTH);
      return resolve(event);
    }
    const address = () => addressIfKnown(() => event.getClientAddress());
    const { guarded, forwarded } = readWebRequest(event.request, address, judgedUrl(event));
    const checked = await adapter.check(guarded, forwarded);
    if (checked.answer) return checked.answer.status === 401 ? refuse(adapter, event, guarded) : checked.answer;
    note(event, checked.auth);
    const others = setCookies(event, checked.headers);
    const answer = await catchUnclearPath(() => resolve(event));
    return appendHeaders(answer, others, checked.headers.has('set-cookie'));
  };
}

/**
 * Returns who sent the request of a `load` function, an action or an endpoint. It is the same as `event.locals.auth`.
 *
 * @param event what SvelteKit gives to the function
 * @returns the identity, or nulls
 * @throws {TypeError} when `hooks.server.ts` has no `clerkHandle`
 * @example
 * export const load = (event) => ({ projects: projectsOf(getAuth(event).userId) });
 */
export function getAuth(event: Pick<KitEvent, 'locals'>): Auth {
  return authOf(event.locals);
}

function note(event: KitEvent, auth: Auth): void {
  (event.locals as { auth?: Auth }).auth = auth;
  setAuth(event.locals, auth);
}

/**
 * The URL that the rules are about. That of a request for the data of a page is the URL of the page. A call of a remote
 * function has the page in a header, which the client could change, so its own URL counts.
 */
function judgedUrl({ isRemoteRequest, request, url }: KitEvent): string {
  return isRemoteRequest ? request.url : url.href;
}

/** SvelteKit refuses to tell the query of a page that it prerenders. No request can bring that about. */
function isPrerendering({ url }: KitEvent): boolean {
  try {
    return url.search === undefined;
  } catch {
    return true;
  }
}

/**
 * The router in the browser reads a redirect where it asks for the data of a page or sends a form, and can show nothing
 * for a 401. SvelteKit itself puts the redirect of a request for data into the form that the router reads.
 */
function refuse(adapter: Adapter, { isDataRequest, request }: KitEvent, refused: GuardedRequest): Response {
  const isForm = request.method === 'POST' && request.headers.get('x-sveltekit-action') === 'true';
  if (!isDataRequest && !isForm) return adapter.refuse(refused);
  const page = new URL(refused.url);
  // The name of a form action, such as `?/save`, is no part of the page.
  const action = isForm ? [...page.searchParams.keys()].find((name) => name.startsWith('/')) : undefined;
  if (action !== undefined) page.searchParams.delete(action);
  const headers = { get: (name: string) => (name === 'sec-fetch-dest' ? 'document' : request.headers.get(name)) };
  const redirect = adapter.refuse({ method: 'GET', url: page.href, headers });
  if (!isForm) return redirect;
  const location = redirect.headers.get('location');
  return Response.json({ type: 'redirect', status: 303, location }, { headers: { 'Cache-Control': 'no-store' } });
}

/**
 * Sets cookies through SvelteKit, so that the requests which `load` functions make to the application itself have them too.
 *
 * @returns the other headers
 */
function setCookies({ cookies }: KitEvent, headers: Headers): Headers {
  const others = new Headers();
  for (const [name, line] of headers) {
    const cookie = name === 'set-cookie' ? parseSetCookie(line) : undefined;
    if (cookie) cookies.set(cookie.name, cookie.value, { ...cookie.options, encode: (value) => value });
    else others.append(name, line);
  }
  return others;
}
