import type { FurtherMembers } from '../resources/live-view.ts';
import type { SessionHost } from '../session/session-context.ts';
import type { ClerkInstance } from '../types.ts';

/** What the further members use of an instance. */
export interface MembersHost {
  readonly clerk: ClerkInstance;
  readonly instance: SessionHost;
}

/** Members that are added to an instance and to its resources when a page asks for them. */
export interface Members {
  /** Members of the instance: their descriptors are copied, so getters stay getters. `this` is the instance. */
  readonly clerk: object;
  /** Members of resources by `pathRoot`. `this` is the live view. */
  readonly resources: FurtherMembers;
}
