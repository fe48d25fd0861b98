import type { ResourceContext } from '../context.ts';

/** What the methods of a session work with. */
export interface SessionParts {
  readonly context: ResourceContext;
  readonly id: string;
}

/** Proving again who it is. */
export const sessionMethods = {};
