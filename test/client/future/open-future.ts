import { Clerk } from '../../../src/client/clerk.ts';
import type { FutureState } from '../../../src/client/future/state-types.ts';
import { createFuture } from '../../../src/client/future/create-future.ts';
import { createInstance } from '../../../src/client/instance/instance.ts';
import { load } from '../../../src/client/instance/load.ts';
import { type FakeTab, FakeWorld, flush } from '../../support/fake-platform.ts';
import type { TestInstance } from '../../support/instance.ts';
import type { TestBrowser } from '../../support/test-browser.ts';
import type { Store } from '../../../src/client/store.ts';

export interface FuturePage {
  store: Store;
  state: FutureState;
  tab: FakeTab;
  world: FakeWorld;
  /** Method and path of each request but GETs, without the version and ids. */
  sent: string[];
  signOut(): Promise<void>;
}

/** Opens a page of an application whose client talks to the whole server in this process. */
export async function openFuture(
  instance: TestInstance,
  { browser = instance.browser(), url = 'https://app.example.com/' }: { browser?: TestBrowser; url?: string } = {},
): Promise<FuturePage> {
  const sent: string[] = [];
  const world = new FakeWorld((request) => {
    const { pathname } = new URL(request.url);
    if (request.method !== 'GET') sent.push(pathname.replace('/v1/client/', '').replace(/\/(sia|sua|sess)_\w+/, ''));
    return browser.fetch(request);
  });
  world.time = instance.clock.now();
  const tab = world.openTab({ url });
  const inner = createInstance(instance.config.publishableKey, { environmentCredentials: 'same-origin' }, tab);
  await load(inner);
  await flush();
  return {
    store: inner.store,
    state: createFuture(inner).state,
    tab,
    world,
    sent,
    signOut: async () => (await inner.needSessions()).signOut(() => {}, {}),
  };
}
void Clerk;
