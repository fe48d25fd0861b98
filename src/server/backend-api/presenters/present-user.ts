import type { UserJSON } from '../../../protocol/json/user.ts';
import type { UserRow } from '../../storage/rows.ts';

/** A user as the application's server sees them. */
export interface BackendUserJSON extends UserJSON {
  private_metadata: Record<string, unknown>;
  locale: string | null;
  bypass_client_trust: boolean;
  /** The password is known to others, and signs nobody in until it is reset. */
  requires_password_reset: boolean;
}

/** @param user as the user sees themselves */
export function presentBackendUser(
  row: Pick<UserRow, 'private_metadata' | 'locale' | 'bypass_client_trust' | 'password_compromised'>,
  user: UserJSON,
): BackendUserJSON {
  const { private_metadata, locale, bypass_client_trust, password_compromised } = row;
  return {
    ...user,
    private_metadata: JSON.parse(private_metadata),
    locale,
    bypass_client_trust,
    requires_password_reset: password_compromised,
  };
}
