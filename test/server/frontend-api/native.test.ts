import assert from 'node:assert/strict';
import { it } from 'node:test';
import { onSqlite } from '../../support/each-storage.ts';
import { PASSWORD } from '../../support/instance.ts';
import { type Carrier, NativeApp } from '../../support/native-app.ts';

const SIGN_UPS = '/v1/client/sign_ups';
const SIGN_INS = '/v1/client/sign_ins';
const EMAIL = 'ada@example.com';
const CARRIERS: readonly Carrier[] = ['header', 'bearer', 'body'];

onSqlite('an app without cookies', (open) => {
  for (const carrier of CARRIERS) {
    it(`an app that sends its client token in the ${carrier} signs up, refreshes, signs out and in`, async () => {
      const instance = await open();
      const app = new NativeApp(instance, carrier);
      assert.equal((await app.get('/v1/client')).response, null);
      assert.equal(app.token, undefined);
      const { response } = await app.post(SIGN_UPS, { email_address: EMAIL, password: PASSWORD });
      const first = app.token;
      assert.match(first ?? '', /^[\w-]{43}$/);
      const strategy = 'email_code';
      await app.post(`${SIGN_UPS}/${response.id}/prepare_verification`, { strategy });
      const proof = { strategy, code: instance.mailbox.lastCode(EMAIL) };
      const done = await app.post(`${SIGN_UPS}/${response.id}/attempt_verification`, proof);
      assert.equal(done.response.status, 'complete');
      assert.notEqual(app.token, first, 'signing in replaces the token');
      const session = done.response.created_session_id;

      const refreshed = await app.post(`/v1/client/sessions/${session}/tokens`);
      assert.equal(refreshed.body.object, 'token');
      assert.equal(refreshed.headers.has('authorization'), false, 'an unchanged token is not sent again');
      const name = await app.post(`/v1/me?_method=PATCH&_clerk_session_id=${session}`, { first_name: 'Ada' });
      assert.equal(name.response.first_name, 'Ada');
      assert.equal((await app.post(`/v1/client/sessions/${session}/touch`)).status, 200);

      assert.equal((await app.post('/v1/client/sessions?_method=DELETE')).status, 200);
      assert.equal((await app.post(`/v1/client/sessions/${session}/tokens`)).status, 401);
      const again = await app.post(SIGN_INS, { identifier: EMAIL, strategy: 'password', password: PASSWORD });
      assert.equal(again.response.status, 'complete');
    });
  }

  it('the token of an app is sent again when it is renewed, and is worth nothing after the client is deleted', async () => {
    const instance = await open();
    const app = new NativeApp(instance);
    const { response } = await app.post(SIGN_INS, {});
    assert.equal(response.status, 'needs_identifier');
    const first = app.token;
    assert.equal((await app.get('/v1/client')).headers.get('authorization'), null);
    instance.clock.advance(40 * 86_400_000);
    assert.equal((await app.get('/v1/client')).headers.get('authorization'), first);
    assert.equal((await app.post('/v1/client?_method=DELETE')).status, 200);
    assert.equal((await app.get('/v1/client')).response, null);
  });

  it('an app uploads a picture with the token in the header', async () => {
    const instance = await open();
    const browser = instance.browser();
    await instance.signUp(browser, EMAIL);
    const token = browser.cookies.get('__Host-clerk_client')!;
    const form = new FormData();
    form.set('file', 'no picture');
    const request = new Request(`${instance.config.url}/v1/me/profile_image?_is_native=1`, {
      method: 'POST',
      headers: { authorization: token },
      body: form,
    });
    // It got past the origin and the session, to the picture itself.
    assert.equal((await instance.fetch(request)).status, 422);
  });
});
