import { existsSync } from 'node:fs';
import { createAdminLink } from '../admin/admin-link.ts';
import { audit } from '../audit/audit.ts';
import { commandLineUser } from '../audit/audited-calls.ts';
import type { InstanceConfig } from '../config/config.ts';
import { openStorage } from '../storage/open-storage.ts';
import { CommandFailure } from './command-failure.ts';

/**
 * Runs `clerk-widgets admin`: creates a link to the admin page. A server may run on the same database.
 *
 * @returns the URL
 * @throws {CommandFailure} when the server has no admin page, or the database is not there
 */
export async function runAdminCommand(
  config: Pick<InstanceConfig, 'adminPage' | 'databaseUrl' | 'url'>,
): Promise<string> {
  if (!config.adminPage) {
    throw new CommandFailure(
      'The server has no admin page. Set adminPage (CLERK_ADMIN_PAGE, --admin-page), for serve and for this command.',
    );
  }
  const file = /^sqlite:(.+)$/.exec(config.databaseUrl)?.[1];
  if (file !== undefined && !existsSync(file)) {
    throw new CommandFailure(`There is no database at ${file}. Run this where your server runs.`);
  }
  const storage = await openStorage(config.databaseUrl);
  try {
    const now = Date.now();
    const administrator = { by: commandLineUser(), ip: null, now };
    return await audit({ storage }, administrator, { action: 'admin', target: null }, () =>
      createAdminLink({ config, storage, clock: { now: () => now } }),
    );
  } finally {
    await storage.close();
  }
}
