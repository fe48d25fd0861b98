import type { ResourceContext } from '../resources/resource-context.ts';
import type { ClerkResource, FurtherOwnedMembers, FurtherResourceMembers } from '../resources/types/resource.ts';
import { toWireJson } from './resource-json.ts';

/** Members that every resource has. */
export const resourceMembers = {
  __internal_toSnapshot() {
    return toWireJson(this);
  },
} as FurtherResourceMembers & ThisType<ClerkResource>;

/** Creates the members of what belongs to a user. */
export function ownedMembers(context: ResourceContext): FurtherOwnedMembers {
  const members = {
    ...resourceMembers,
    async reload() {
      const { pathRoot, id } = this;
      const [{ findOwned }] = await Promise.all([import('../resources/methods/find-owned.ts'), context.reloadClient()]);
      const sessionId = ownerOf(context, this)?.id ?? '';
      return findOwned({ context, sessionId, path: pathRoot }, `${pathRoot}/${id}`);
    },
  } as FurtherOwnedMembers & ThisType<ClerkResource & { readonly id: string }>;
  return members;
}

/** Returns the session of the user that something belongs to. */
export function ownerOf({ client }: ResourceContext, { pathRoot, id }: ClerkResource & { readonly id: string }) {
  return client()?.sessions.find(({ user }) =>
    Object.values(user ?? {})
      .flat()
      .some((each: Partial<ClerkResource & { id: string }> | null) => each?.id === id && each?.pathRoot === pathRoot),
  );
}
