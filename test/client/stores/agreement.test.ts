import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import fc from 'fast-check';
import type { Clerk } from '../../../src/client/clerk.ts';
import { authStore } from '../../../src/client/stores/auth-store.ts';
import type { ReadableStore } from '../../../src/client/stores/readable-store.ts';
import { sessionListStore } from '../../../src/client/stores/session-list-store.ts';
import { sessionStore } from '../../../src/client/stores/session-store.ts';
import { signInStore } from '../../../src/client/stores/sign-in-store.ts';
import { signUpStore } from '../../../src/client/stores/sign-up-store.ts';
import { statusStore } from '../../../src/client/stores/status-store.ts';
import { userStore } from '../../../src/client/stores/user-store.ts';
import { Device } from '../../support/device.ts';
import { getTestInstance, PASSWORD, type TestInstance } from '../../support/instance.ts';
import { signUpWith } from './sign-up-with.ts';

const ADDRESSES = ['ada@example.com', 'grace@example.com'];

/** Fails unless every store says what the instance says. */
function assertAgreement(clerk: Clerk): void {
  const { loaded, status, client, session, user } = clerk;
  const isKnown = loaded && user !== undefined;
  assert.equal(statusStore(clerk).getSnapshot(), status);
  assert.deepEqual(
    { ...userStore(clerk).getSnapshot() },
    { isLoaded: isKnown, isSignedIn: isKnown ? !!user : undefined, user: isKnown ? user : undefined },
  );
  assert.equal(sessionStore(clerk).getSnapshot().session, isKnown ? session : undefined);
  const auth = authStore(clerk).getSnapshot();
  assert.equal(auth.isLoaded, isKnown);
  assert.equal(auth.userId, isKnown ? (user?.id ?? null) : undefined);
  assert.equal(auth.sessionId, isKnown ? (session?.id ?? null) : undefined);
  assert.equal(auth.sessionClaims?.iat, session?.lastActiveToken?.jwt.claims.iat);
  assert.deepEqual(sessionListStore(clerk).getSnapshot().sessions, loaded ? client?.sessions : undefined);
  assert.equal(signInStore(clerk).getSnapshot().signIn?.id, client?.signIn.id);
  assert.equal(signInStore(clerk).getSnapshot().signIn?.status, loaded ? client?.signIn.status : undefined);
  assert.equal(signUpStore(clerk).getSnapshot().signUp?.id, client?.signUp.id);
  assert.equal(signUpStore(clerk).getSnapshot().signUp?.status, loaded ? client?.signUp.status : undefined);
}

/** Combines stores by Svelte's contract, as its `derived` does: when none of them has a new value to come. */
function combine(stores: readonly ReadableStore<unknown>[], run: (values: unknown[]) => void): () => void {
  const values: unknown[] = [];
  const pending = new Set<number>();
  let isStarted = false;
  const stops = stores.map((store, index) =>
    store.subscribe(
      (value) => {
        values[index] = value;
        pending.delete(index);
        if (isStarted && pending.size === 0) run([...values]);
      },
      () => pending.add(index),
    ),
  );
  isStarted = true;
  run([...values]);
  return () => {
    assert.equal(pending.size, 0, 'each value that was announced came');
    for (const stop of stops) stop();
  };
}

interface World {
  device: Device;
  clerk: Clerk;
  other: Clerk;
  instance: TestInstance;
}

