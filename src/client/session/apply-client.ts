import type { ClientJSON } from '../../protocol/json/client.ts';
import { parseClient, withSessions } from '../resources/parse-client.ts';
import { parseSession, withToken } from '../resources/parse-session.ts';
import type { ClientResource, SessionResource } from '../resources/types.ts';
import { writeClientUat } from './client-uat.ts';
import { decode, tokenKey } from './token-cache.ts';
import type { SessionContext } from './session-context.ts';
import type { CommitOrigin } from './receive-client.ts';

/**
 * Takes the client an answer carried: tokens first, then cookies, then the store, so that a listener who sees a
 * session finds its token in place. SessionManager that ended here are left out: the answer was under way when they did.
 */
export function applyClient(instance: SessionContext, json: ClientJSON | null, origin?: CommitOrigin): void {
  const { tokens, store } = instance;
  const { client, session } = store.state;
  const live = json && { ...json, sessions: json.sessions.filter(({ id }) => !instance.ended.has(id)) };
  for (const { id, last_active_token: token } of live?.sessions ?? []) {
    if (token && tokens.adopt(id, token.jwt, instance.stub ? 'elsewhere' : 'answer'))
      instance.tellToken(id, undefined, token.jwt);
  }
  const next = parseClient(
    live,
    client,
    (one, previous) => parseSession(one, previous, tokens.peek(one.id), instance.resources),
    instance.resources,
  );
  const before = client?.signedInSessions.map(({ id }) => id) ?? [];
  const over = before.filter((id) => !next.signedInSessions.some((one) => one.id === id));
  const choose = !instance.holds && (session === undefined || (origin === 'adopt' && !session));
  show(instance, next, choose ? chooseSession(instance, next) : session?.id);
  // The other tabs must not wait for their next refresh to hear of it.
  if (over.length && origin === 'call') {
    forgetSessions(instance, over);
    instance.tell({ type: 'signout', sessionIds: over });
  }
  const created = next.signedInSessions.find(({ id }) => !client?.sessions.some((known) => known.id === id));
  if (created && origin === 'call') instance.tell({ type: 'signin', sessionId: created.id });
}

/**
 * Takes a session token that came by itself: from the refresh of this tab or of another one.
 *
 * @param origin `askedAt`: local milliseconds at which it was asked for; `isTold`: by another tab
 */
export function applyToken(
  instance: SessionContext,
  sessionId: string,
  raw: string,
  { template, askedAt, isTold }: { template?: string; askedAt?: number; isTold?: boolean },
): boolean {
  const { tokens, store } = instance;
  const { client, session } = store.state;
  const known = client?.signedInSessions.find(({ id }) => id === sessionId);
  if (!client || !known) return false;
  const origin = askedAt ? 'minted' : 'elsewhere';
  if (!tokens.adopt(tokenKey(sessionId, template), raw, origin, askedAt)) return false;
  if (!isTold) instance.tellToken(sessionId, template, raw, askedAt);
  if (!template) {
    const next = withToken(known, raw);
    const sessions = client.sessions.map((other) => (other === known ? next : other));
    show(instance, withSessions(client, sessions), session?.id);
  }
  return true;
}

/** Drops sessions at once, without asking the API: it said that they are over, or another tab signed them out. */
export function dropSessions(instance: SessionContext, sessionIds: readonly string[]): void {
  const { client, session } = instance.store.state;
  forgetSessions(instance, sessionIds);
  if (!client?.sessions.some(({ id }) => instance.ended.has(id))) return;
  const left = client.sessions.filter(({ id }) => !instance.ended.has(id));
  show(instance, withSessions(client, left), session?.id);
}

function forgetSessions({ ended, tokens }: SessionContext, sessionIds: readonly string[]): void {
  for (const id of sessionIds) {
    ended.add(id);
    tokens.forget(id);
  }
}

/**
 * Publishes a client and the session the tab shows. While a hold is on, the tab takes up no session.
 *
 * @param force this tab was just told to show the session, so the cookie becomes its own
 */
export function show(
  instance: SessionContext,
  client: ClientResource,
  sessionId: string | undefined,
  force = false,
): void {
  const { store, tokens } = instance;
  const held = instance.holds > 0 && !force;
  const shown = client.signedInSessions.find(({ id }) => id === sessionId);
  // Held, a session that is over is in transition: what follows is up to whoever holds.
  const session = shown ?? (held && store.state.session !== null ? undefined : null);
  if (instance.key.instanceType === 'development') writeUat(instance, client);
  keepCookie(instance, client, session && !held ? tokens.peek(session.id) : undefined, force);
  store.set({ client, session, user: session && session.user });
  instance.sessionChanged();
}

function chooseSession({ options }: SessionContext, client: ClientResource): string | undefined {
  const chosen: SessionResource | null | undefined = options.selectInitialSession
    ? options.selectInitialSession(client)
    : (client.signedInSessions.find(({ id }) => id === client.lastActiveSessionId) ?? client.signedInSessions[0]);
  return chosen?.id;
}

/**
 * The cookie shows the session of the tab that was looked at last. Whatever tab learns of a newer token of that
 * session writes it, since the others may sleep; one that is over is replaced or removed.
 *
 * @param own token of the session that this tab shows
 */
function keepCookie(instance: SessionContext, client: ClientResource, own: string | undefined, force: boolean): void {
  const { cookies, tokens, platform } = instance;
  const present = cookies.read();
  const id = decode(present)?.claims.sid;
  const isLive = client.signedInSessions.some((session) => session.id === id);
  if (own && (force || !present || platform.hasFocus())) cookies.write(own);
  else if (id && isLive) cookies.write(tokens.peek(id));
  else if (present && isOver(instance, client, present)) {
    if (own) cookies.write(own);
    else cookies.clear();
  }
}

/** The session of a cookie is over, and not one that began after this client was answered. */
function isOver({ ended, store, cookies }: SessionContext, { updatedAt }: ClientResource, cookie: string): boolean {
  const claims = decode(cookie)?.claims;
  const isKnown = (id: string) => ended.has(id) || store.state.client?.sessions.some((session) => session.id === id);
  if (!claims || isKnown(claims.sid)) return true;
  return updatedAt ? claims.iat + 1 <= updatedAt.getTime() / 1000 : !(cookies.uat() > 0);
}

function writeUat({ key, platform, cookieSuffix }: SessionContext, client: ClientResource): void {
  const { hostname } = new URL(platform.href());
  const apex = key.frontendApi.replace(/^clerk\.|:\d+$/g, '');
  // On the API's own domain the server writes it.
  if (hostname === apex || hostname.endsWith(`.${apex}`)) return;
  const seconds = client.signedInSessions.length ? Math.floor((client.updatedAt?.getTime() ?? 0) / 1000) : 0;
  writeClientUat(platform.cookies, platform.href(), cookieSuffix, seconds);
}
