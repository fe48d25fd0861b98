import { UserView, type ViewServices } from '../frontend-api/views/user-view.ts';
import { ApiError } from '../http/errors.ts';
import { isId } from '../ids.ts';
import type { UserRow } from '../storage/rows.ts';
import { type BackendUserJSON, presentBackendUser } from './presenters/present-user.ts';

/** Presents users to the application's server. */
export class BackendUserView extends UserView {
  constructor(services: ViewServices, now: number) {
    super(services, { now, azp: undefined, apiVersion: null });
  }

  /** @throws {ApiError} `resource_not_found` when there is no such user */
  async backendUser(id: string): Promise<BackendUserJSON> {
    const row = isId(id) ? await this.services.storage.findUser(id) : undefined;
    const [json] = row ? await this.backendUsers([row]) : [];
    if (!json) throw new ApiError('resource_not_found');
    return json;
  }

  /** Presents users in the order of the rows. */
  async backendUsers(rows: readonly UserRow[]): Promise<BackendUserJSON[]> {
    if (rows.length === 0) return [];
    const users = await this.users(rows.map(({ id }) => id));
    return rows.flatMap((row) => {
      const json = users.get(row.id);
      return json ? [presentBackendUser(row, json)] : [];
    });
  }
}
