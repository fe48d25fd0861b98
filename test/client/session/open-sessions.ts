import { Clerk } from '../../../src/client/clerk.ts';
import type { EnvironmentJSON } from '../../../src/protocol/json/environment.ts';
import type { LoadOptions, Resources } from '../../../src/client/types.ts';
import { FakeFapi, KEY } from '../../support/fake-fapi.ts';
import { flush } from '../../support/fake-platform.ts';

/** Opens a page; `seen` lists the session of each call of a listener. */
export async function open(fapi: FakeFapi, options?: LoadOptions) {
  const tab = fapi.world.openTab();
  const clerk = new Clerk(KEY, { platform: tab });
  await clerk.load(options);
  await flush();
  fapi.calls.length = 0;
  const seen: string[] = [];
  clerk.addListener(
    ({ session }: Resources) => seen.push(session === undefined ? 'transition' : (session?.id ?? 'none')),
    {
      skipInitialEmit: true,
    },
  );
  return { fapi, world: fapi.world, tab, clerk, seen };
}

/** Opens a page with two signed-in users, which shows the second one. */
export async function openTwo(options?: LoadOptions, urls: Partial<EnvironmentJSON['display_config']> = {}) {
  const fapi = new FakeFapi();
  Object.assign(fapi.environment.display_config, urls);
  const first = fapi.signIn('ada@acme.example');
  const second = fapi.signIn('bob@acme.example');
  return { ...(await open(fapi, options)), first: first.id, second: second.id };
}
