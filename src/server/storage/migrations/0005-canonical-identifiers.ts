import { type Kysely, sql } from 'kysely';
import { keyOf } from '../../identifiers/identifier-key.ts';
import type { EmailAddressRow, Tables } from '../rows.ts';
import type { Migration } from './migrations.ts';

/**
 * Writes the keys of e-mail addresses anew: a domain beyond ASCII was compared as it was typed, now its ASCII form is.
 * Where two accounts turn out to have one address, the one that was used last keeps it; the address of the other one is
 * not verified any more. Its owner, who has the mailbox, can prove it again once the first account gave it up.
 */
export const canonicalIdentifiers: Migration = {
  name: '0005-canonical-identifiers',
  statements: [],
  async run(tx) {
    const beyondAscii = sql<boolean>`octet_length(email) <> length(email)`;
    const emails = await tx
      .selectFrom('email_addresses')
      .selectAll()
      .where(beyondAscii)
      .orderBy('created_at')
      .execute();
    for (const email of emails) if (keyOf(email.email) !== email.email_key) await renewKey(tx, email);
    const entries = await tx.selectFrom('waitlist_entries').selectAll().where(beyondAscii).execute();
    for (const { id, email } of entries) {
      const email_key = keyOf(email);
      const others = tx.selectFrom('waitlist_entries').select('id').where('email_key', '=', email_key);
      if (await others.where('id', '!=', id).executeTakeFirst()) {
        await tx.deleteFrom('waitlist_entries').where('id', '=', id).execute();
      } else await tx.updateTable('waitlist_entries').set({ email_key }).where('id', '=', id).execute();
    }
  },
};

async function renewKey(tx: Kysely<Tables>, email: EmailAddressRow): Promise<void> {
  const email_key = keyOf(email.email);
  const all = await tx.selectFrom('email_addresses').selectAll().where('email_key', '=', email_key).execute();
  const others = all.filter((each) => each.user_id !== email.user_id);
  const rival = email.verified ? others.find((each) => each.verified === 1) : undefined;
  const isLast = !rival || (await lastUse(tx, email.user_id)) > (await lastUse(tx, rival.user_id));
  if (rival) {
    const loser = isLast ? rival : email;
    const change = tx.updateTable('email_addresses').set({ verified: 0, verified_at: null });
    await change.where('id', '=', loser.id).execute();
    await forget(tx, loser, await otherVerified(tx, loser));
  }
  // One person wrote one address in two ways.
  const twin = all.find((each) => each.user_id === email.user_id && each.id !== email.id);
  if (!twin) {
    await tx.updateTable('email_addresses').set({ email_key }).where('id', '=', email.id).execute();
    return;
  }
  if (email.verified && isLast && !twin.verified) await verify(tx, twin.id, email.verified_at);
  await forget(tx, email, twin.id);
  await tx.deleteFrom('email_addresses').where('id', '=', email.id).execute();
}

/** Whatever pointed at the address points at the other one, or nowhere. */
async function forget(tx: Kysely<Tables>, { id }: EmailAddressRow, other: string | null): Promise<void> {
  const users = tx.updateTable('users').set({ primary_email_address_id: other });
  await users.where('primary_email_address_id', '=', id).execute();
  const accounts = tx.updateTable('external_accounts').set({ email_address_id: other });
  await accounts.where('email_address_id', '=', id).execute();
}

async function verify(tx: Kysely<Tables>, id: string, at: number | null): Promise<void> {
  await tx.updateTable('email_addresses').set({ verified: 1, verified_at: at }).where('id', '=', id).execute();
}

async function otherVerified(tx: Kysely<Tables>, { id, user_id }: EmailAddressRow): Promise<string | null> {
  const own = tx.selectFrom('email_addresses').select('id').where('user_id', '=', user_id).where('verified', '=', 1);
  return (await own.where('id', '!=', id).orderBy('created_at').executeTakeFirst())?.id ?? null;
}

async function lastUse(tx: Kysely<Tables>, userId: string): Promise<number> {
  const user = tx.selectFrom('users').select(['last_sign_in_at', 'created_at']).where('id', '=', userId);
  const { last_sign_in_at, created_at } = await user.executeTakeFirstOrThrow();
  return last_sign_in_at ?? created_at;
}
