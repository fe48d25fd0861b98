import { authenticateKey } from '../backend-api/authenticate-key.ts';
import { isOver } from '../clock.ts';
import { ApiError } from '../http/errors.ts';
import { hitRateLimit } from '../http/rate-limit.ts';
import type { Actor } from '../http/request-context.ts';
import { hashToken, isToken, newId, newToken } from '../ids.ts';
import type { Services } from '../services.ts';
import { ENGLISH } from '../delivery/wording.ts';
import { describeDevice } from '../sessions/device.ts';
import type { AdminSessionRow } from '../storage/rows.ts';
import { TEXTS } from './texts.ts';

const HOUR_MS = 3_600_000;
/** Milliseconds after which a session ends. */
export const SESSION_MS = 12 * HOUR_MS;
/** Milliseconds without a request after which it ends. */
const IDLE_MS = HOUR_MS;
/** How far behind `last_used_at` may be, so that few requests have to write it. */
const USE_NOTED_MS = 60_000;

/**
 * Signs in to the admin page, with a secret key that may do everything or with the token of a link.
 *
 * @returns the session, and the token of its cookie, of which the server keeps a hash alone
 * @throws {ApiError} `clerk_key_invalid` or `insufficient_scope`; 429 when the address has sent too many wrong ones
 */
export async function signInAsAdmin(
  services: Services,
  actor: Actor,
  proof: string,
): Promise<{ session: AdminSessionRow; token: string }> {
  const key = await verifyProof(services, actor, proof);
  const token = newToken();
  const session: AdminSessionRow = {
    id: newId('adms'),
    token_hash: hashToken(token),
    ...key,
    ip_address: actor.ip,
    device: describeDevice(ENGLISH, actor.userAgent),
    created_at: actor.now,
    last_used_at: actor.now,
    expires_at: actor.now + SESSION_MS,
  };
  await services.storage.insertAdminSession(session);
  services.logger.info('An administrator signed in to the admin page.', {
    event: 'authn_login_success',
    ip: actor.ip,
    adminSessionId: session.id,
    by: session.name,
  });
  return { session, token };
}

/**
 * Finds the session of a cookie. It ends twelve hours after it began, after an hour without a request, and with the
 * secret key that it was started with.
 */
export async function findAdminSession(
  { storage, config }: Pick<Services, 'storage' | 'config'>,
  token: string | undefined,
  now: number,
): Promise<AdminSessionRow | undefined> {
  if (token === undefined || !isToken(token)) return undefined;
  const session = await storage.findAdminSession(hashToken(token));
  if (!session || !isLive({ config }, session, now)) return undefined;
  if (now - session.last_used_at >= USE_NOTED_MS) await storage.noteAdminSessionUse(session.id, now);
  return session;
}

/** Lists the live sessions of all administrators, newest first. */
export async function listAdminSessions(
  { storage, config }: Pick<Services, 'storage' | 'config'>,
  now: number,
): Promise<AdminSessionRow[]> {
  return (await storage.listAdminSessions(now)).filter((session) => isLive({ config }, session, now));
}

/** Returns what each form of a session has to send along. A page of another site cannot read it. */
export function formTokenOf(sessionToken: string): string {
  return hashToken(`form of the admin page ${sessionToken}`);
}

function isLive({ config }: Pick<Services, 'config'>, session: AdminSessionRow, now: number): boolean {
  if (isOver(session.expires_at, now) || isOver(session.last_used_at + IDLE_MS, now)) return false;
  if (session.setting_hash === null) return true;
  return config.secretKey !== null && session.setting_hash === hashToken(config.secretKey);
}

async function verifyProof(
  services: Services,
  actor: Actor,
  proof: string,
): Promise<Pick<AdminSessionRow, 'key_id' | 'setting_hash' | 'name'>> {
  if (isToken(proof)) {
    if (await services.storage.consumeAdminLink(hashToken(proof), actor.now)) {
      return { key_id: null, setting_hash: null, name: TEXTS.signIn.byLink };
    }
    await hitRateLimit(services, actor, 'wrongSecretKeys');
    throw new ApiError('clerk_key_invalid', { longMessage: TEXTS.signIn.linkOver });
  }
  const { id, name, scopes } = await authenticateKey(services, actor, proof);
  if (scopes !== null) throw new ApiError('insufficient_scope', { longMessage: TEXTS.signIn.scopeMissing });
  if (id === null) return { key_id: null, setting_hash: hashToken(proof), name: TEXTS.signIn.bySetting };
  return { key_id: id, setting_hash: null, name: name || `…${proof.slice(-4)}` };
}