const EVENTS: Record<string, (world: World) => Promise<unknown>> = {
  'signs in': ({ clerk }) => signIn(clerk, ADDRESSES[0], PASSWORD),
  'signs in with the second account': ({ clerk }) => signIn(clerk, ADDRESSES[1], PASSWORD),
  'types a wrong password': ({ clerk }) => signIn(clerk, ADDRESSES[0], 'not the phrase'),
  'begins to sign up': ({ clerk }) =>
    signUpStore(clerk).getSnapshot().signUp!.create({ emailAddress: 'new@example.com', password: PASSWORD }),
  'begins to sign in': ({ clerk }) => clerk.client!.signIn.create({ identifier: ADDRESSES[0] }),
  'signs out': ({ clerk }) => clerk.signOut(() => {}),
  'ends a session': async ({ clerk }) => clerk.session?.remove(),
  'shows no session': ({ clerk }) => clerk.setActive({ session: null }),
  'shows another session': async ({ clerk }) => {
    const to = clerk.client?.signedInSessions.find(({ id }) => id !== clerk.session?.id);
    if (to) await clerk.setActive({ session: to.id });
  },
  'changes the name': async ({ clerk, device }) => clerk.user?.update({ firstName: `Ada ${device.world.time}` }),
  'signs in in another tab': ({ other }) => signIn(other, ADDRESSES[1], PASSWORD),
  'signs out in another tab': ({ other }) => other.signOut(() => {}),
  'waits a minute': ({ device }) => device.world.advance(60_000),
  'waits a minute without a connection': async ({ device }) => {
    device.world.online = false;
    await device.world.advance(60_000);
    device.world.online = true;
  },
};

async function signIn(clerk: Clerk, identifier: string | undefined, password: string): Promise<void> {
  const { signIn: present } = signInStore(clerk).getSnapshot();
  const { createdSessionId } = await present!.create({ identifier: identifier!, password });
  await clerk.setActive({ session: createdSessionId });
}

describe('all stores of an instance', () => {
  let instance: TestInstance;
  before(async () => {
    instance = await getTestInstance();
    for (const address of ADDRESSES) await signUpWith(instance, (await new Device(instance).open()).clerk, address);
  });
  after(() => instance.close());

  test('agree with the instance and with each other, whenever one of them announces a change', async () => {
    const event = fc.constantFrom(...Object.keys(EVENTS));
    await fc.assert(
      fc.asyncProperty(fc.array(event, { minLength: 1, maxLength: 8 }), async (names) => {
        const device = new Device(instance);
        const [{ clerk, tab }, { clerk: other, tab: otherTab }] = [await device.open(), await device.open()];
        const all: ReadableStore<unknown>[] = [
          authStore(clerk),
          sessionListStore(clerk),
          sessionStore(clerk),
          signInStore(clerk),
          signUpStore(clerk),
          statusStore(clerk),
          userStore(clerk),
        ];
        const faults: unknown[] = [];
        const given = new Map<ReadableStore<unknown>, unknown>();
        const check = (values: unknown[]) => {
          try {
            assertAgreement(clerk);
            for (const [index, store] of all.entries()) assert.equal(values[index], store.getSnapshot());
          } catch (error) {
            faults.push(error);
          }
        };
        const stops = all.map((store) =>
          store.subscribe((value) => {
            if (given.get(store) === value) faults.push(new Error('called without a change'));
            given.set(store, value);
          }),
        );
        const stop = combine(all, check);
        for (const name of names) {
          await EVENTS[name]!({ device, clerk, other, instance }).catch(() => {});
          await device.settle();
          assertAgreement(clerk);
          assert.deepEqual(faults, []);
          for (const store of all) assert.equal(given.get(store), store.getSnapshot(), name);
        }
        stop();
        for (const each of stops) each();
        tab.close();
        otherTab.close();
      }),
      { numRuns: 60 },
    );
  });

  test('a subscriber that changes the instance leaves every later one with the newest value', async () => {
    const { clerk } = await new Device(instance).open();
    const seen: (string | undefined)[] = [];
    userStore(clerk).subscribe(({ user }) => {
      // Shows no session, and says so before the next subscriber has run.
      if (user) void clerk.setActive({ session: null });
    });
    userStore(clerk).subscribe(({ user }) => seen.push(user?.id));
    await signIn(clerk, ADDRESSES[0], PASSWORD);
    await clerk.setActive({ session: null });
    assert.equal(seen.at(-1), undefined);
    assert.equal(userStore(clerk).getSnapshot().isSignedIn, false);
  });
});
