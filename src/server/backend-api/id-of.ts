import { ApiError } from '../http/errors.ts';
import { isId } from '../ids.ts';
import type { BackendCall } from './backend-context.ts';

/**
 * Returns an id of the path.
 *
 * @param name the parameter of the route
 * @throws {ApiError} 404 for a text that no id looks like
 */
export function idOf(c: BackendCall, name = 'id'): string {
  const id = c.req.param(name as never) as string | undefined;
  if (id === undefined || !isId(id)) throw new ApiError('resource_not_found');
  return id;
}
