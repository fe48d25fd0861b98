import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { SessionJSON } from '../../../src/protocol/json/client.ts';
import { FakeFapi } from '../../support/fake-fapi.ts';
import { Device } from '../../support/device.ts';
import { getTestInstance, PASSWORD } from '../../support/instance.ts';
import { MINUTE, open } from './open-tabs.ts';

/** An API whose tokens have further claims, which the test changes. */
class BillingFapi extends FakeFapi {
  further: Record<string, unknown> = {};
  override mint(session: SessionJSON): string {
    const [header, payload = '', signature] = super.mint(session).split('.');
    const claims = { ...JSON.parse(Buffer.from(payload, 'base64url').toString()), ...this.further };
    return [header, Buffer.from(JSON.stringify(claims)).toString('base64url'), signature].join('.');
  }
}

describe('session.checkAuthorization', () => {
  it('checkAuthorization reads features and plans from the newest token of the session', async () => {
    const fapi = new BillingFapi();
    fapi.further = { fea: 'u:export', pla: 'u:pro' };
    fapi.signIn();
    const { clerk } = await open(fapi);
    const before = clerk.session;
    assert.ok(before);
    assert.ok(before.checkAuthorization({ feature: 'export' }));
    assert.ok(before.checkAuthorization({ plan: 'user:pro' }));
    assert.ok(!before.checkAuthorization({ feature: 'audit' }));
    fapi.further = { fea: 'u:export,u:audit' };
    await fapi.world.advance(MINUTE);
    const { checkAuthorization } = clerk.session ?? {};
    assert.ok(checkAuthorization?.({ feature: 'audit' }));
    assert.ok(!checkAuthorization?.({ plan: 'pro' }));
    assert.ok(before.checkAuthorization({ feature: 'audit' }), 'a session that the page holds has the newest token');
  });

  it('checkAuthorization knows how long ago the user has verified a factor, and no role', async () => {
    const instance = await getTestInstance();
    const device = new Device(instance);
    await instance.signUp(instance.browser(), 'ada@example.com');
    const { clerk } = await device.open();
    const form = { identifier: 'ada@example.com', strategy: 'password', password: PASSWORD };
    const attempt = await clerk.client!.signIn.create(form);
    await clerk.setActive({ session: attempt.createdSessionId! });
    const has = (params: object): boolean => clerk.session!.checkAuthorization(params);
    assert.ok(has({ reverification: 'strict' }));
    assert.ok(!has({ role: 'org:admin' }));
    assert.ok(!has({ permission: 'org:billing:manage' }));
    assert.ok(!has({ feature: 'export' }));
    assert.ok(!has({}));
    await device.world.advance(11 * MINUTE);
    await clerk.session!.reload();
    assert.ok(!has({ reverification: 'strict' }));
    assert.ok(has({ reverification: 'moderate' }));
    await instance.close();
  });
});
