import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Clerk } from '../../../src/client/clerk.ts';
import type { ClerkStatus } from '../../../src/client/types.ts';
import { FakeFapi, fail, KEY } from '../../support/fake-fapi.ts';

function create(fapi: FakeFapi) {
  const tab = fapi.world.openTab();
  const clerk = new Clerk(KEY, { platform: tab });
  const statuses: ClerkStatus[] = [];
  clerk.on('status', (status) => statuses.push(status), { notify: true });
  return { clerk, tab, statuses };
}

test('the console names an origin that is not allowed, and the fix', async () => {
  const fapi = new FakeFapi();
  fapi.intercept = () => fail(400, 'origin_invalid');
  const { clerk, tab, statuses } = create(fapi);
  await assert.rejects(clerk.load(), { status: 400 });
  assert.match(tab.logs.join(), /https:\/\/app\.acme\.example.*allowed origins/);
  await fapi.world.advance(600_000);
  assert.equal(fapi.calls.length, 2, 'a refusal is not asked about again');
  fapi.intercept = undefined;
  await clerk.load();
  assert.deepEqual(statuses, ['loading', 'error', 'loading', 'ready']);
});

test('the console tells the owner of a page opened as a file to use a web server', async () => {
  const fapi = new FakeFapi();
  fapi.intercept = () => fail(400, 'origin_invalid');
  const { clerk, tab } = create(fapi);
  tab.url = 'file:///home/ada/page.html';
  await assert.rejects(clerk.load());
  assert.match(tab.logs.join(), /opened as a file.*web server/);
});

test('the console says when a web page answers in place of the API', async () => {
  const fapi = new FakeFapi();
  fapi.intercept = () => ({ body: '<!doctype html>' });
  const { clerk, tab } = create(fapi);
  await assert.rejects(clerk.load(), { code: 'api_unreachable' });
  assert.match(tab.logs.join(), /proxy URL/);
});
