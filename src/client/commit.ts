import type { ClientJSON } from '../protocol/json/client.ts';
import { parseClient, withSessions } from './resources/parse-client.ts';
import { parseSession, withToken } from './resources/parse-session.ts';
import type { ClientResource, SessionResource } from './resources/types.ts';
import { writeClientUat } from './session/client-uat.ts';
import { decode, tokenKey } from './session/token-cache.ts';
import type { SessionCore } from './session-core.ts';
import type { CommitOrigin } from './take-client.ts';

/**
 * Takes the client an answer carried: tokens first, then cookies, then the store, so that a listener who sees a
 * session finds its token in place. Sessions that ended here
 * are left out: the answer was under way when they did.
 */
export function commitClient(core: SessionCore, json: ClientJSON | null, origin?: CommitOrigin): void {
  const { tokens, store } = core;
  const { client, session } = store.state;
  const live = json && { ...json, sessions: json.sessions.filter(({ id }) => !core.ended.has(id)) };
  for (const { id, last_active_token: token } of live?.sessions ?? []) {
    if (token && tokens.adopt(id, token.jwt, core.stub ? 'elsewhere' : 'answer'))
      core.tellToken(id, undefined, token.jwt);
  }
  const next = parseClient(
    live,
    client,
    (one, previous) => parseSession(one, previous, tokens.peek(one.id), core.resources),
    core.resources,
  );
  const choose = !core.holds && (session === undefined || (origin === 'adopt' && !session));
  show(core, next, choose ? chooseSession(core, next) : session?.id);
  const created = next.signedInSessions.find(({ id }) => !client?.sessions.some((known) => known.id === id));
  if (created && origin === 'call') core.tell({ type: 'signin', sessionId: created.id });
}

/**
 * Takes a session token that came by itself: from the refresh of this tab or of another one.
 *
 * @param origin `askedAt`: local milliseconds at which this tab asked for it; absent = another tab did
 */
export function commitToken(
  core: SessionCore,
  sessionId: string,
  raw: string,
  { template, askedAt }: { template?: string; askedAt?: number } = {},
): boolean {
  const { tokens, store } = core;
  const { client, session } = store.state;
  const known = client?.signedInSessions.find(({ id }) => id === sessionId);
  if (!client || !known) return false;
  const minted = askedAt !== undefined;
  if (!tokens.adopt(tokenKey(sessionId, template), raw, minted ? 'minted' : 'elsewhere', askedAt)) return false;
  if (minted) core.tellToken(sessionId, template, raw);
  if (!template) {
    const next = withToken(known, raw);
    const sessions = client.sessions.map((other) => (other === known ? next : other));
    show(core, withSessions(client, sessions), session?.id);
  }
  return true;
}

/** Drops sessions at once, without asking the API: another tab signed them out. */
export function dropSessions(core: SessionCore, sessionIds: readonly string[]): void {
  const { client, session } = core.store.state;
  for (const id of sessionIds) {
    core.ended.add(id);
    core.tokens.forget(id);
  }
  if (!client?.sessions.some(({ id }) => core.ended.has(id))) return;
  const left = client.sessions.filter(({ id }) => !core.ended.has(id));
  show(core, withSessions(client, left), session?.id);
}

/**
 * Publishes a client and the session the tab shows. While a hold is on, the tab takes up no session.
 *
 * @param force this tab was just told to show the session, so the cookie becomes its own
 */
export function show(core: SessionCore, client: ClientResource, sessionId: string | undefined, force = false): void {
  const { store, tokens, cookies } = core;
  const held = core.holds > 0 && !force;
  const shown = client.signedInSessions.find(({ id }) => id === sessionId);
  // Held, a session that is over is in transition: what follows is up to whoever holds.
  const session = shown ?? (held && store.state.session !== null ? undefined : null);
  const raw = session && tokens.peek(session.id);
  if (!session) clearDeadCookie(core, client);
  else if (raw && !held) cookies.write(session.id, raw, force);
  if (core.key.instanceType === 'development') writeUat(core, client);
  store.set({ client, session, user: session && session.user });
  core.sessionChanged();
}

function chooseSession({ options }: SessionCore, client: ClientResource): string | undefined {
  const chosen: SessionResource | null | undefined = options.selectInitialSession
    ? options.selectInitialSession(client)
    : (client.signedInSessions.find(({ id }) => id === client.lastActiveSessionId) ?? client.signedInSessions[0]);
  return chosen?.id;
}

/** The cookie may show a session that another tab is using: only one that is over is removed. */
function clearDeadCookie({ cookies }: SessionCore, client: ClientResource): void {
  const shown = cookies.read();
  const sessionId = decode(shown)?.claims.sid;
  if (shown && !client.signedInSessions.some(({ id }) => id === sessionId)) cookies.clear();
}

function writeUat({ key, platform, cookieSuffix }: SessionCore, client: ClientResource): void {
  const { hostname } = new URL(platform.href());
  const apex = key.frontendApi.replace(/^clerk\.|:\d+$/g, '');
  // On the API's own domain the server writes it.
  if (hostname === apex || hostname.endsWith(`.${apex}`)) return;
  const seconds = client.signedInSessions.length ? Math.floor((client.updatedAt?.getTime() ?? 0) / 1000) : 0;
  writeClientUat(platform.cookies, platform.href(), cookieSuffix, seconds);
}
