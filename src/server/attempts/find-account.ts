import type { Services } from '../services.ts';
import type { UserRow } from '../storage/rows.ts';
import type { Account } from '../strategies/strategy.ts';
import { keyOf } from './identifiers.ts';

/** The account an identifier names: a verified e-mail address, or a username. */
export async function findAccount(services: Services, identifier: string): Promise<Account | undefined> {
  const { storage, config } = services;
  const key = keyOf(identifier);
  if (identifier.includes('@')) {
    if (config.attributes.emailAddress === 'off') return undefined;
    const email = await storage.findVerifiedEmailAddress(key);
    const user = email && (await storage.findUser(email.user_id));
    return user && accountOf(services, user, key);
  }
  if (config.attributes.username === 'off') return undefined;
  const user = await storage.findUserByUsername(key);
  return user && accountOf(services, user, key);
}

/** The account of an attempt that named it before; undefined when it has been deleted since. */
export async function loadAccount(
  services: Services,
  userId: string | null,
  identifier: string | null,
): Promise<Account | undefined> {
  const user = userId === null ? undefined : await services.storage.findUser(userId);
  return user && accountOf(services, user, keyOf(identifier ?? ''));
}

async function accountOf({ storage }: Services, user: UserRow, key: string): Promise<Account> {
  const emails = (await storage.listEmailAddresses([user.id])).filter((email) => email.verified);
  return { user, emails, typedEmail: emails.find((email) => email.email_key === key) };
}
