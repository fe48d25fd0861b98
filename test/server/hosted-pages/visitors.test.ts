import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { getHostedInstance } from '../../support/hosted-instance.ts';
import { HOST, HostedVisitor } from '../../support/hosted-visitor.ts';
import { PASSWORD } from '../../support/instance.ts';

const EMAIL = 'ada@example.com';

async function start(t: TestContext) {
  const instance = await getHostedInstance();
  t.after(() => instance.close());
  await instance.signUp(instance.browser(), EMAIL);
  instance.clock.advance(61_000);
  return instance;
}

describe('a sign-in on a hosted page', () => {
  for (const [name, prepare] of [
    ['whose owner has begun one, too', async (thief: HostedVisitor) => void (await thief.send({ identifier: EMAIL }))],
    [
      'whose owner has begun to sign up',
      async (thief: HostedVisitor) => {
        await thief.open('/sign-up');
        await thief.send({ emailAddress: 'thief@example.com', password: PASSWORD });
      },
    ],
  ] as const) {
    it(`with a planted cookie ${name} gives nothing to that owner`, async (t) => {
      const instance = await start(t);
      const thief = await new HostedVisitor(instance).open('/sign-in');
      await prepare(thief);
      assert.ok(thief.browser.cookies.size > 0);
      const victim = new HostedVisitor(instance);
      for (const [cookie, value] of thief.browser.cookies) victim.browser.cookies.set(cookie, value);
      await victim.open('/sign-in');
      await victim.send({ identifier: EMAIL });
      await victim.send({ password: PASSWORD });
      assert.ok(victim.leftFor, victim.text);
      assert.equal((await victim.browser.get('/v1/client')).response.sessions.length, 1);
      for (const path of ['/v1/client', '/v1/me']) {
        const { status, response } = await thief.browser.get(path);
        assert.ok(status === 401 || (response?.sessions ?? []).length === 0, `${path}: ${status}`);
      }
      await thief.open('/sign-in/factor-one');
      assert.equal(thief.leftFor, undefined);
    });
  }

  it('does not go on with what another tab has begun for another account', async (t) => {
    const instance = await start(t);
    await instance.signUp(instance.browser(), 'bo@example.com', { password: 'another plain phrase' });
    const first = await new HostedVisitor(instance).open('/sign-in');
    await first.send({ identifier: EMAIL });
    const second = new HostedVisitor(instance, first.browser);
    await second.open('/sign-in');
    await second.send({ identifier: 'bo@example.com' });
    await first.send({ password: PASSWORD });
    assert.equal(first.leftFor, undefined, 'the password of one account opens the attempt of no other');
    assert.deepEqual((await first.browser.get('/v1/client')).response.sessions, []);
  });
});

describe('the page of the profile', () => {
  it('shows each of many visitors at once their own accounts, and leaves every other one alone', async (t) => {
    const instance = await start(t);
    const people = await Promise.all(
      Array.from({ length: 8 }, async (_, index) => {
        const browser = instance.browser({ origin: HOST });
        await instance.signUp(browser, `visitor${index}@example.com`);
        return browser;
      }),
    );
    const pages = await Promise.all(people.map(async (browser) => (await browser.fetch('/user')).text()));
    for (const [index, html] of pages.entries()) {
      const shown = new Set([...html.matchAll(/visitor(\d)@example\.com/g)].map(([, digit]) => Number(digit)));
      assert.deepEqual([...shown], [index]);
    }
  });
});

describe('a page about a visitor', () => {
  it('is never compressed beside what its address says, however the visitor is known', async (t) => {
    const instance = await start(t);
    const visitor = await new HostedVisitor(instance).open('/sign-in');
    await visitor.send({ identifier: EMAIL });
    const headers = { 'accept-encoding': 'br, gzip' };
    for (const path of [
      '/sign-in',
      '/sign-in/factor-one?redirect_url=/guess',
      '/sign-up?identifier=guess',
      '/waitlist',
    ]) {
      const answer = await visitor.browser.fetch(path, { headers });
      assert.equal(answer.headers.get('content-encoding'), null, path);
      assert.equal(answer.headers.get('cache-control'), 'no-store', path);
      assert.match(answer.headers.get('vary') ?? '', /Cookie/, path);
    }
  });
});
