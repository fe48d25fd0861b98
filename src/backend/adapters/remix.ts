import { appendHeaders } from './append-headers.ts';
import type { Auth } from '../auth.ts';
import type { BackendOptions } from '../backend-options.ts';
import { type ClerkBackend, createClerkClient } from '../create-clerk-client.ts';
import { publicUrl } from './public-url.ts';
import type { RequestState } from '../request/request-state.ts';
import { type Identity, withIdentity } from './with-identity.ts';

/** What Remix gives to a loader or an action. */
export interface RemixArgs {
  readonly request: Request;
}

/** The instance. What is left out comes from the environment. */
export interface RemixOptions extends BackendOptions {
  /** The SDK, if you have created one already. Default: one that is created from the other options. */
  clerk?: ClerkBackend | undefined;
}

/** Milliseconds in which the loaders of one request share the answer of a handshake. */
const SHARED_MS = 5000;
/** Requests whose answers are kept at a time. */
const MAX_SHARED = 100;

const fromEnvironment: RemixOptions = {};
const clients = new WeakMap<RemixOptions, Client>();

interface Client {
  clerk: ClerkBackend;
  /** Answers of handshakes that were used already, by request. */
  shared: Map<string, { at: number; state: Promise<RequestState> }>;
}

/**
 * Returns who sent the request of a loader or an action.
 *
 * @param args what Remix gives to the loader
 * @param options the instance. What is left out comes from the environment. Pass the same object each time
 * @returns the identity, or nulls
 * @throws a `Response` when the session of a page has to be renewed first: let it pass, Remix sends it
 * @throws {BackendOptionsError} when an option is wrong
 * @example
 * export async function loader(args) {
 *   const { userId } = await getAuth(args);
 *   if (!userId) throw redirect('/sign-in');
 *   return json({ projects: await projectsOf(userId) });
 * }
 */
export async function getAuth(args: RemixArgs, options?: RemixOptions): Promise<Auth> {
  return (await authenticate(args, options)).toAuth();
}

/**
 * The loader of the root route: what your loader returns, and `auth` with who is signed in, so that the first HTML shows
 * it. The data is part of the page, so `auth` has ids and no token.
 *
 * Remix runs the loaders of all routes at once, and only some of them when the user goes to another page. So each route
 * that needs a signed-in user calls `getAuth` itself.
 *
 * @param args what Remix gives to the loader
 * @param loader gets the same with the identity as `auth`. It may return an object, `json()`, `defer()` or a `Response`
 * @param options as for `getAuth`
 * @returns a `Response`; from `defer()`, the same with `auth` added
 * @throws as `getAuth`
 * @example
 * export const loader = (args) => rootAuthLoader(args, ({ auth }) => ({ theme: themeOf(auth.userId) }));
 */
export async function rootAuthLoader<Args extends RemixArgs>(
  args: Args,
  loader?: (args: Args & { auth: Auth }) => unknown,
  options?: RemixOptions,
): Promise<Response> {
  const state = await authenticate(args, options);
  const auth = state.toAuth();
  const result = await loader?.({ ...args, auth });
  if (isDeferred(result)) {
    Object.assign(result.data, withIdentity({}, auth) as { auth: Identity });
    result.init = { ...result.init, headers: merge(result.init?.headers, state.headers) };
    // Remix takes it in place of a response.
    return result as unknown as Response;
  }
  if (!(result instanceof Response))
    return Response.json(withIdentity(result, auth), { headers: merge(undefined, state.headers) });
  const headers = merge(result.headers, state.headers);
  const { status, statusText } = result;
  if (!isJson(result)) return new Response(result.body, { status, statusText, headers });
  headers.delete('content-length');
  const data: unknown = await result.clone().json();
  const isObject = typeof data === 'object' && data !== null && !Array.isArray(data);
  return new Response(isObject ? JSON.stringify(withIdentity(data, auth)) : result.body, {
    status,
    statusText,
    headers,
  });
}

async function authenticate({ request }: RemixArgs, options = fromEnvironment): Promise<RequestState> {
  const client = clientOf(options);
  const url = new URL(publicUrl(request.url, request.headers));
  // Remix asks for the data of one route by this parameter. It is no part of the page.
  url.searchParams.delete('_data');
  const state = await share(client, request, url.href);
  if (state.status === 'handshake') throw new Response(null, { status: 307, headers: state.headers });
  return state;
}

/**
 * All loaders of a page get the same request, and the answer of a handshake can be used once. So they share what it says:
 * requests that agree in every credential and in the URL are the same one.
 */
function share({ clerk, shared }: Client, { headers, method }: Request, url: string): Promise<RequestState> {
  const credentials = [headers.get('cookie'), headers.get('authorization')];
  const authenticated = () => clerk.authenticateRequest({ headers, method, url });
  if (![url, credentials[0]].some((text) => text?.includes('__clerk_handshake'))) return authenticated();
  const key = JSON.stringify([method, url, ...credentials]);
  const now = Date.now();
  for (const [other, { at }] of shared) {
    if (now - at >= SHARED_MS || now < at || shared.size > MAX_SHARED) shared.delete(other);
  }
  const known = shared.get(key) ?? { at: now, state: authenticated() };
  shared.set(key, known);
  return known.state;
}

function clientOf(options: RemixOptions): Client {
  let client = clients.get(options);
  if (!client) {
    client = { clerk: options.clerk ?? createClerkClient(options), shared: new Map() };
    clients.set(options, client);
  }
  return client;
}

interface Deferred {
  data: object;
  init?: ResponseInit;
}

/** Tells whether a value is what `defer()` returns. */
function isDeferred(value: unknown): value is Deferred {
  return typeof value === 'object' && value !== null && 'data' in value && 'cancel' in value && 'subscribe' in value;
}

function isJson(response: Response): boolean {
  return /^application\/json\b/i.test(response.headers.get('content-type') ?? '');
}

/** As `appendHeaders` does it. */
function merge(first: HeadersInit | undefined, second: Headers): Headers {
  return appendHeaders(new Response(null, { headers: first }), second).headers;
}
