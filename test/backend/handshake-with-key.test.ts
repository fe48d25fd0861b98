import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { browser, EXPIRED, handshakeUrl, PAGE, SECRET_KEY, SIGNED_IN, SUFFIX } from './handshake-browser.ts';
import { NOW } from './token-forge.ts';

describe('with the secret key', () => {
  it('the server fetches the answer to a nonce', async () => {
    const answers = { 'handshake_payload?nonce=n1': () => Response.json({ directives: SIGNED_IN }) };
    const { jar, ask, calls } = browser({ secretKey: SECRET_KEY, answers });
    jar.set('__client_uat', String(NOW));
    assert.equal(handshakeUrl(await ask()).searchParams.get('format'), 'nonce');
    jar.set('__clerk_handshake_nonce', 'n1');
    assert.equal((await ask()).toAuth().userId, 'user_1');
    const url = 'https://clerk.acme.example/v1/clients/handshake_payload?nonce=n1';
    assert.deepEqual(calls, [{ url, method: 'GET', authorization: `Bearer ${SECRET_KEY}` }]);
  });

  const spent = () => Response.json({ directives: ['__session_none=none; Path=/; Max-Age=0'] });
  const refused = () => Response.json({ errors: [] }, { status: 404 });
  for (const [name, answer] of Object.entries({ spent, refused })) {
    it(`a nonce that is ${name} leads to another handshake`, async () => {
      const { jar, ask } = browser({ secretKey: SECRET_KEY, answers: { handshake_payload: answer } });
      jar.set('__client_uat', String(NOW)).set('__clerk_handshake_nonce', 'used');
      handshakeUrl(await ask());
    });
  }

  it('an API that cannot be used is logged once, since visitors who come back count as signed out', async (t) => {
    const { mock } = t.mock.method(console, 'warn', () => undefined);
    const codes = ['authentication_invalid', 'clerk_key_invalid', 'clerk_key_invalid'];
    const answers = { handshake_payload: () => Response.json({ errors: [{ code: codes.shift() }] }, { status: 401 }) };
    const { jar, ask } = browser({ secretKey: SECRET_KEY, answers });
    jar.set('__client_uat', String(NOW)).set('__clerk_handshake_nonce', 'n1');
    for (let i = 0; i < 3; i++) await ask();
    const [warning, ...others] = mock.calls.map((call) => String(call.arguments[0]));
    assert.match(warning ?? '', /^(?!.*sk_).*handshake_payload with status 401/);
    assert.deepEqual(others, []);
  });

  it('a refresh token renews an expired session without a redirect, in calls too', async () => {
    const cookies = [...SIGNED_IN, `__refresh_${SUFFIX}=r2; Path=/; HttpOnly`];
    const answers = { '/v1/sessions/sess_1/refresh': () => Response.json({ object: 'cookies', cookies }) };
    const { jar, ask, calls } = browser({ secretKey: SECRET_KEY, answers });
    jar
      .set('__session', EXPIRED)
      .set('__client_uat', String(NOW - 100))
      .set(`__refresh_${SUFFIX}`, 'r1');
    const state = await ask(PAGE, { 'sec-fetch-dest': 'empty' });
    assert.equal(state.toAuth().userId, 'user_1');
    assert.equal(jar.get(`__refresh_${SUFFIX}`), 'r2');
    assert.equal(calls[0]?.method, 'POST');
  });

  it('a refused refresh ends in a handshake', async () => {
    const { jar, ask } = browser({ secretKey: SECRET_KEY });
    jar
      .set('__session', EXPIRED)
      .set('__client_uat', String(NOW - 100))
      .set(`__refresh_${SUFFIX}`, 'r1');
    handshakeUrl(await ask());
  });
});
