import type { Env, Hono } from 'hono';
import { ApiError } from './errors.ts';

/** Answers 405 when a known path does not have the method. Unknown paths get the 404. Call it after all routes. */
export function refuseOtherMethods<E extends Env>(app: Hono<E>): void {
  const paths = new Set(app.routes.filter((route) => route.method !== 'ALL').map((route) => route.path));
  for (const path of paths) {
    app.all(path, () => {
      throw new ApiError('method_not_allowed');
    });
  }
}
