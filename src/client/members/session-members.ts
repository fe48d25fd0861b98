import type { ResourceContext } from '../resources/resource-context.ts';
import type { FurtherSessionMembers, SessionResource } from '../resources/types.ts';

/** Creates the members of a session that its snapshots do not have. */
export function sessionMembers({ forgetTokens }: ResourceContext): FurtherSessionMembers {
  const members = {
    get currentTask() {
      return this.tasks?.[0];
    },
    get agent() {
      return this.actor?.['type'] === 'agent' ? this.actor : null;
    },
    clearCache() {
      forgetTokens(this.id);
    },
  } satisfies FurtherSessionMembers & ThisType<SessionResource>;
  return members;
}
