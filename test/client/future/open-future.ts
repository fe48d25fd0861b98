import { Clerk } from '../../../src/client/clerk.ts';
import type { FutureState } from '../../../src/client/resources/types/future-state.ts';
import { type FakeTab, FakeWorld } from '../../support/fake-platform.ts';
import type { TestInstance } from '../../support/instance.ts';
import type { TestBrowser } from '../../support/test-browser.ts';
import { until } from '../../support/until.ts';

export interface FuturePage {
  clerk: Clerk;
  /** What the hooks of Clerk's SDKs read. */
  state: FutureState;
  tab: FakeTab;
  world: FakeWorld;
  /** Paths of all requests but GETs, without version and ids. */
  sent: string[];
}

interface Options {
  browser?: TestBrowser;
  url?: string;
}

/** Opens a page of an application whose client talks to the whole server in this process. */
export async function openPage(
  instance: TestInstance,
  { browser = instance.browser(), url = 'https://app.example.com/' }: Options = {},
): Promise<FuturePage> {
  const sent: string[] = [];
  const world = new FakeWorld((request) => {
    const { pathname } = new URL(request.url);
    if (request.method !== 'GET') sent.push(pathname.replace('/v1/client/', '').replace(/\/(sia|sua|sess)_\w+/, ''));
    return browser.fetch(request);
  });
  world.time = instance.clock.now();
  const tab = world.openTab({ url });
  const clerk = new Clerk(instance.config.publishableKey, { platform: tab, environmentCredentials: 'same-origin' });
  await clerk.load();
  return { clerk, state: clerk.__internal_state, tab, world, sent };
}

/** Opens a page whose signals are loaded. */
export async function openFuture(instance: TestInstance, options?: Options): Promise<FuturePage> {
  const page = await openPage(instance, options);
  const first = page.state.signInSignal();
  await until(() => page.state.signInSignal() !== first);
  return page;
}
