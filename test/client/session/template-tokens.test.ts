import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { createSignUpFlow } from '../../../src/client/flows/create-sign-up-flow.ts';
import type { Clerk } from '../../../src/client/clerk.ts';
import { decodeToken } from '../../../src/tokens/decode.ts';
import { backendOf, type CallBackend } from '../../support/backend-api.ts';
import { Device } from '../../support/device.ts';
import { flush } from '../../support/fake-platform.ts';
import { getTestInstance, PASSWORD, type TestInstance } from '../../support/instance.ts';

async function signUp(instance: TestInstance, clerk: Clerk): Promise<void> {
  const flow = clerk.__internal_createFlow(createSignUpFlow);
  for (let i = 0; i < 5; i++) await flush();
  await flow.submit({ type: 'fields', values: { emailAddress: 'ada@example.com', password: PASSWORD } });
  await flow.submit({ type: 'code', code: instance.mailbox.lastCode('ada@example.com') });
  assert.equal(flow.state.step.name, 'complete', JSON.stringify(flow.state.errors));
  flow.dispose();
}

describe('tokens of JWT templates in the client', () => {
  let instance: TestInstance;
  let device: Device;
  let call: CallBackend;
  let asked: string[];
  beforeEach(async () => {
    const claims = { role: "{{user.public_metadata.role || 'none'}}" };
    instance = await getTestInstance({
      config: {
        session: { claims },
        jwtTemplates: [
          { name: 'db', claims: { aud: 'db', role: '{{user.public_metadata.role}}' }, lifetime: 120 },
          { name: 'fresh', claims: { aud: 'fresh' }, signingAlgorithm: 'HS256', signingKey: 'x'.repeat(32) },
        ],
      },
    });
    call = await backendOf(instance);
    device = new Device(instance);
    asked = [];
    device.deliver = (request) => {
      const [, name] = /\/tokens(?:\/(\w+))?(?:\?|$)/.exec(request.url) ?? [];
      if (request.url.includes('/tokens')) asked.push(name ?? 'session');
      return undefined;
    };
  });
  afterEach(() => instance.close());

  const audience = (token: string | null | undefined) => decodeToken(token ?? '').claims.aud;

  test('a token is kept by session and template for its own life, and is never in the cookie', async () => {
    const { clerk } = await device.open();
    await signUp(instance, clerk);
    asked.length = 0;
    const first = await clerk.session?.getToken({ template: 'db' });
    assert.equal(audience(first), 'db');
    assert.equal(audience(await clerk.session?.getToken({ template: 'fresh' })), 'fresh');
    assert.equal(audience(await clerk.session?.getToken()), undefined);
    assert.notEqual(device.world.cookie('__session'), first);
    await device.world.advance(90_000);
    assert.equal(await clerk.session?.getToken({ template: 'db' }), first);
    assert.deepEqual(
      asked.filter((name) => name !== 'session'),
      ['db', 'fresh'],
    );
    const cookie = device.world.cookie('__session') ?? '';
    assert.equal(decodeToken(cookie).claims.sid, clerk.session?.id);
  });

  test('a token that is used shortly before its end is renewed meanwhile, and one at its end is replaced', async () => {
    const { clerk } = await device.open();
    await signUp(instance, clerk);
    const first = await clerk.session?.getToken({ template: 'db' });
    await device.world.advance(106_000);
    asked.length = 0;
    assert.equal(await clerk.session?.getToken({ template: 'db' }), first);
    await device.settle();
    assert.deepEqual(
      asked.filter((name) => name === 'db'),
      ['db'],
    );
    const second = await clerk.session?.getToken({ template: 'db' });
    assert.notEqual(second, first);
    await device.world.advance(116_000);
    assert.notEqual(await clerk.session?.getToken({ template: 'db' }), second);
  });

  test('leewayInSeconds asks for a token that lives for longer', async () => {
    const { clerk } = await device.open();
    await signUp(instance, clerk);
    const first = await clerk.session?.getToken({ template: 'db' });
    await device.world.advance(60_000);
    assert.equal(await clerk.session?.getToken({ template: 'db', leewayInSeconds: 50 }), first);
    assert.notEqual(await clerk.session?.getToken({ template: 'db', leewayInSeconds: 60 }), first);
  });

  test('skipCache shows at once what has changed, in both kinds of tokens', async () => {
    const { clerk } = await device.open();
    await signUp(instance, clerk);
    const roles = async (skipCache: boolean) => [
      decodeToken((await clerk.session?.getToken({ skipCache })) ?? '').claims.role,
      decodeToken((await clerk.session?.getToken({ template: 'db', skipCache })) ?? '').claims.role,
    ];
    assert.deepEqual(await roles(false), ['none', null]);
    await call('PATCH', `/users/${clerk.user?.id}/metadata`, { public_metadata: { role: 'admin' } });
    assert.deepEqual(await roles(false), ['none', null]);
    // In the same second: the time of the tokens does not tell them apart.
    assert.deepEqual(await roles(true), ['admin', 'admin']);
    assert.deepEqual(await roles(false), ['admin', 'admin']);
    assert.equal(decodeToken(device.world.cookie('__session') ?? '').claims.role, 'admin');
  });

  test('a template called fresh shares no request with a fresh session token', async () => {
    const { clerk } = await device.open();
    await signUp(instance, clerk);
    const [session, template] = await Promise.all([
      clerk.session?.getToken({ skipCache: true }),
      clerk.session?.getToken({ template: 'fresh' }),
    ]);
    assert.deepEqual([audience(session), audience(template)], [undefined, 'fresh']);
  });

  test('other tabs take a token over, and ask for none', async () => {
    const one = await device.open();
    await signUp(instance, one.clerk);
    const other = await device.open();
    asked.length = 0;
    const token = await one.clerk.session?.getToken({ template: 'db' });
    await device.settle();
    assert.equal(await other.clerk.session?.getToken({ template: 'db' }), token);
    assert.deepEqual(
      asked.filter((name) => name === 'db'),
      ['db'],
    );
  });

  test('a template that does not exist is an error, and nobody is signed out', async () => {
    const { clerk } = await device.open();
    await signUp(instance, clerk);
    await assert.rejects(
      async () => clerk.session?.getToken({ template: 'none' }),
      (error: { status?: number }) => error.status === 404,
    );
    await device.settle();
    assert.ok(clerk.session);
  });

  test('a session that has ended elsewhere has no more tokens', async () => {
    const { clerk } = await device.open();
    await signUp(instance, clerk);
    await clerk.session?.getToken({ template: 'db' });
    await call('POST', `/sessions/${clerk.session?.id}/revoke`, {});
    assert.equal(await clerk.session?.getToken({ template: 'db', skipCache: true }), null);
    await device.settle();
    assert.equal(clerk.session, null);
  });
});
