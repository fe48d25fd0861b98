/*
 * A page gets live views of resources. A view shows the newest state of its resource, also when it was changed by a call
 * on another view. When the resource changes, the instance has a new view of it (`clerk.client`, `clerk.session`, …), so
 * that frameworks render. Inside the client, resources are frozen snapshots.
 *
 * Methods call the API. They reject with `ClerkAPIResponseError` when the API refuses, and with `ClerkRuntimeError` when
 * the API cannot be reached.
 */

/** What all resources have. */
export interface ClerkResource {
  /** Path in the API of the resources of this kind, such as `/client/sessions`. */
  readonly pathRoot: string;
}

/** Members of every resource that few pages use: `load()` adds them. */
export interface FurtherResourceMembers {
  /** @internal Returns the resource as the API sends it. Clerk's SDKs call it. */
  __internal_toSnapshot(): Record<string, unknown>;
}

/** Members that everything has that belongs to a user: `load()` adds them. */
export interface FurtherOwnedMembers extends FurtherResourceMembers {
  /**
   * Reads it again. Needed only when another system has changed it.
   *
   * @throws `ClerkRuntimeError`: `resource_not_found` when it does not belong to the user any more
   */
  reload(): Promise<this>;
}

/** What was deleted. */
export interface DeletedObjectResource {
  readonly object: string;
  readonly id: string;
  readonly deleted: boolean;
  /** Of an organization only. */
  readonly slug?: string;
}

/** A list that the API gives in pages. */
export interface PaginatedList<Item> {
  readonly data: readonly Item[];
  readonly total_count: number;
}
