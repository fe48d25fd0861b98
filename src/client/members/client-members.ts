import type { ResourceContext } from '../resources/resource-context.ts';
import type { ClientResource, FurtherClientMembers } from '../resources/types.ts';

/** Creates the members of a client that its snapshots do not have. */
export function clientMembers(context: ResourceContext): FurtherClientMembers {
  const remove = async (path: string) => void (await context.call(path, { method: 'DELETE' }));
  const members: FurtherClientMembers & ThisType<ClientResource> = {
    destroy: () => remove('/client'),
    async removeSessions() {
      await remove('/client/sessions');
      return this;
    },
  };
  return members;
}
