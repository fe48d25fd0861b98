import type { UserJSON } from '../../../protocol/json/user.ts';
import type { UserRow } from '../../storage/rows.ts';

/** A user as the application's server sees them. */
export interface BackendUserJSON extends UserJSON {
  private_metadata: Record<string, unknown>;
  locale: null;
}

/** @param user as the user sees themselves */
export function presentBackendUser(row: Pick<UserRow, 'private_metadata'>, user: UserJSON): BackendUserJSON {
  return { ...user, private_metadata: JSON.parse(row.private_metadata), locale: null };
}
