import { applyToken, dropSessions, show } from './apply-client.ts';
import { reloadClient } from './receive-client.ts';
import { isSessionGone, type SessionContext, type TabMessage } from './session-context.ts';
import { isClerkAPIResponseError } from '../errors.ts';
import { createLeader } from './leader.ts';
import { createPoller, type RefreshOutcome } from './poller.ts';
import { decode } from './token-cache.ts';
import { getSessionToken, TOKEN_LIMIT } from './get-token.ts';

/** Milliseconds between two touches of one session, on instances where a client has only one. */
const TOUCH_PAUSE = 5000;

/** Milliseconds by which the clocks of two tabs may differ unnoticed. */
const CLOCKS_APART = 1_000;

/** Message of a new session token between tabs; the shape stock clerk-js uses on the same channel. */
interface TokenMessage {
  sessionId: string;
  organizationId: string | null;
  template?: string;
  tokenId: string;
  tokenRaw: string;
  traceId: string;
  /** Ours alone: local milliseconds at which the token was asked for. */
  askedAt?: number;
}

/**
 * Keeps the tab's session alive from load on: background refresh, other tabs, focus, sleep, network.
 * Nothing here signs anybody out but the API saying so, or another tab.
 */
export function startKeepAlive(instance: SessionContext): void {
  const { platform, store, tokens } = instance;
  const { clock } = platform;
  const leader = createLeader(
    clock,
    platform.random,
    platform.isVisible,
    (receive) => platform.channel('clerk:leader', receive),
    () => poller.lead(),
  );
  const poller = createPoller(platform, leader, age, refresh);
  const events = platform.channel('clerk', (message) => receiveEvent(message as TabMessage));
  const tokenChannel = platform.channel('clerk:session_token', (message) => receiveToken(message as TokenMessage));
  let polled: string | undefined;
  let touchedAt = -Infinity;
  let refreshedUat: number | undefined;

  instance.tell = events.post;
  instance.tellToken = (sessionId, template, tokenRaw, askedAt) =>
    tokenChannel.post({
      sessionId,
      organizationId: null,
      template,
      tokenId: sessionId,
      tokenRaw,
      traceId: '',
      askedAt,
    } satisfies TokenMessage);
  instance.sessionChanged = () => {
    const { session, client } = store.state;
    // In transition the cookie has the session that is shown next.
    const wanted = session === undefined ? decode(instance.cookies.read())?.claims.sid : session?.id;
    const id = client?.signedInSessions.find((live) => live.id === wanted)?.id;
    if (!id || instance.options.polling === false) stop();
    else if (id === polled) poller.reset();
    else poller.start((polled = id));
  };
  platform.on('visibilitychange', () => {
    leader.visibilityChanged();
    wake();
  });
  platform.on('online', wake);
  platform.on('focus', focus);
  platform.on('pagehide', stop);
  platform.on('pageshow', () => {
    instance.leaving = false;
    // Brought back by the back button in the middle of a transition: it is over.
    if (store.state.session === undefined && store.state.client) reloadClient(instance, 'adopt').catch(() => {});
    instance.sessionChanged();
    wake();
  });
  // Now that the rest of the page is up: cookies of a session that is over go, the others are written.
  const { client, session } = store.state;
  if (client) show(instance, client, session?.id);

  function stop(): void {
    polled = undefined;
    poller.stop();
  }

  function wake(): void {
    poller.wake();
  }

  async function focus(): Promise<void> {
    const { session, client, environment } = store.state;
    if (!session || instance.stub) return;
    instance.cookies.write(tokens.peek(session.id));
    wake();
    // A refresh on its way is contact enough, unless the server believes that another session is in use.
    if (tokens.inFlight(session.id) && client?.lastActiveSessionId === session.id) return;
    const single = environment?.auth_config.single_session_mode;
    if (instance.options.touchSession === false || (single && clock.now() - touchedAt < TOUCH_PAUSE)) return;
    touchedAt = clock.now();
    try {
      await session.touch();
    } catch (error) {
      if (isSessionGone(error)) await instance.sessionGone();
    }
  }

  /** Another tab signed in or out while this one slept: the token is due, whatever its age. Once for each time. */
  function age(sessionId: string): number | undefined {
    const uat = instance.cookies.uat();
    const issued = decode(tokens.peek(sessionId))?.claims.iat ?? 0;
    return (uat === 0 || issued < uat) && uat !== refreshedUat ? undefined : tokens.age(sessionId);
  }

  async function refresh(sessionId: string): Promise<RefreshOutcome> {
    if (!store.state.client?.signedInSessions.some(({ id }) => id === sessionId)) return { ok: true };
    try {
      const uat = instance.cookies.uat();
      await getSessionToken(instance, sessionId, { refresh: true });
      refreshedUat = uat;
      if (store.state.status === 'degraded' && !instance.stub) store.set({ status: 'ready' });
      return { ok: true };
    } catch (error) {
      const answer = isClerkAPIResponseError(error) ? error : undefined;
      if (store.state.status === 'ready' && !(answer && answer.status < 500)) store.set({ status: 'degraded' });
      return { ok: false, wait: answer?.retryAfter && answer.retryAfter * 1000 };
    }
  }

  function receiveToken(message: TokenMessage | undefined): void {
    if (typeof message?.tokenRaw !== 'string' || typeof message.sessionId !== 'string' || message.organizationId)
      return;
    const { sessionId, tokenRaw, template, askedAt = NaN } = message;
    const passed = platform.clock.now() - askedAt;
    // Tabs count their own time: one that was open when the device's clock was set is ahead of those that came later.
    const isOfThisClock = passed > -CLOCKS_APART && passed < TOKEN_LIMIT;
    applyToken(instance, sessionId, tokenRaw, {
      template: template || undefined,
      askedAt: isOfThisClock ? askedAt : undefined,
      isTold: true,
    });
  }

  function receiveEvent(message: TabMessage | undefined): void {
    if (message?.type === 'signout') {
      if (Array.isArray(message.sessionIds)) dropSessions(instance, message.sessionIds);
      reloadClient(instance).catch(() => {});
    } else if (message?.type === 'signin') {
      if (store.state.client?.sessions.some(({ id }) => id === message.sessionId)) return;
      reloadClient(instance, 'adopt').catch(() => {});
    }
  }
}
