import assert from 'node:assert/strict';
import { it } from 'node:test';
import { HOSTILE_TARGETS } from '../../support/hostile-targets.ts';
import { onSqlite } from '../../support/each-storage.ts';

const DAY = 86_400_000;
const isClientCookie = (line: string): boolean => line.startsWith('__Host-clerk_client=');
const touchUrl = (target: string): string => `/v1/client/touch?redirect_url=${encodeURIComponent(target)}`;

onSqlite('a navigation through the API', (open) => {
  it('/client/touch renews the client cookie that is about to expire, and redirects to the page', async () => {
    const instance = await open({ config: { session: { lifetimeSeconds: 63_072_000 } } });
    const browser = instance.browser();
    await instance.signUp(browser, 'ada@example.com');
    const token = browser.cookies.get('__Host-clerk_client');
    instance.clock.advance(360 * DAY);
    const target = 'https://app.example.com/welcome?x=1#top';
    const answer = await browser.send(touchUrl(target), { origin: null });
    assert.deepEqual([answer.status, answer.headers.get('location')], [307, target]);
    assert.equal(answer.headers.get('cache-control'), 'no-store');
    assert.match(
      browser.lastSetCookies.join(),
      /__Host-clerk_client=.*Max-Age=31536000; HttpOnly; SameSite=Lax; Secure/,
    );
    assert.equal(browser.cookies.get('__Host-clerk_client'), token);
    instance.clock.advance(300 * DAY);
    const { response } = await browser.get<{ sessions: unknown[] }>('/v1/client');
    assert.equal(response.sessions.length, 1);
  });

  it('/client/touch redirects an unknown browser, opens no client and revives no cookie', async () => {
    const instance = await open();
    const browser = instance.browser();
    const target = 'https://clerk.example.com/';
    assert.equal((await browser.send(touchUrl(target))).headers.get('location'), target);
    assert.equal(browser.lastSetCookies.length, 0);
    await instance.signUp(browser, 'ada@example.com');
    instance.clock.advance(366 * DAY);
    await browser.send(touchUrl(target));
    assert.ok(!browser.lastSetCookies.some(isClientCookie));
    await browser.send(`/__clerk${touchUrl(target)}`);
    assert.ok(!browser.lastSetCookies.some(isClientCookie));
  });

  it('/client/touch redirects to allowed origins only, else to the home page', async () => {
    const instance = await open();
    const browser = instance.browser();
    for (const target of HOSTILE_TARGETS) {
      const { status, headers } = await browser.send(touchUrl(target));
      assert.deepEqual([status, headers.get('location')], [307, 'https://app.example.com'], target);
    }
    const twice = `${touchUrl('https://app.example.com/a')}&redirect_url=https://evil.example/`;
    for (const path of [twice, '/v1/client/touch']) {
      assert.equal((await browser.send(path)).headers.get('location'), 'https://app.example.com');
    }
  });
});
