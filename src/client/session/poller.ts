import { POLL_SECONDS } from '../../protocol/tokens.ts';
import type { Platform } from '../platform/platform.ts';
import type { Leader } from './leader.ts';

const PERIOD = POLL_SECONDS * 1000;
/** Milliseconds. Timers fire a little early, and tokens count whole seconds. */
const SLACK = 1000;
const FIRST_RETRY = 3000;
const RETRY_FACTOR = 1.55;

/** How a refresh went. `wait`: milliseconds that the server asked to wait (`Retry-After`). */
export type RefreshOutcome = { ok: true } | { ok: false; wait?: number };

export interface Poller {
  /**
   * Keeps the token of this session fresh from now on; undefined stops. Called again for the same session, it plans
   * the next refresh from the session's present token.
   */
  follow(sessionId: string | undefined): void;
  /** Plans a refresh, because this tab became the leader. */
  lead(): void;
  /**
   * Refreshes a token that is due, because the tab became visible, the machine woke up or the network came back.
   * Resolves when the refresh is over.
   */
  wake(): Promise<void>;
}

/**
 * Refreshes the session token every 50 s of server time, in the leading tab only. A failed refresh is tried again after
 * growing, jittered pauses; the last good token is kept.
 *
 * @param age server milliseconds since the present token was issued; undefined = there is none
 * @param refresh requests a token; never rejects
 */
export function createPoller(
  platform: Platform,
  leader: Leader,
  age: (sessionId: string) => number | undefined,
  refresh: (sessionId: string) => Promise<RefreshOutcome>,
): Poller {
  const { clock } = platform;
  let sessionId: string | undefined;
  let timer: unknown;
  let failures = 0;
  let notBefore = -Infinity;
  let running: Promise<void> | undefined;

  return {
    follow(next) {
      failures = 0;
      sessionId = next;
      if (next) leader.start(next);
      else leader.stop();
      plan();
    },
    lead: plan,
    async wake() {
      if (clock.now() < notBefore || !sessionId || !(platform.isVisible() || leader.isLeader())) return;
      if (left(sessionId) > 0) return plan();
      leader.claim();
      await run();
    },
  };

  /** Milliseconds until the token is due. It is due when its age is negative: the local clock was set back. */
  function left(id: string): number {
    const present = age(id);
    return present === undefined || present < -SLACK * 5 ? 0 : Math.max(0, PERIOD - SLACK - present);
  }

  function plan(wait?: number): void {
    clock.clearTimeout(timer);
    if (!sessionId) return;
    const due = left(sessionId);
    timer = clock.setTimeout(tick, wait ?? (due > 0 ? due + SLACK : 0));
  }

  function tick(): void {
    if (!sessionId || !leader.isLeader()) return;
    if (left(sessionId) > 0) plan();
    else run();
  }

  function run(): Promise<void> {
    running ??= refreshOnce().finally(() => {
      running = undefined;
    });
    return running;
  }

  async function refreshOnce(): Promise<void> {
    const id = sessionId as string;
    const outcome = await refresh(id);
    if (id !== sessionId) return plan();
    if (outcome.ok) {
      failures = 0;
      // A server that answers with old tokens must not be asked in a loop.
      return plan(left(id) > 0 ? undefined : PERIOD);
    }
    notBefore = clock.now() + (outcome.wait ?? 0);
    const pause = Math.min(PERIOD, FIRST_RETRY * RETRY_FACTOR ** failures++);
    plan(Math.max(outcome.wait ?? 0, pause * (0.75 + platform.random() / 2)));
  }
}
