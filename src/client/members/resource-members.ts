import type { ClerkResource, FurtherResourceMembers } from '../resources/types/resource.ts';
import { toWireJson } from './resource-json.ts';

/** Members that every resource has. */
export const resourceMembers: FurtherResourceMembers & ThisType<ClerkResource> = {
  __internal_toSnapshot() {
    return toWireJson(this);
  },
};
