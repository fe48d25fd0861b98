import type { Clock, TabChannel } from '../platform/platform.ts';

/** Milliseconds between two heartbeats of the leader. */
const BEAT = 3000;
/** Milliseconds of silence after which a follower takes over; with the jitter below 10 s. */
const SILENCE = 7000;
const JITTER = 1500;
/** A timer this late did not fire because the machine slept or the tab was frozen. */
const SLEPT = 5000;

type Message =
  | { type: 'lead'; topic: string; id: number; visible: boolean }
  | { type: 'hello'; topic: string }
  | { type: 'resign'; topic: string };

export interface Leader {
  /** Takes part for a topic: the id of the session this tab shows. */
  start(topic: string): void;
  /** Leaves; the others elect anew at once. */
  stop(): void;
  isLeader(): boolean;
  /** Takes the lead without asking: a visible tab may, and the others yield. */
  claim(): void;
  /** Tells the others that this tab's visibility changed. */
  visibilityChanged(): void;
}

/**
 * Elects one tab per topic over a channel, without locks: a leader sends heartbeats, silence makes a follower take
 * over, and when two lead, a visible tab beats a hidden one, else the smaller id wins.
 *
 * @param open joins the channel of all tabs
 * @param onLead called when this tab becomes the leader
 */
export function createLeader(
  clock: Clock,
  random: () => number,
  isVisible: () => boolean,
  open: (onMessage: (message: unknown) => void) => TabChannel,
  onLead: () => void,
): Leader {
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
      channel ??= open((message) => receive(message as Message));
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
      // After sleep the silence proves nothing: the leader slept too, and gets the time to be heard.
      if (!leading && clock.now() - due > SLEPT) follow();
      else then();
    }, milliseconds);
  }
}
