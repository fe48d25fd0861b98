import type { MiddlewareHandler } from 'hono';
import type { AppEnv } from '../app-env.ts';
import { ApiError } from '../errors.ts';

const OVERRIDES = new Set(['PATCH', 'PUT', 'DELETE']);

/**
 * Returns the method that `_method` in the query of a POST names. It counts once, in upper case, and for methods that a
 * simple request cannot have.
 *
 * @returns undefined when the request keeps the method that it was sent with
 */
export function overriddenMethod(method: string, query: URLSearchParams): string | undefined {
  if (method !== 'POST') return undefined;
  const [name, ...more] = query.getAll('_method');
  return name !== undefined && more.length === 0 && OVERRIDES.has(name) ? name : undefined;
}

/** Refuses `_method` in requests that ignore it, so that it never means something else than it says. */
export function refuseOtherOverrides(): MiddlewareHandler<AppEnv> {
  return async function methodOverride(c, next) {
    if (c.env.url.searchParams.has('_method') && !c.env.isOverridden) throw new ApiError('method_not_allowed');
    await next();
  };
}
