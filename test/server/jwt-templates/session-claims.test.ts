import assert from 'node:assert/strict';
import { it } from 'node:test';
import { parseConfig } from '../../../src/server/config/parse-config.ts';
import type { Storage } from '../../../src/server/storage/storage.ts';
import { decodeToken } from '../../../src/tokens/decode.ts';
import { backendOf } from '../../support/backend-api.ts';
import { onSqlite } from '../../support/each-storage.ts';

const ROLE = { role: "{{user.public_metadata.role || 'member'}}", plan: { name: '{{user.public_metadata.plan}}' } };

/** Names the operations of the storage that run. */
function watching(names: string[]) {
  return (storage: Storage): Storage =>
    new Proxy(storage, {
      get(target, name: keyof Storage) {
        const value = target[name];
        return typeof value !== 'function'
          ? value
          : (...args: unknown[]) => {
              names.push(name);
              return (value as (...a: unknown[]) => unknown).apply(target, args);
            };
      },
    });
}

onSqlite('claims of the application in session tokens', (open) => {
  it('every session token has them, and the next one shows what has changed', async () => {
    const instance = await open({ config: { session: { claims: ROLE } } });
    const call = await backendOf(instance);
    const browser = instance.browser();
    const { userId, sessionId } = await instance.signUp(browser, 'ada@example.com');
    const minted = async () =>
      decodeToken((await browser.post(`/v1/client/sessions/${sessionId}/tokens`, {})).body.jwt as string).claims;
    const first = await minted();
    assert.deepEqual([first.role, first.plan, first.sub, first.sid], ['member', { name: null }, userId, sessionId]);
    const { client } = await browser.get('/v1/client').then(({ body }) => ({
      client: body.response as never as { sessions: { last_active_token: { jwt: string } }[] },
    }));
    assert.equal(decodeToken(client.sessions[0]?.last_active_token.jwt ?? '').claims.role, 'member');
    await call('PATCH', `/users/${userId}/metadata`, { public_metadata: { role: 'admin', plan: 'gold' } });
    const next = await minted();
    assert.deepEqual([next.role, next.plan], ['admin', { name: 'gold' }]);
    const { body } = await call('POST', `/sessions/${sessionId}/tokens`, {});
    assert.equal(decodeToken(body.jwt).claims.role, 'admin');
  });

  it('a refresh reads what the claims need, and nothing more', async () => {
    const table: [Record<string, unknown> | undefined, string[]][] = [
      [undefined, []],
      [{ kind: 'web', id: '{{user.id}}', session: '{{session.id}}', org: '{{org.id}}' }, []],
      [{ role: '{{user.public_metadata.role}}' }, ['findUsers']],
      [{ mail: '{{user.primary_email_address}}' }, ['findUsers', 'listEmailAddresses']],
    ];
    for (const [claims, more] of table) {
      const names: string[] = [];
      const instance = await open({ config: { session: { claims } }, wrapStorage: watching(names) });
      const browser = instance.browser();
      const { sessionId } = await instance.signUp(browser, 'ada@example.com');
      names.length = 0;
      assert.equal((await browser.post(`/v1/client/sessions/${sessionId}/tokens`, {})).status, 200);
      assert.deepEqual(names.sort(), ['findSessionForRefresh', ...more].sort(), JSON.stringify(claims));
    }
  });

  it('metadata that would make the token too large is refused, whoever writes it', async () => {
    const claims = { open: '{{user.public_metadata}}', own: '{{user.unsafe_metadata}}' };
    const instance = await open({ config: { session: { claims } } });
    const call = await backendOf(instance);
    const browser = instance.browser();
    const { userId, sessionId } = await instance.signUp(browser, 'ada@example.com');
    const big = 'x'.repeat(3_000);
    for (const answer of [
      await call('PATCH', `/users/${userId}/metadata`, { public_metadata: { big } }),
      await call('PUT', `/users/${userId}/metadata`, { unsafe_metadata: { big } }),
      await browser.override('PATCH', '/v1/me', { unsafe_metadata: JSON.stringify({ big }) }),
    ]) {
      assert.deepEqual([answer.status, answer.code], [422, 'form_param_max_length_exceeded']);
    }
    assert.equal((await call('PATCH', `/users/${userId}/metadata`, { private_metadata: { big } })).status, 200);
    // The most that is let through makes a token whose cookie a browser keeps.
    let size = 2_600;
    while (
      (await call('PUT', `/users/${userId}/metadata`, { public_metadata: { big: 'x'.repeat(size) } })).status !== 200
    )
      size -= 20;
    const { status, body } = await browser.post(`/v1/client/sessions/${sessionId}/tokens`, {});
    assert.equal(status, 200);
    const jwt = body.jwt as string;
    assert.ok(jwt.length > 3_850 && jwt.length <= 4_000, `${jwt.length}`);
    const cookie = `__session_12345678=${jwt}; Path=/; Max-Age=31536000; SameSite=None; Secure; Partitioned`;
    assert.ok(cookie.length <= 4_096, `${cookie.length}`);
  });

  it('a token that is too large in spite of that is not made, and takes nothing else away', async () => {
    const claims = { open: '{{user.public_metadata}}' };
    const instance = await open({ config: { session: { claims } } });
    const browser = instance.browser();
    const { userId, sessionId } = await instance.signUp(browser, 'ada@example.com');
    const { sessionId: otherId } = await instance.signUp(browser, 'bo@example.com');
    // As if the setting had come later than the metadata.
    const metadata = JSON.stringify({ secret: 's3cret'.repeat(700) });
    await instance.storage.updateUser(userId, { public_metadata: metadata }, instance.clock.now());
    const refused = await browser.post(`/v1/client/sessions/${sessionId}/tokens`, {});
    assert.deepEqual([refused.status, refused.code], [400, 'token_too_large']);
    const line = instance.log.find((each) => each.includes('a session token is too large')) ?? '';
    assert.ok(line.includes('"level":"error"') && line.includes(userId) && !line.includes('s3cret'));
    assert.equal((await browser.post(`/v1/client/sessions/${otherId}/tokens`, {})).status, 200);
    const { body } = await browser.get('/v1/client');
    const { sessions } = body.response as {
      sessions: { id: string; status: string; last_active_token: object | null }[];
    };
    const shown = new Map(sessions.map((each) => [each.id, each]));
    assert.deepEqual([shown.get(sessionId)?.status, shown.get(sessionId)?.last_active_token], ['active', null]);
    assert.ok(shown.get(otherId)?.last_active_token);
    assert.equal((await browser.post(`/v1/client/sessions/${sessionId}/end`, {})).status, 200);
  });

  it('claims that are wrong, reserved or too long are refused at the start', () => {
    const refusal = (claims: unknown): string => {
      try {
        parseConfig({ url: 'https://clerk.example.com', testMode: true, forceTestMode: true, session: { claims } });
        return '';
      } catch (error) {
        return String((error as Error).message);
      }
    };
    assert.equal(refusal({ role: '{{user.username}}' }), '');
    assert.match(refusal({ role: '{{user.usernam}}' }), /session\.claims\.role.*Did you mean user\.username/s);
    assert.match(refusal({ text: 'x'.repeat(2_400) }), /session\.claims.*bytes of fixed text/s);
    assert.match(refusal('role'), /session\.claims is not an object/);
    for (const name of [
      'sub',
      'sid',
      'exp',
      'iss',
      'azp',
      'sts',
      'fva',
      'v',
      'pla',
      'fea',
      'o',
      'act',
      'org_id',
      'org_role',
      'handshake',
    ]) {
      assert.match(refusal({ [name]: 'x' }), new RegExp(`session\\.claims\\.${name}.*reserved`, 's'), name);
    }
  });
});
