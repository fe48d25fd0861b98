import type { MiddlewareHandler } from 'hono';
import type { AppEnv } from '../app-env.ts';
import { ApiError } from '../errors.ts';

const OVERRIDES = new Set(['PATCH', 'PUT', 'DELETE']);

/**
 * The verb a request is meant to have: `_method` in the query of a POST, once, in upper case, and only for verbs
 * that a simple request cannot have.
 *
 * @returns undefined when it has the verb it was sent with
 */
export function overriddenMethod(method: string, query: URLSearchParams): string | undefined {
  if (method !== 'POST') return undefined;
  const [verb, ...more] = query.getAll('_method');
  return verb !== undefined && more.length === 0 && OVERRIDES.has(verb) ? verb : undefined;
}

/** Refuses `_method` wherever it is not honoured, so that it never means something else than it says. */
export function refuseOtherOverrides(): MiddlewareHandler<AppEnv> {
  return async function methodOverride(c, next) {
    if (c.env.url.searchParams.has('_method') && !c.env.isOverridden) throw new ApiError('method_not_allowed');
    await next();
  };
}
