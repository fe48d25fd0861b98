import type { IncomingMessage } from 'node:http';
import type { NextFetchEvent, NextRequest } from 'next/server';
import { BackendOptionsError } from '../backend-options.ts';
import { optionsFromEnv } from '../options-from-env.ts';
import type { MiddlewareResult, NextMiddleware } from './clerk-middleware.ts';
import { type ContextValues, openContext, sealContext } from './context-seal.ts';
import {
  changeable,
  changeRequestHeaders,
  isForward,
  leavesOrigin,
  OWN_HEADERS,
  rewriteTarget,
  rewriteTo,
} from './forward-request.ts';
import { letThrough } from './run-middleware.ts';

/** How values are sealed. */
export interface ContextOptions {
  /** Key that the values are sealed with, the same for both sides. Default: `CLERK_SECRET_KEY`. */
  secretKey?: string | undefined;
}

/** How values are sealed and passed on. */
export interface WithContextOptions extends ContextOptions {
  /**
   * Also passes the values in the query of the page's URL, for a host that does not pass on headers which a middleware
   * changes. Default: false.
   */
  query?: boolean | undefined;
}

/** Sets a value of this request. A value is what JSON can hold. */
export type SetContext<Key extends string = string> = (key: Key, value: unknown) => void;

/** Name of the parameter that carries the values where headers do not. */
const PARAMETER = '__clerk_context';
/** Characters. Servers read headers of 16 kB in all. */
const MAX_LENGTH = 4096;

/**
 * Creates a middleware that passes values to the page, API route or `getServerSideProps` of the same request, which reads
 * them by {@link getContext}. The values are encrypted, so that nobody else can read or forge them, and valid for a
 * minute. A request that is rewritten to another origin gets none.
 *
 * @param allowedKeys all keys that the middleware may set
 * @param handler gets the function that sets a value. It may return what another middleware returned
 * @param options where the key is, and whether the query is used as well
 * @returns the middleware, for `proxy.ts` or `middleware.ts`
 * @example
 * export default withContext(['plan'], (setContext, request, event) => {
 *   setContext('plan', 'pro');
 *   return clerkMiddleware()(request, event);
 * });
 */
export function withContext<const Key extends string>(
  allowedKeys: readonly Key[],
  handler: (
    setContext: SetContext<Key>,
    request: NextRequest,
    event: NextFetchEvent,
  ) => MiddlewareResult | Promise<MiddlewareResult>,
  { secretKey, query = false }: WithContextOptions = {},
): NextMiddleware {
  const allowed = new Set<string>(allowedKeys);
  return async (request, event) => {
    const values: ContextValues = new Map();
    const setContext: SetContext<Key> = (key, value) => {
      if (!allowed.has(key)) {
        throw new BackendOptionsError(`withContext() does not allow the key "${key}". Add it to its list of keys.`);
      }
      values.set(key, value);
    };
    const answer = changeable((await handler(setContext, request, event)) ?? letThrough());
    if (!isForward(answer)) return answer;
    const isAway = leavesOrigin(answer, request.url);
    const sealed = values.size && !isAway ? await sealContext(values, secretKey ?? secretOfEnvironment()) : undefined;
    if (sealed && sealed.length > MAX_LENGTH) {
      throw new BackendOptionsError(`The values of withContext() take ${sealed.length} of ${MAX_LENGTH} characters.`);
    }
    changeRequestHeaders(answer, request, { [OWN_HEADERS.context]: sealed });
    if (!isAway) setParameter(answer, request, query ? sealed : undefined);
    return answer;
  };
}

/**
 * Reads a value that the middleware of this request has set: from the request header, else from the query.
 *
 * @param request the request of an API route, of a route handler, or of `getServerSideProps`
 * @param key one of the allowed keys of `withContext`
 * @returns undefined when the middleware has not set it. What a client sends never counts
 * @example
 * const plan = await getContext(req, 'plan');
 */
export async function getContext<Value = unknown>(
  request: Request | IncomingMessage,
  key: string,
  { secretKey }: ContextOptions = {},
): Promise<Value | undefined> {
  const sealed = headerOf(request) ?? parameterOf(request);
  if (!sealed || sealed.length > MAX_LENGTH) return undefined;
  const values = await openContext(sealed, secretKey ?? secretOfEnvironment());
  return values.get(key) as Value | undefined;
}

/** Sets the parameter of the URL that the request goes on to, and removes what the client has sent in it. */
function setParameter(answer: Response, request: NextRequest, sealed: string | undefined): void {
  const url = rewriteTarget(answer, request.url) ?? new URL(request.url);
  if (sealed === undefined && !url.searchParams.has(PARAMETER)) return;
  if (sealed === undefined) url.searchParams.delete(PARAMETER);
  else url.searchParams.set(PARAMETER, sealed);
  rewriteTo(answer, url);
}

function headerOf({ headers }: Request | IncomingMessage): string | undefined {
  const isWeb = typeof (headers as Headers).get === 'function';
  const value = isWeb
    ? (headers as Headers).get(OWN_HEADERS.context)
    : (headers as IncomingMessage['headers'])[OWN_HEADERS.context];
  return typeof value === 'string' ? value : undefined;
}

function parameterOf(request: Request | IncomingMessage): string | undefined {
  const { query } = request as { query?: Partial<Record<string, unknown>> };
  const value = query?.[PARAMETER] ?? new URL(request.url ?? '', 'http://localhost').searchParams.get(PARAMETER);
  return typeof value === 'string' ? value : undefined;
}

function secretOfEnvironment(): string {
  const { secretKey } = optionsFromEnv();
  if (secretKey) return secretKey;
  throw new BackendOptionsError('withContext() and getContext() need a key: set CLERK_SECRET_KEY or pass secretKey.');
}
