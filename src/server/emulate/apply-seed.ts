import { hashBackupCodes } from '../factors/backup-code/backup-codes.ts';
import { normalizePassword } from '../factors/password/password-hasher.ts';
import { newId, seededId } from '../ids.ts';
import type { Services } from '../services.ts';
import { abandonAt } from '../sessions/session-status.ts';
import {
  blankClient,
  blankEmailAddress,
  blankExternalAccount,
  blankPhoneNumber,
  blankSession,
  blankUser,
  blankWeb3Wallet,
} from '../storage/blank-rows.ts';
import type { SessionRow } from '../storage/rows.ts';
import type { StorageOps } from '../storage/storage.ts';
import { LOCK_MS, MAX_TRIES } from '../users/lockout.ts';
import type { SeededUser } from './emulator-types.ts';
import { type PlannedUser, planSeed } from './plan-seed.ts';
import type { Seed, SeedSession } from './seed.ts';

/** What is computed before the rows are written. */
interface Hashes {
  password: string | null;
  backupCodes: readonly string[];
}

/**
 * Writes a seed into an empty database. No event is recorded: what a seed holds was always there.
 *
 * @param seed its form is right, see `checkSeed`
 * @throws {SeedError} that names every part that the instance cannot hold
 */
export async function applySeed(services: Services, seed: Seed): Promise<SeededUser[]> {
  const now = services.clock.now();
  const users = planSeed(services.config, seed, now);
  const hashes: Hashes[] = [];
  for (const user of users) hashes.push(await hash(services, user));
  await services.storage.transaction(async (tx) => {
    for (const [i, user] of users.entries()) await insert(tx, services, user, hashes[i] as Hashes, now);
  });
  return users.map(({ id, emails, given }) => ({
    id,
    emailAddresses: emails.map(({ email }) => email),
    sessionIds: (given.sessions ?? []).map((session, i) => sessionId(id, session, i)),
  }));
}

function hash({ passwords, backupCodeKey }: Services, { id, given, digest }: PlannedUser): Promise<Hashes> {
  const { password, backupCodes = [] } = given;
  if (password === undefined && backupCodes.length === 0) {
    return Promise.resolve({ password: digest, backupCodes });
  }
  return passwords.admit(async (argon) => ({
    password: password === undefined ? digest : await argon.hash(normalizePassword(password)),
    backupCodes: await hashBackupCodes(argon, backupCodeKey, id, backupCodes),
  }));
}

async function insert(tx: StorageOps, services: Services, user: PlannedUser, hashes: Hashes, now: number) {
  const { id, given, createdAt, emails, phones, wallets, accounts } = user;
  const hasSecondFactor = given.totpSecret !== undefined || phones.some((phone) => phone.isSecondFactor);
  await tx.insertUser({
    ...blankUser(id, createdAt),
    username: user.username?.name ?? null,
    username_key: user.username?.key ?? null,
    first_name: given.firstName ?? null,
    last_name: given.lastName ?? null,
    password_hash: hashes.password,
    password_updated_at: hashes.password === null ? null : createdAt,
    primary_email_address_id: emails.find(({ verified }) => verified)?.id ?? null,
    primary_phone_number_id: phones.find(({ verified, isSecondFactor }) => verified && !isSecondFactor)?.id ?? null,
    primary_web3_wallet_id: wallets[0]?.id ?? null,
    public_metadata: JSON.stringify(given.publicMetadata ?? {}),
    private_metadata: JSON.stringify(given.privateMetadata ?? {}),
    unsafe_metadata: JSON.stringify(given.unsafeMetadata ?? {}),
    external_id: given.externalId ?? null,
    banned: given.banned ?? false,
    ...(given.locked && { failed_attempts: MAX_TRIES, retry_at: now + LOCK_MS }),
    mfa_enabled_at: hasSecondFactor ? createdAt : null,
    legal_accepted_at: given.legalAcceptedAt === undefined ? null : Date.parse(given.legalAcceptedAt),
  });
  const proof = (verified: boolean) => (verified ? { verified, verified_at: createdAt } : { verified });
  for (const { id: emailId, email, key, verified } of emails) {
    const row = blankEmailAddress({ id: emailId, user_id: id, email, email_key: key }, createdAt);
    await tx.insertEmailAddress({ ...row, ...proof(verified), strategy: verified ? 'admin' : null });
  }
  for (const { id: phoneId, phone, verified, isSecondFactor } of phones) {
    const row = blankPhoneNumber({ id: phoneId, user_id: id, phone }, createdAt);
    await tx.insertPhoneNumber({ ...row, ...proof(verified), reserved_for_second_factor: isSecondFactor });
  }
  for (const { id: walletId, address } of wallets) {
    await tx.insertWeb3Wallet({
      ...blankWeb3Wallet({ id: walletId, user_id: id, address }, createdAt),
      ...proof(true),
    });
  }
  for (const { id: accountId, provider, given: account } of accounts) {
    const address = emails.find(({ email }) => email === account.emailAddress) ?? emails[0];
    await tx.insertExternalAccount({
      ...blankExternalAccount({ id: accountId, user_id: id, provider }, createdAt),
      provider_user_id: account.providerUserId,
      email: account.emailAddress ?? address?.email ?? '',
      email_verified: true,
      first_name: account.firstName ?? null,
      last_name: account.lastName ?? null,
      username: account.username ?? null,
      image_url: account.imageUrl ?? '',
      email_address_id: address?.id ?? null,
      verified: true,
    });
  }
  if (given.totpSecret !== undefined) {
    const sealed = services.totpSeeds.seal(given.totpSecret.toUpperCase().replace(/=+$/, ''), id);
    const times = { created_at: createdAt, updated_at: createdAt };
    const row = { id: seededId('totp', id), user_id: id, sealed_secret: sealed, last_step: 0, ...times };
    await tx.insertTotp({ ...row, verified: true });
  }
  const codes = hashes.backupCodes.map((codeHash) => ({ id: newId('bc'), user_id: id, hash: codeHash }));
  await tx.replaceBackupCodes(
    id,
    codes.map((row) => ({ ...row, consumed_at: null, created_at: createdAt })),
  );
  for (const [i, session] of (given.sessions ?? []).entries()) {
    await insertSession(tx, services, id, sessionId(id, session, i), session, now);
  }
}

/** Writes a session whose client no browser has. `signIn` gives it to one. */
async function insertSession(
  tx: StorageOps,
  { config }: Pick<Services, 'config'>,
  userId: string,
  id: string,
  { createdAt, lastActiveAt }: SeedSession,
  now: number,
): Promise<void> {
  const begun = createdAt === undefined ? now : Date.parse(createdAt);
  const active = lastActiveAt === undefined ? begun : Date.parse(lastActiveAt);
  const expireAt = begun + config.session.lifetimeSeconds * 1_000;
  const client = blankClient({ id: newId('client'), token_hash: null, cookie_expires_at: expireAt }, begun);
  await tx.insertClient({ ...client, last_active_session_id: id, uat: Math.floor(begun / 1_000) });
  const parts = { id, user_id: userId, client_id: client.id, expire_at: expireAt };
  const row: SessionRow = blankSession({ ...parts, abandon_at: abandonAt(config, expireAt, active) }, begun);
  await tx.insertSession({ ...row, last_active_at: active });
}

function sessionId(userId: string, { id }: SeedSession, index: number): string {
  return id ?? seededId('sess', `${userId} ${index}`);
}
