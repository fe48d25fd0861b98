import type { ClientJSON } from '../../protocol/json/client.ts';
import type { DecodedToken } from '../../tokens/decode.ts';
import { parseClient, withSessions, withSessionToken } from '../resources/parse-client.ts';
import { findSession, parseSession } from '../resources/parse-session.ts';
import type { ClientResource } from '../resources/types/client.ts';
import type { SessionResource } from '../resources/types/session.ts';
import { accountsKey } from './accounts-key.ts';
import { defaultSession } from './receive-client.ts';
import { type ClientOrigin, isPinned, type SessionContext, type SessionHost } from './session-context.ts';
import { decode, tokenKey } from './token-cache.ts';

/**
 * Publishes the client of an answer: first its tokens, then the cookies, then the store, so that a listener that sees
 * a session finds its token in place. Sessions that ended in this tab are left out, because the answer may have been
 * sent before they did.
 */
export function applyClient(context: SessionContext, json: ClientJSON | null, origin?: ClientOrigin): void {
  const { tokens, ended, instance } = context;
  const { client, session } = instance.store.state;
  const live = json && { ...json, sessions: json.sessions.filter(({ id }) => !ended.has(id)) };
  for (const { id, last_active_token: token } of live?.sessions ?? []) {
    if (token && tokens.adopt(id, token.jwt, instance.provisional ? 'unknown' : 'answer')) {
      context.keepAlive?.tellToken(id, undefined, token.jwt);
    }
  }
  const next = parseClient(
    live,
    client,
    (one, previous) => parseSession(one, previous, tokens.peek(one.id), instance.resources),
    instance.resources,
  );
  const choose = !context.deciding && (session === undefined || (origin === 'adopt' && !session));
  // A tab that loads in the background shows what the other tabs show.
  const force = choose && !isPinned(instance) && instance.platform.hasFocus();
  publishClient(context, next, choose ? chooseSession(instance, next)?.id : session?.id, force);
  updateAccounts(instance).catch(() => {}); // The next client is another try.
  // Without these messages, the other tabs would only notice at their next token refresh.
  if (origin !== 'call') return;
  const over = client?.signedInSessions.map(({ id }) => id).filter((id) => !findSession(next.signedInSessions, id));
  if (over?.length) {
    forgetSessions(context, over);
    context.keepAlive?.tell({ type: 'signout', sessionIds: over });
  }
  const created = next.signedInSessions.find(({ id }) => !findSession(client?.sessions, id));
  if (created) return context.keepAlive?.tell({ type: 'signin', sessionId: created.id });
  const changed = next.signedInSessions.find(({ id, user }) => findSession(client?.sessions, id)?.user !== user);
  if (changed) context.keepAlive?.tell({ type: 'user', sessionId: changed.id });
}

/**
 * Publishes a session token that arrived without a client: this tab or another tab refreshed it.
 *
 * @param origin `askedAt`: local milliseconds at which it was requested; `isTold`: another tab sent it
 * @returns false when the token is not newer than the known one, or the client does not have the session
 */
export function applyToken(
  context: SessionContext,
  sessionId: string,
  raw: string,
  { template, askedAt, isTold }: { template?: string; askedAt?: number; isTold?: boolean },
): boolean {
  const { client, session } = context.instance.store.state;
  const known = findSession(client?.signedInSessions, sessionId);
  if (!client || !known) return false;
  const origin = askedAt ? 'minted' : 'unknown';
  if (!context.tokens.adopt(tokenKey(sessionId, template), raw, origin, askedAt)) return false;
  if (!isTold) context.keepAlive?.tellToken(sessionId, template, raw, askedAt);
  if (!template) publishClient(context, withSessionToken(client, known, raw), session?.id);
  return true;
}

/** Drops sessions without asking the API, because the API or another tab reported that they are over. */
export function dropSessions(context: SessionContext, sessionIds: readonly string[]): void {
  const { client, session } = context.instance.store.state;
  forgetSessions(context, sessionIds);
  if (!client?.sessions.some(({ id }) => context.ended.has(id))) return;
  const left = client.sessions.filter(({ id }) => !context.ended.has(id));
  publishClient(context, withSessions(client, left), session?.id);
}

function forgetSessions({ ended, tokens }: SessionContext, sessionIds: readonly string[]): void {
  for (const id of sessionIds) {
    ended.add(id);
    tokens.forget(id);
  }
}

