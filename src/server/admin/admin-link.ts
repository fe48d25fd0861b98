import type { Clock } from '../clock.ts';
import type { InstanceConfig } from '../config/config.ts';
import { hashToken, newToken } from '../ids.ts';
import type { AdminSessionOps } from '../storage/tables/admin-sessions-table.ts';

/** Where the admin page is. */
export const ADMIN_PATH = '/__admin';

/** Milliseconds for which a link can be used. */
const LINK_MS = 600_000;

/**
 * Creates a link that signs in to the admin page once, within ten minutes. Whoever has it may do everything.
 *
 * The token is in the fragment, which browsers send to no server: it gets into no log. The page behind the link posts it
 * when the administrator says so, so a preview of the link does not use it up.
 */
export async function createAdminLink({
  config,
  storage,
  clock,
}: {
  config: Pick<InstanceConfig, 'url'>;
  storage: Pick<AdminSessionOps, 'insertAdminLink'>;
  clock: Clock;
}): Promise<string> {
  const token = newToken();
  const now = clock.now();
  await storage.insertAdminLink({ token_hash: hashToken(token), created_at: now, expires_at: now + LINK_MS });
  return `${config.url}${ADMIN_PATH}/sign-in#${token}`;
}
