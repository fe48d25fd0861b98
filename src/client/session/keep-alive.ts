import { isClerkAPIResponseError } from '../errors.ts';
import { findSession } from '../resources/parse-session.ts';
import type { ClientResource } from '../resources/types/client.ts';
import { applyToken, dropSessions, publishClient } from './apply-client.ts';
import { getSessionToken, TOKEN_LIMIT } from './get-token.ts';
import { createLeader } from './leader.ts';
import { createPoller, type RefreshOutcome } from './poller.ts';
import { reloadClient } from './receive-client.ts';
import { isPinned, type KeepAlive, type SessionContext, type SessionMessage } from './session-context.ts';
import { touchSession } from './set-active.ts';
import { decode } from './token-cache.ts';

/** Milliseconds between two touches of a session on instances that allow one session per client. */
const TOUCH_PAUSE = 5000;
/** Milliseconds by which the clocks of two tabs may differ. */
const CLOCKS_APART = 1_000;

/** Message of a new session token between tabs, in the shape that Clerk's own clerk-js uses on the same channel. */
interface TokenMessage {
  sessionId: string;
  organizationId: string | null;
  template?: string;
  tokenId: string;
  tokenRaw: string;
  traceId: string;
  /** Local milliseconds at which the token was requested. Not part of clerk-js. */
  askedAt?: number;
}

/**
 * Keeps the tab's session alive from now on: refreshes the token in the background, listens to the other tabs, and
 * reacts when the page gets the focus, wakes up or is back online. A session ends only when the API or another tab
 * says so.
 */
