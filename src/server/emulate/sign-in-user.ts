import { CLIENT_COOKIE, CLIENT_UAT_COOKIE, HOST_CLIENT_COOKIE, suffixedCookie } from '../../protocol/cookies.ts';
import { hashClientToken, isId, newToken } from '../ids.ts';
import type { Services } from '../services.ts';
import { CLIENT_COOKIE_MS } from '../sessions/browser.ts';
import { createTestSession } from '../sessions/create-test-session.ts';
import { newDevBrowser } from '../sessions/handshake.ts';
import { pageCookies } from '../sessions/page-cookies.ts';
import { statusOf } from '../sessions/session-status.ts';
import type { SessionRow } from '../storage/rows.ts';
import { findAccount } from '../users/find-account.ts';
import { EmulatorError } from './emulator-error.ts';
import type { EmulatorCookie, EmulatorSession, WhoSignsIn } from './emulator-types.ts';

/**
 * Signs a user in without a form, as a browser that has the cookies.
 *
 * @throws {EmulatorError} when there is no such user or session, the user is banned, or the origin is not allowed
 */
export async function signInUser(services: Services, who: WhoSignsIn): Promise<EmulatorSession> {
  const { config, storage, clock, cookieSuffix } = services;
  const now = clock.now();
  const origin = who.origin ?? new URL(config.homeUrl).origin;
  if (!config.allowedOrigins.includes(origin)) {
    throw new EmulatorError(422, `${origin} is not among allowedOrigins: ${config.allowedOrigins.join(', ')}.`);
  }
  const session = await findOrCreate(services, who, now);
  const token = newToken();
  const cookie = {
    token_hash: hashClientToken(token, config.secureCookies),
    cookie_expires_at: now + CLIENT_COOKIE_MS,
  };
  const client = await storage.updateClient(session.client_id, cookie, now);
  if (!client) throw new EmulatorError(404, `The session ${session.id} has just ended.`);
  const live = { session, client };
  const made = await pageCookies(services, { origin, live, devBrowser: newDevBrowser(), withRefresh: false, now });
  const api = {
    domain: new URL(config.url).hostname,
    path: '/',
    secure: config.secureCookies,
    sameSite: 'Lax',
  } as const;
  const uat = String(Math.min(client.uat, Math.floor(now / 1_000)));
  const ofApi: EmulatorCookie[] = [
    { name: config.secureCookies ? HOST_CLIENT_COOKIE : CLIENT_COOKIE, value: token, httpOnly: true, ...api },
    { name: CLIENT_UAT_COOKIE, value: uat, httpOnly: false, ...api },
    { name: suffixedCookie(CLIENT_UAT_COOKIE, cookieSuffix), value: uat, httpOnly: false, ...api },
  ];
  const ofPage = made.cookies.map((text) => readCookie(text, new URL(origin).hostname));
  // One host may have both, and then the page's cookies are the newer ones.
  const isOfPage = ({ name, domain }: EmulatorCookie) =>
    ofPage.some((other) => other.name === name && other.domain === domain);
  return {
    userId: session.user_id,
    sessionId: session.id,
    token: made.jwt,
    cookies: [...ofApi.filter((each) => !isOfPage(each)), ...ofPage],
  };
}

async function findOrCreate(services: Services, { user, session }: WhoSignsIn, now: number): Promise<SessionRow> {
  const actor = { ip: null, now };
  if (session !== undefined) {
    const row = isId(session) ? await services.storage.findSession(session) : undefined;
    if (!row || statusOf(row, now) !== 'active') {
      throw new EmulatorError(404, `There is no active session ${JSON.stringify(session)}.`);
    }
    return row;
  }
  if (user === undefined) throw new EmulatorError(422, 'Name a user or a session.');
  const id = user.startsWith('user_') ? user : (await findAccount(services, user))?.user.id;
  const found = id !== undefined && isId(id) ? await services.storage.findUser(id) : undefined;
  if (!found) throw new EmulatorError(404, `There is no user ${JSON.stringify(user)}.`);
  if (found.banned) throw new EmulatorError(403, `The user ${JSON.stringify(user)} is banned.`);
  return createTestSession(services, actor, found.id);
}

/** Reads a `Set-Cookie` value of {@link pageCookies}. */
function readCookie(text: string, host: string): EmulatorCookie {
  const [pair = '', ...attributes] = text.split('; ');
  const at = pair.indexOf('=');
  const domain = attributes.find((each) => each.startsWith('Domain='))?.slice('Domain='.length);
  return {
    name: pair.slice(0, at),
    value: pair.slice(at + 1),
    domain: domain === undefined ? host : `.${domain}`,
    path: '/',
    httpOnly: attributes.includes('HttpOnly'),
    secure: attributes.includes('Secure'),
    sameSite: 'Lax',
  };
}
