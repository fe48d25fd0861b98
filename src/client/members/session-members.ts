import type { ResourceContext } from '../resources/resource-context.ts';
import type { FurtherSessionMembers, SessionResource } from '../resources/types/session.ts';
import { resourceMembers } from './resource-members.ts';

/** Creates the members of a session that its snapshots do not have. */
export function sessionMembers(context: ResourceContext): FurtherSessionMembers {
  const members: FurtherSessionMembers & ThisType<SessionResource> = {
    ...resourceMembers,
    get currentTask() {
      return this.tasks?.[0];
    },
    get agent() {
      return this.actor?.['type'] === 'agent' ? this.actor : null;
    },
    clearCache() {
      context.forgetTokens(this.id);
    },
    async __internal_touch() {
      await this.touch();
      return context.view?.(context.client());
    },
  };
  return members;
}
