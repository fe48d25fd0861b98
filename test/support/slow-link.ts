import type { FakeFapi } from './fake-fapi.ts';

export interface SlowLink {
  /** Round-trip time in milliseconds. */
  rttMs: number;
  /** Bandwidth in each direction. All requests and answers share it. */
  bitsPerSecond: number;
  /** Share of packets that get lost. */
  loss: number;
}

const PACKET = 1460;
/** Bytes of the headers of a request or an answer. */
const HEADERS = 700;
/** Milliseconds after which a lost packet is sent again, twice as many after each time. */
const FIRST_TIMEOUT = 1000;

/**
 * Puts a slow link that loses packets between a fake browser and its API, on the level of TCP: a lost packet is sent
 * again, and everything behind it waits. Which packets are lost is the same in every run.
 */
export function putSlowLink(fapi: FakeFapi, { rttMs, bitsPerSecond, loss }: SlowLink): void {
  const { world } = fapi;
  const free = { up: 0, down: 0 };
  let seed = 7;
  const isLost = () => {
    seed = (seed * 48271) % 2147483647;
    return seed / 2147483647 < loss;
  };
  const arrivalOf = (bytes: number, lane: keyof typeof free): number => {
    let arrival = 0;
    for (let left = bytes; left > 0; left -= PACKET) {
      free[lane] = Math.max(free[lane], world.time) + (Math.min(left, PACKET) * 8000) / bitsPerSecond;
      let sentAt = free[lane];
      for (let wait = FIRST_TIMEOUT; isLost(); wait *= 2) sentAt += wait;
      arrival = Math.max(arrival, sentAt + rttMs / 2);
    }
    return arrival;
  };
  fapi.intercept = async ({ tab, url, body }, next) => {
    const pass = (bytes: number, lane: keyof typeof free) =>
      new Promise<void>((resolve) => tab.clock.setTimeout(resolve, arrivalOf(bytes + HEADERS, lane) - world.time));
    await pass(url.href.length + JSON.stringify(body).length, 'up');
    const answer = next();
    await pass(JSON.stringify(answer.body).length, 'down');
    return answer;
  };
}
