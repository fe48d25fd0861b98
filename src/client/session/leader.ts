import type { Platform, TabChannel } from '../platform/platform.ts';

/** Milliseconds between two heartbeats of the leader. */
const BEAT = 3000;
/** Milliseconds of silence after which a follower takes over. Less than 10 s, jitter included. */
const SILENCE = 7000;
const JITTER = 1500;
/** A timer that is late by more milliseconds than this was held up: the machine slept or the tab was frozen. */
const SLEPT = 5000;

type Message =
  | { type: 'lead'; topic: string; id: number; visible: boolean }
  | { type: 'hello'; topic: string }
  | { type: 'resign'; topic: string };

export interface Leader {
  /** Takes part in the election for a topic: the id of the session that this tab shows. */
  start(topic: string): void;
  /** Leaves the election. If this tab was the leader, the others elect a new one at once. */
  stop(): void;
  isLeader(): boolean;
  /** Becomes the leader without an election. Meant for a visible tab: the others yield to it. */
  claim(): void;
  /** Tells the others that this tab's visibility changed, or takes over from a hidden leader. */
  visibilityChanged(): void;
}

/**
 * Elects one tab per topic over a channel, without locks. The leader sends heartbeats, and a follower that hears none
 * takes over. When two tabs lead, a visible one wins over a hidden one; otherwise the smaller id wins.
 *
 * @param onLead called when this tab becomes the leader
 */
export function createLeader(platform: Platform, onLead: () => void): Leader {
  const { clock, random, isVisible } = platform;
  const id = random();
  let channel: TabChannel | undefined;
  let topic: string | undefined;
  let leading = false;
  let otherVisible = false;
  let timer: unknown;

  const post = (message: Message) => channel?.post(message);
  const leader: Leader = {
    start(next) {
      if (topic === next) return;
      leader.stop();
      channel ??= platform.channel('clerk:leader', (message) => receive(message as Message));
      topic = next;
      post({ type: 'hello', topic });
      wait(100 + random() * 200, claim);
    },
    stop() {
      clock.clearTimeout(timer);
      if (topic && leading) post({ type: 'resign', topic });
      topic = undefined;
      leading = false;
    },
    isLeader: () => leading,
    claim() {
      if (topic && !leading) claim();
    },
    visibilityChanged() {
      if (leading) beat();
      else if (topic && isVisible() && !otherVisible) claim();
    },
  };
  return leader;

  function receive(message: Message): void {
    if (!topic || message?.topic !== topic) return;
    if (message.type === 'hello') {
      if (leading) beat();
    } else if (message.type === 'resign') {
      if (!leading) wait(random() * 300, claim);
    } else if (message.type === 'lead') {
      otherVisible = message.visible;
      const better = message.visible === isVisible() ? leading && id < message.id : isVisible();
      if (!better) follow();
      else if (leading) beat();
      else claim();
    }
  }

  function claim(): void {
    leading = true;
    beat();
    onLead();
  }

  function beat(): void {
    post({ type: 'lead', topic: topic as string, id, visible: isVisible() });
    wait(BEAT, beat);
  }

  function follow(): void {
    leading = false;
    wait(SILENCE + random() * JITTER, claim);
  }

  function wait(milliseconds: number, then: () => void): void {
    clock.clearTimeout(timer);
    const due = clock.now() + milliseconds;
    timer = clock.setTimeout(() => {
      // After sleep, silence does not mean that the leader is gone: it slept too. Wait for it once more.
      if (!leading && clock.now() - due > SLEPT) follow();
      else then();
    }, milliseconds);
  }
}
