import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Clerk } from '../../../src/client/clerk.ts';
import { FakeFapi } from '../../support/fake-fapi.ts';
import { flush } from '../../support/fake-platform.ts';

test('the constructor refuses a malformed key, and the console says how to fix it', async () => {
  for (const [key, cure] of [
    ['sk_live_0123456789', /is a secret key/],
    ['', /is missing/],
  ] as const) {
    const tab = new FakeFapi().world.openTab();
    assert.throws(() => new Clerk(key, { platform: tab }), { code: 'publishable_key_invalid' });
    await import('../../../src/protocol/describe-key-problem.ts');
    await flush();
    assert.match(tab.logs.join(), cure);
    assert.ok(!tab.logs.join().includes('0123456789'));
  }
});
