import type { ResourceContext } from '../context.ts';

/** What the methods of an attempt work with. */
export interface AttemptParts<Resource> {
  readonly context: ResourceContext;
  /** The snapshot the method was called on. */
  readonly resource: Resource;
  /** Calls the API below the attempt's own path, and answers the new snapshot. */
  call(method: 'GET' | 'POST' | 'PATCH', path: string, body?: object): Promise<Resource>;
}
