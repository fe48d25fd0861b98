import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FakeFapi } from '../../support/fake-fapi.ts';
import { flush } from '../../support/fake-platform.ts';
import { Device } from '../../support/device.ts';
import { getTestInstance, PASSWORD } from '../../support/instance.ts';
import { until } from '../../support/until.ts';
import { open } from './open-sessions.ts';

/** Opens a signed-out page that can hold back the answers to `GET /client`. */
async function openSlow() {
  const fapi = new FakeFapi();
  fapi.addAccount({ email: 'ada@acme.example', password: 'correct horse' });
  const page = await open(fapi);
  let letGo: () => void = () => {};
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  fapi.intercept = async (call, next) => {
    const answer = structuredClone(next());
    if (call.method === 'GET' && call.path === '/client') await held;
    return answer;
  };
  return { ...page, letGo };
}

test('an answer from before the first sign-in does not sign the tab out', async () => {
  const { clerk, world, letGo } = await openSlow();
  assert.equal(clerk.client?.id, undefined);
  const reload = clerk.client?.reload();
  const attempt = await clerk.client?.signIn.create({ identifier: 'ada@acme.example', password: 'correct horse' });
  await clerk.setActive({ session: attempt?.createdSessionId });
  const { session } = clerk;
  assert.ok(session);
  letGo();
  await reload;
  await flush();
  assert.equal(clerk.session?.id, session.id);
  assert.ok(world.cookie('__session'));
});

test('an answer to a replaced client cookie does not sign the tab out', async () => {
  const { clerk, fapi, letGo } = await openSlow();
  await clerk.client?.signIn.create({ identifier: 'ada@acme.example' });
  const { client } = fapi;
  fapi.client = null;
  const reload = clerk.client?.reload();
  await flush();
  fapi.client = client;
  const attempt = await clerk.client?.signIn.attemptFirstFactor({ strategy: 'password', password: 'correct horse' });
  await clerk.setActive({ session: attempt?.createdSessionId });
  assert.ok(clerk.session);
  letGo();
  await reload;
  await flush();
  assert.ok(clerk.session);
});

test('an answer that the client is gone signs out when no newer answer has come', async () => {
  const fapi = new FakeFapi();
  fapi.signIn();
  const { clerk } = await open(fapi);
  assert.ok(clerk.session);
  fapi.client = null;
  await clerk.client?.reload();
  assert.equal(clerk.session, null);
});

test('an answer to a call of one account does not sign out the next one, in a client of its own', async () => {
  const instance = await getTestInstance();
  const [ada, bo] = ['ada@example.com', 'bo@example.com'];
  for (const email of [ada, bo]) await instance.signUp(instance.browser(), email);
  const device = new Device(instance);
  device.world.time += 60_000;
  const { clerk, tab } = await device.open();
  const { clerk: other } = await device.open();
  const signIn = async (identifier: string) => {
    const { createdSessionId } = await clerk.client!.signIn.create({ identifier, password: PASSWORD });
    await clerk.setActive({ session: createdSessionId });
    await device.settle();
  };
  await signIn(ada);
  let letGo: (() => void) | undefined;
  device.deliver = ({ url }, from) => {
    if (letGo || from !== tab || !url.includes('/v1/me')) return undefined;
    return new Promise<void>((resolve) => {
      letGo = resolve;
    });
  };
  const late = clerk.user!.update({ firstName: 'Ada' });
  await until(() => letGo !== undefined);
  await clerk.client!.destroy();
  device.world.time += 2_000;
  await signIn(bo);
  letGo?.();
  await late;
  await device.settle();
  assert.deepEqual(
    [clerk, other].map(({ user }) => user?.primaryEmailAddress?.emailAddress),
    [bo, bo],
  );
  assert.equal(await device.whoIsThere(), clerk.session?.id);
  await instance.close();
});