/**
 * Publishes a client and the session that the tab shows: writes the cookies, then the store, then plans the next token
 * refresh. The tab follows the active session of its host unless it is pinned; when its session is over, the next one
 * is shown. While `setActive` or `signOut` decide on the session, the tab does not begin to show another one.
 *
 * @param force the session becomes the active one, which the other tabs follow: `setActive` passes true, also while the
 *   decision is pending
 */
export function publishClient(
  context: SessionContext,
  client: ClientResource,
  sessionId: string | null | undefined,
  force = false,
): void {
  const { instance, cookies } = context;
  const { store } = instance;
  const live = client.signedInSessions;
  const undecided = context.deciding > 0 && !force;
  const followed = sessionId && !force && !isPinned(instance) && findSession(live, cookies.active());
  const own = followed || findSession(live, sessionId);
  const next = own ?? (sessionId ? chooseSession(instance, client) : undefined);
  // Until the decision is made, a session that is over counts as in transition, and none as none.
  const session = undecided && !own ? store.state.session && undefined : (next ?? null);
  if (instance.key.instanceType === 'development') writeUat(context, client);
  keepCookie(context, client, next, force);
  store.setClient(client, session);
  if (session?.actor) instance.options.__internal_note?.();
  context.keepAlive?.sessionChanged();
}

/** Returns which session a tab shows that has none, or whose session is over. */
export function chooseSession(
  { options, resources }: SessionHost,
  client: ClientResource,
): SessionResource | undefined {
  const { sessions, signedInSessions, lastActiveSessionId } = client;
  const chosen = options.selectInitialSession
    ? options.selectInitialSession(resources.view?.(client) ?? client)
    : defaultSession(sessions, lastActiveSessionId);
  return findSession(signedInSessions, chosen?.id);
}

/**
 * Keeps the session cookie up to date (docs/protocol.md#several-accounts). It has a token of the active session, and
 * any tab that receives a newer token of that session writes it, because the other tabs may sleep. A pinned tab writes
 * a token of another session only while no tab follows a live session.
 *
 * @param shown the session that this tab shows, or is about to show
 * @param force the cookie gets the token of this session in any case
 */
export function keepCookie(
  context: SessionContext,
  client: ClientResource,
  shown: SessionResource | undefined,
  force: boolean,
): void {
  const { cookies, tokens, instance } = context;
  const live = client.signedInSessions;
  const present = cookies.read();
  const token = decode(present);
  const id = findSession(live, token?.claims.sid)?.id;
  const active = findSession(live, cookies.active());
  const pinned = isPinned(instance);
  const isLost = !id && present && isOver(context, client, token);
  const isFree = id ? !pinned || instance.platform.hasFocus() : !present || isLost;
  const own = shown && tokens.peek(shown.id);
  // Where every tab is pinned, no session becomes the active one.
  if (own && (force || (active ? active.id === shown.id : isFree))) cookies.write(own, !pinned || !!active);
  else if (id) cookies.write(tokens.peek(id), false);
  else if (isLost) cookies.clear();
}

/**
 * Returns whether the session of a cookie that the client does not have is over. False if it may have begun after the
 * server sent this client: then its token is still alive.
 */
function isOver(
  { ended, instance, cookies, tokens }: SessionContext,
  { updatedAt }: ClientResource,
  token: DecodedToken | undefined,
): boolean {
  if (!token || tokens.isPast(token)) return true;
  const { claims } = token;
  if (ended.has(claims.sid) || findSession(instance.store.state.client?.sessions, claims.sid)) return true;
  return updatedAt ? claims.iat + 1 <= updatedAt.getTime() / 1000 : !(cookies.uat() > 0);
}

function writeUat({ instance, cookies }: SessionContext, client: ClientResource): void {
  const { key, platform } = instance;
  const { hostname } = new URL(platform.href());
  const apex = key.frontendApi.replace(/^clerk\.|:\d+$/g, '');
  // The server writes the cookie when the page is on the API's own domain.
  if (hostname === apex || hostname.endsWith(`.${apex}`)) return;
  cookies.setUat(client.signedInSessions.length ? Math.floor((client.updatedAt?.getTime() ?? 0) / 1000) : 0);
}

/**
 * Forgets the accounts that were kept when they signed out and are signed in again, and keeps those that sign-in will
 * greet. Most browsers keep none.
 */
async function updateAccounts(host: SessionHost): Promise<void> {
  // The first access to the storage blocks the page for a while.
  await host.platform.painted();
  const { environment } = host.store.state;
  if (environment?.auth_config.welcome_back || host.platform.storage.get(accountsKey(host.key)))
    (await import('./remembered-accounts.ts')).rememberAccounts(host);
}