export function startKeepAlive(context: SessionContext): void {
  const { instance, tokens, cookies } = context;
  const { platform, store } = instance;
  const { clock } = platform;
  const leader = createLeader(platform, () => poller.lead());
  const poller = createPoller(platform, leader, age, refresh);
  const sessionChannel = platform.channel('clerk', (message) => receiveSessions(message as SessionMessage));
  const tokenChannel = platform.channel('clerk:session_token', (message) => receiveToken(message as TokenMessage));
  let touchedAt = -Infinity;
  let refreshedUat: number | undefined;

  const keepAlive: KeepAlive = {
    tell: sessionChannel.post,
    tellToken: (sessionId, template, tokenRaw, askedAt) =>
      tokenChannel.post({
        sessionId,
        organizationId: null,
        template,
        tokenId: sessionId,
        tokenRaw,
        traceId: '',
        askedAt,
      } satisfies TokenMessage),
    sessionChanged() {
      const { session, client } = store.state;
      // In transition, the cookie already has the session that is shown next.
      const wanted = session === undefined ? decode(cookies.read())?.claims.sid : session?.id;
      const live = findSession(client?.signedInSessions, wanted);
      poller.follow(instance.options.polling === false ? undefined : live?.id);
    },
  };
  context.keepAlive = keepAlive;
  platform.on('visibilitychange', () => {
    leader.visibilityChanged();
    follow();
    poller.wake();
  });
  platform.on('online', poller.wake);
  platform.on('focus', focus);
  platform.on('pagehide', () => poller.follow(undefined));
  platform.on('pageshow', () => {
    instance.leaving = false;
    // The back button brought the page back in the middle of a transition, which is over now.
    if (store.state.session === undefined && store.state.client) reloadClient(instance, 'adopt').catch(() => {});
    keepAlive.sessionChanged();
    poller.wake();
  });
  // The page is up: remove the cookies of a session that is over, write those of the present one.
  follow();

  async function focus(): Promise<void> {
    if (instance.provisional) return;
    const following = follow();
    poller.wake();
    await following;
    const { session, client, environment } = store.state;
    if (!session || !client || instance.options.touchSession === false) return;
    const told = client.lastActiveSessionId;
    if (client.signedInSessions.length > 1) {
      if (isPinned(instance)) return;
      // A tab of another host may have switched while this one slept.
      const next = await reloadClient(instance, 'call').catch(() => client);
      const last = next.lastActiveSessionId;
      if (store.state.session?.id !== session.id || context.deciding || last === session.id) return;
      if (last && last !== told) {
        publishClient(context, next, last, true);
        return keepAlive.tell({ type: 'switch', sessionId: last });
      }
      // The server has not heard of the switch to this session.
    } else {
      // A refresh that is on its way tells the server enough, unless the server believes another session is in use.
      if (tokens.inFlight(session.id) && told === session.id) return;
      const single = environment?.auth_config.single_session_mode;
      if (single && clock.now() - touchedAt < TOUCH_PAUSE) return;
      touchedAt = clock.now();
    }
    await touchSession(context, session.id, 'focus');
  }

  /**
   * Shows what the other tabs of this host show, unless the tab is pinned. At once if possible: the page may send
   * requests with their cookie when it wakes.
   *
   * @param sessionId a session that the client has by now: if it is unknown, the client is asked for first
   */
  async function follow(sessionId = cookies.active()): Promise<void> {
    const known = store.state.client;
    if (known && (isBehind(known) || (sessionId && !findSession(known.sessions, sessionId)))) {
      // A session that may be over leaves no cookie: the next page would take it for live.
      if (!(await reloadClient(instance, 'adopt').catch(() => {}))) return;
    }
    const { client, session } = store.state;
    if (!client || session === undefined || context.deciding) return;
    publishClient(context, client, session?.id ?? (isPinned(instance) ? undefined : sessionId));
    // Frameworks draw on the server what they drew for the other user.
    if (store.state.session?.id !== session?.id) await platform.callHook('__internal_onAfterSetActive');
  }

  /** Returns whether a user has signed in or out since the server sent this client. */
  function isBehind({ updatedAt, signedInSessions }: ClientResource): boolean {
    const uat = cookies.uat();
    return uat === 0 ? signedInSessions.length > 0 : uat > (updatedAt?.getTime() ?? 0) / 1000;
  }

  /**
   * Age of the session's token in server milliseconds. Undefined when another tab signed in or out while this one
   * slept: the token is then due whatever its age, once.
   */
  function age(sessionId: string): number | undefined {
    const uat = cookies.uat();
    const issued = decode(tokens.peek(sessionId))?.claims.iat ?? 0;
    return (uat === 0 || issued < uat) && uat !== refreshedUat ? undefined : tokens.age(sessionId);
  }

  async function refresh(sessionId: string): Promise<RefreshOutcome> {
    if (!findSession(store.state.client?.signedInSessions, sessionId)) return { ok: true };
    try {
      const uat = cookies.uat();
      await getSessionToken(context, sessionId, { refresh: true });
      refreshedUat = uat;
      if (store.state.status === 'degraded' && !instance.provisional) store.setStatus('ready');
      return { ok: true };
    } catch (error) {
      const answer = isClerkAPIResponseError(error) ? error : undefined;
      if (store.state.status === 'ready' && !(answer && answer.status < 500)) store.setStatus('degraded');
      return { ok: false, wait: answer?.retryAfter && answer.retryAfter * 1000 };
    }
  }

  function receiveToken(message: TokenMessage | undefined): void {
    if (typeof message?.tokenRaw !== 'string' || typeof message.sessionId !== 'string' || message.organizationId)
      return;
    const { sessionId, tokenRaw, template, askedAt = NaN } = message;
    const passed = clock.now() - askedAt;
    // Each tab counts its own time: one that was open when the device's clock was set back is ahead of later ones.
    const isOfThisClock = passed > -CLOCKS_APART && passed < TOKEN_LIMIT;
    applyToken(context, sessionId, tokenRaw, {
      template: template || undefined,
      askedAt: isOfThisClock ? askedAt : undefined,
      isTold: true,
    });
  }

  function receiveSessions(message: SessionMessage | undefined): void {
    if (message?.type === 'signout') {
      if (Array.isArray(message.sessionIds)) dropSessions(context, message.sessionIds);
      reloadClient(instance).catch(() => {});
    } else if (message?.type === 'user') reloadClient(instance).catch(() => {});
    else if (message) follow(message.sessionId);
  }
}
