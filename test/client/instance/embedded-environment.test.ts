import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Clerk } from '../../../src/client/clerk.ts';
import { FakeFapi, fail, KEY } from '../../support/fake-fapi.ts';
import { flush } from '../../support/fake-platform.ts';

/** Opens a page whose script brought the environment. */
function create(fapi = new FakeFapi()) {
  const tab = fapi.world.openTab();
  const clerk = new Clerk(KEY, { platform: tab, environment: structuredClone(fapi.environment) });
  return { fapi, clerk, tab };
}

/** Makes a browser hide all answers but those that pages of every origin may read. */
function refuseOrigin(fapi: FakeFapi): void {
  fapi.intercept = ({ path }) => {
    if (path === '/environment') return fail(400, 'origin_invalid');
    throw new TypeError('Failed to fetch');
  };
}

test('a page that has the environment knows it before it loads, and requests the client alone', async () => {
  const { fapi, clerk } = create();
  assert.ok(Object.isFrozen(clerk.__internal_environment?.user_settings));
  await clerk.load();
  await flush();
  assert.equal(clerk.status, 'ready');
  assert.deepEqual(
    fapi.calls.map(({ path }) => path),
    ['/client'],
  );
  assert.equal(fapi.world.storage.size, 0, 'no copy is stored');
});

test('a page that has the environment is degraded while the API is down, and recovers', async () => {
  const { fapi, clerk, tab } = create();
  fapi.world.online = false;
  const loading = clerk.load();
  await fapi.world.advance(10_000);
  await loading;
  assert.equal(clerk.status, 'degraded');
  assert.equal(clerk.isSignedIn, false);
  await flush();
  assert.match(tab.logs.join(), /cannot be reached/);
  fapi.signIn();
  fapi.world.online = true;
  await fapi.world.advance(60_000);
  assert.equal(clerk.status, 'ready');
  assert.equal(clerk.user?.fullName, 'Ada');
});

test('a page that has the environment continues nine seconds after an API fell silent', async () => {
  const { fapi, clerk } = create();
  fapi.intercept = ({ request }) =>
    new Promise((_, reject) => request.signal.addEventListener('abort', () => reject(new TypeError('aborted'))));
  const loading = clerk.load();
  await fapi.world.advance(9000);
  await loading;
  assert.equal(clerk.status, 'degraded');
});

test('the console names an origin that is not allowed, although the page had the environment', async () => {
  const { fapi, clerk, tab } = create();
  refuseOrigin(fapi);
  const loading = assert.rejects(clerk.load(), { status: 400 });
  await fapi.world.advance(10_000);
  await loading;
  assert.equal(clerk.status, 'error');
  assert.equal(clerk.__internal_problem, 'origin_invalid');
  assert.equal(tab.logs.length, 1);
  assert.match(
    tab.logs.join(),
    /https:\/\/app\.acme\.example.*allowed origins \(allowedOrigins, CLERK_ALLOWED_ORIGINS\)/,
  );
});

test('the console says when a web page answers in place of the API, although the page had the environment', async () => {
  const { fapi, clerk, tab } = create();
  fapi.intercept = () => ({ body: '<!doctype html>' });
  await clerk.load();
  await flush();
  assert.equal(clerk.status, 'degraded');
  assert.match(tab.logs.join(), /proxy URL/);
});
