/*
 * Next.js middleware tells the server in headers of its answer how to go on. `x-middleware-next` and
 * `x-middleware-rewrite` let the request go on; `x-middleware-override-headers` lists all headers that the request then
 * has, and `x-middleware-request-<name>` holds the value of each.
 */
const NEXT = 'x-middleware-next';
const REWRITE = 'x-middleware-rewrite';
const OVERRIDDEN = 'x-middleware-override-headers';
const VALUE = 'x-middleware-request-';

/** Headers by which the middleware tells the application something. What a client sends in them is always removed. */
export const OWN_HEADERS = { page: 'x-clerk-page', context: 'x-clerk-context' } as const;

/** Headers of the request that goes on; undefined removes one. */
export type HeaderChanges = Record<string, string | undefined>;

/** Tells whether an answer of a middleware lets the request go on to a page, and is no answer for the browser. */
export function isForward(response: Response): boolean {
  return response.headers.has(NEXT) || response.headers.has(REWRITE);
}

/** Returns the URL that an answer of a middleware rewrites the request to; undefined when it does not. */
export function rewriteTarget(response: Response, requestUrl: string): URL | undefined {
  const target = response.headers.get(REWRITE);
  return target === null ? undefined : new URL(target, requestUrl);
}

/** Tells whether an answer of a middleware sends the request to another origin, which must not get what we know. */
export function leavesOrigin(response: Response, requestUrl: string): boolean {
  const target = rewriteTarget(response, requestUrl);
  return target !== undefined && target.origin !== new URL(requestUrl).origin;
}

/** Makes Next.js rewrite the request, which it keeps from the browser. */
export function rewriteTo(response: Response, url: URL): void {
  response.headers.delete(NEXT);
  response.headers.set(REWRITE, url.href);
}

/**
 * Changes the headers of the request that goes on. Changes that the answer already has stay.
 *
 * @param response an answer for which {@link isForward} holds
 */
export function changeRequestHeaders(response: Response, request: Request, changes: HeaderChanges): void {
  const { headers } = response;
  const earlier = headers.get(OVERRIDDEN);
  const names = new Set(earlier === null ? request.headers.keys() : earlier.split(',').map((name) => name.trim()));
  if (earlier === null) request.headers.forEach((value, name) => headers.set(VALUE + name, value));
  for (const [name, value] of Object.entries(changes)) {
    if (value === undefined) {
      names.delete(name);
      headers.delete(VALUE + name);
    } else {
      names.add(name);
      headers.set(VALUE + name, value);
    }
  }
  headers.set(OVERRIDDEN, [...names].filter(Boolean).join(','));
}

/** Returns a header that the request will have when it goes on. */
export function forwardedHeader(response: Response, request: Request, name: string): string | null {
  return response.headers.has(OVERRIDDEN) ? response.headers.get(VALUE + name) : request.headers.get(name);
}

/**
 * Adds to an answer what an earlier middleware answered for the same request: its cookies, and its headers where the answer
 * has none of the name. A rewrite and changed request headers count only while the request goes on.
 */
export function withEarlier(answer: Response, earlier: Response): Response {
  const merged = changeable(answer);
  const { headers } = merged;
  const goesOn = isForward(answer);
  const isOverridden = headers.has(OVERRIDDEN);
  for (const [name, value] of earlier.headers) {
    const isOfRequest = name === OVERRIDDEN || name.startsWith(VALUE);
    if (name === 'set-cookie') headers.append(name, value);
    else if (name.startsWith('x-middleware-') && (!goesOn || (isOfRequest && isOverridden))) continue;
    else if (!answer.headers.has(name)) headers.set(name, value);
  }
  if (headers.has(REWRITE)) headers.delete(NEXT);
  return merged;
}

/** Returns an answer whose headers can be changed: those of `Response.redirect()` cannot. */
export function changeable(response: Response): Response {
  return new Response(response.body, response);
}
