import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { Clerk } from '../../src/client/clerk.ts';
import { authStore } from '../../src/client/stores/auth-store.ts';
import type { ReadableStore } from '../../src/client/stores/readable-store.ts';
import { sessionStore } from '../../src/client/stores/session-store.ts';
import { signInStore } from '../../src/client/stores/sign-in-store.ts';
import { userStore } from '../../src/client/stores/user-store.ts';
import { signUpWith } from '../client/stores/sign-up-with.ts';
import { Device } from '../support/device.ts';
import { installed } from '../support/framework-app.ts';
import { getTestInstance, PASSWORD, type TestInstance } from '../support/instance.ts';

/** What the tests use of `svelte/store`. */
interface SvelteStores {
  get<Value>(store: ReadableStore<Value>): Value;
  derived<Value>(stores: unknown[], combine: (values: never) => Value): Pick<ReadableStore<Value>, 'subscribe'>;
}

/** What the tests use of `vue`. */
interface Vue {
  effectScope(): { run<Value>(work: () => Value): Value; stop(): void };
  onScopeDispose(work: () => void): void;
  shallowRef<Value>(value: Value): { value: Value };
  watchEffect(work: () => void, options: { flush: 'sync' }): void;
}

describe('the stores in the frameworks that they fit', () => {
  let instance: TestInstance;
  let clerk: Clerk;
  before(async () => {
    instance = await getTestInstance();
    ({ clerk } = await new Device(instance).open());
    await signUpWith(instance, clerk, 'ada@example.com');
    await clerk.signOut(() => {});
  });
  after(() => instance.close());

  const load = async <Module>(app: string, name: string): Promise<Module> =>
    createRequire(path.join(await installed(app), 'package.json'))(name) as Module;

  async function signInAndOut(): Promise<void> {
    const signIn = await clerk.client!.signIn.create({ identifier: 'ada@example.com' });
    const { createdSessionId } = await signIn.attemptFirstFactor({ strategy: 'password', password: PASSWORD });
    await clerk.setActive({ session: createdSessionId });
    await clerk.user!.update({ firstName: 'Ada' });
    await clerk.signOut(() => {});
  }

  test('a derived store of Svelte never combines the values of two moments', async () => {
    const { derived, get } = await load<SvelteStores>('svelte-stock', 'svelte/store');
    assert.equal(get(userStore(clerk)), userStore(clerk).getSnapshot());
    const seen: unknown[][] = [];
    const ids = derived(
      [userStore(clerk), sessionStore(clerk), authStore(clerk)],
      ([{ user }, { session }, { userId }]: [
        { user?: { id: string } | null },
        { session?: { user: { id: string } | null } | null },
        { userId?: string | null },
      ]) => [user?.id, session?.user?.id, userId ?? undefined],
    );
    const stop = ids.subscribe((value) => seen.push(value));
    await signInAndOut();
    stop();
    assert.ok(seen.some(([id]) => id));
    assert.deepEqual(
      seen.filter((values) => new Set(values).size > 1),
      [],
    );
  });

  test('a shallow ref of Vue follows a store, until its scope ends', async () => {
    const { effectScope, onScopeDispose, shallowRef, watchEffect } = await load<Vue>('vue-stock', 'vue');
    function useStore<Value>(store: ReadableStore<Value>): { value: Value } {
      const value = shallowRef(store.getSnapshot());
      onScopeDispose(store.subscribe((next) => (value.value = next)));
      return value;
    }
    const names: unknown[] = [];
    const statuses: unknown[] = [];
    const scope = effectScope();
    scope.run(() => {
      const user = useStore(userStore(clerk));
      const signIn = useStore(signInStore(clerk));
      watchEffect(() => names.push(user.value.user?.firstName), { flush: 'sync' });
      watchEffect(() => statuses.push(signIn.value.signIn?.status), { flush: 'sync' });
    });
    await signInAndOut();
    assert.ok(names.includes('Ada'));
    assert.equal(names.at(-1), undefined);
    assert.ok(statuses.includes('needs_first_factor'));
    scope.stop();
    const { length } = names;
    await signInAndOut();
    assert.equal(names.length, length);
  });
});
