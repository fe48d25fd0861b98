import type { ClientJSON } from '../../protocol/json/client.ts';
import { parseClient, withSessions } from '../resources/parse-client.ts';
import { findSession, parseSession, withToken } from '../resources/parse-session.ts';
import type { ClientResource, SessionResource } from '../resources/types.ts';
import { defaultSession } from './receive-client.ts';
import { rememberAccounts } from './remembered-accounts.ts';
import type { ClientOrigin, SessionContext, SessionHost } from './session-context.ts';
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
  publishClient(context, next, choose ? chooseSession(instance, next) : session?.id);
  // The first access to the storage blocks the page for a while.
  void instance.platform.painted().then(() => rememberAccounts(instance));
  // Without these messages, the other tabs would only notice at their next token refresh.
  if (origin !== 'call') return;
  const over = client?.signedInSessions.map(({ id }) => id).filter((id) => !findSession(next.signedInSessions, id));
  if (over?.length) {
    forgetSessions(context, over);
    context.keepAlive?.tell({ type: 'signout', sessionIds: over });
  }
  const created = next.signedInSessions.find(({ id }) => !findSession(client?.sessions, id));
  if (created) context.keepAlive?.tell({ type: 'signin', sessionId: created.id });
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
  if (!template) {
    const next = withToken(known, raw);
    const sessions = client.sessions.map((other) => (other === known ? next : other));
    publishClient(context, withSessions(client, sessions), session?.id);
  }
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
 * refresh. While `setActive` or `signOut` decide on the session, the tab does not begin to show another one.
 *
 * @param force `setActive` passes true: the tab shows this session even while the decision is pending, and the cookie gets
 *   this session's token even if another tab has the focus
 */
export function publishClient(
  context: SessionContext,
  client: ClientResource,
  sessionId: string | undefined,
  force = false,
): void {
  const { tokens, instance } = context;
  const { store } = instance;
  const undecided = context.deciding > 0 && !force;
  const shown = findSession(client.signedInSessions, sessionId);
  // Until the decision is made, a session that is over counts as in transition.
  const session = shown ?? (undecided && store.state.session !== null ? undefined : null);
  if (instance.key.instanceType === 'development') writeUat(context, client);
  keepCookie(context, client, session && !undecided ? tokens.peek(session.id) : undefined, force);
  store.setClient(client, session);
  context.keepAlive?.sessionChanged();
}

function chooseSession({ options }: SessionHost, client: ClientResource): string | undefined {
  const chosen: SessionResource | null | undefined = options.selectInitialSession
    ? options.selectInitialSession(client)
    : defaultSession(client.sessions, client.lastActiveSessionId);
  return chosen?.id;
}

/**
 * Keeps the session cookie up to date. The cookie has a token of the session that the last focused tab shows. Any tab that
 * receives a newer token of that session writes it, because the other tabs may sleep. If the session of the cookie is
 * over, this tab's token replaces it, or the cookie is removed.
 *
 * @param own token of the session that this tab shows; undefined while it shows none
 * @param force writes `own` whichever tab has the focus
 */
function keepCookie(context: SessionContext, client: ClientResource, own: string | undefined, force: boolean): void {
  const { cookies, tokens, instance } = context;
  const present = cookies.read();
  const id = decode(present)?.claims.sid;
  if (own && (force || !present || instance.platform.hasFocus())) cookies.write(own);
  else if (id && findSession(client.signedInSessions, id)) cookies.write(tokens.peek(id));
  else if (present && isOver(context, client, present)) {
    if (own) cookies.write(own);
    else cookies.clear();
  }
}

/**
 * Returns whether the session of a cookie that the client does not have is over. False if it may have begun after the
 * server sent this client: then its token is still alive.
 */
function isOver(
  { ended, instance, cookies, tokens }: SessionContext,
  { updatedAt }: ClientResource,
  cookie: string,
): boolean {
  const token = decode(cookie);
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
