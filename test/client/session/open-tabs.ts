import { Clerk } from '../../../src/client/clerk.ts';
import { decodeToken } from '../../../src/tokens/decode.ts';
import { FakeFapi, KEY } from '../../support/fake-fapi.ts';
import { type FakeTab, flush } from '../../support/fake-platform.ts';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const REFRESH = /POST .*\/tokens$/;

export async function open(
  fapi: FakeFapi,
  options: { visible?: boolean } = {},
): Promise<{ tab: FakeTab; clerk: Clerk }> {
  const tab = fapi.world.openTab(options);
  const clerk = new Clerk(KEY, { platform: tab });
  await clerk.load();
  await flush();
  return { tab, clerk };
}

/** Opens ten tabs of a signed-in browser; the last one is visible. */
export async function openTen() {
  const fapi = new FakeFapi();
  const session = fapi.signIn();
  const tabs = [];
  for (let i = 0; i < 10; i++) tabs.push(await open(fapi, { visible: i === 9 }));
  await fapi.world.advance(1000);
  fapi.calls.length = 0;
  return { fapi, world: fapi.world, tabs, session };
}

/** Returns the most calls within any window of this many milliseconds. */
export function busiest(times: number[], window: number): number {
  return Math.max(0, ...times.map((start) => times.filter((time) => time >= start && time < start + window).length));
}

/** Returns how many milliseconds the token in the session cookie still lives, in true time. */
export function cookieLife({ world }: FakeFapi): number {
  const raw = world.cookie('__session');
  return raw ? decodeToken(raw).claims.exp * 1000 - world.time : -Infinity;
}
