import assert from 'node:assert/strict';
import { it } from 'node:test';
import { itOnBoth, onSqlite } from '../../support/each-storage.ts';
import type { TestInstance, TestInstanceOptions } from '../../support/instance.ts';
import { askForLink, choicesOf, confirm, LANDING, lastLink, openPage } from '../../support/links.ts';

const EMAIL = 'ada@example.com';
const TEN_MINUTES = 600_000;

onSqlite('mailed links', (openInstance) => {
  async function open(options: Omit<TestInstanceOptions, 'storage'> = {}): Promise<TestInstance> {
    const instance = await openInstance({ ...options, config: { emailLink: true, ...options.config } });
    await instance.signUp(instance.browser(), EMAIL);
    instance.clock.advance(60_000);
    return instance;
  }

  /** docs/security.md, 21. */
  it('an email link survives mail scanners: HEAD and five GETs use and get nothing', async () => {
    const instance = await open();
    const browser = instance.browser();
    const { path } = await askForLink(browser, EMAIL);
    const link = lastLink(instance, EMAIL);
    const scanner = instance.browser();
    for (const method of ['HEAD', 'GET', 'GET', 'GET', 'GET', 'GET', 'HEAD']) {
      const seen = await openPage(scanner, link.path, method);
      assert.equal(seen.status, 200);
      assert.equal(seen.headers.get('set-cookie'), null);
    }
    assert.equal(scanner.cookies.size, 0);
    instance.clock.advance(30_000);
    assert.equal((await browser.get(path)).response.status, 'needs_first_factor');
    assert.equal((await confirm(browser, link.token)).outcome, 'verified');
  });

  /** docs/security.md, 22. */
  it('an email link signs in the browser that asked only, and from another one only with its number', async () => {
    const instance = await open();
    const attacker = instance.browser();
    const { path, verification } = await askForLink(attacker, EMAIL);
    const victim = instance.browser();
    const { token, path: page } = lastLink(instance, EMAIL);
    const wrong = choicesOf((await openPage(victim, page)).html).find((each) => each !== verification.match_number);
    const answers: Record<string, string>[] = [{ answer: 'yes' }, { number: wrong ?? '' }];
    for (const answer of answers) {
      const done = await confirm(victim, token, answer);
      assert.deepEqual([done.session, done.outcome === 'verified'], [null, false]);
    }
    const seen = await attacker.get(path);
    assert.deepEqual([seen.response.status, seen.client?.sessions], ['needs_first_factor', []]);
    assert.equal(victim.cookies.has('__Host-clerk_client'), false);
  });

  it('an email link is dead after a wrong number, and the waiting tab is told', async () => {
    const instance = await open();
    const waiting = instance.browser();
    const { path, verification } = await askForLink(waiting, EMAIL);
    const { token, path: page } = lastLink(instance, EMAIL);
    const phone = instance.browser();
    const wrong = choicesOf((await openPage(phone, page)).html).find((each) => each !== verification.match_number);
    const refused = await confirm(phone, token, { number: wrong ?? '' });
    assert.equal(refused.status, 410);
    assert.match(refused.html, /no longer works/);
    for (const [browser, answer] of [
      [phone, { number: verification.match_number }],
      [waiting, { answer: 'yes' }],
    ] as const) {
      assert.equal((await confirm(browser, token, answer)).outcome, 'failed');
    }
    const { first_factor_verification } = (await waiting.get(path)).response;
    assert.deepEqual(
      [first_factor_verification.status, first_factor_verification.error.code],
      ['expired', 'verification_failed'],
    );
    const form = { strategy: 'email_link', code: instance.mailbox.lastCode(EMAIL) };
    assert.equal((await waiting.post(`${path}/attempt_first_factor`, form)).code, 'verification_expired');
  });

  it('an email link is dead when its reader says that it was not them', async () => {
    const instance = await open();
    for (const where of ['same', 'other']) {
      const browser = instance.browser();
      await askForLink(browser, EMAIL);
      const { token } = lastLink(instance, EMAIL);
      const refused = await confirm(where === 'same' ? browser : instance.browser(), token, { answer: 'no' });
      assert.match(refused.html, /no longer works/);
      assert.equal((await confirm(browser, token)).outcome, 'failed');
      instance.clock.advance(60_000);
    }
  });

  it('an email link needs the browser that asked where the settings say so, or no number can be shown', async () => {
    for (const [config, fields] of [
      [{ emailLinkRequireSameClient: true }, { number_match: 'true' }],
      [{}, {}],
    ] as const) {
      const instance = await open({ config });
      const browser = instance.browser();
      const { path, verification } = await askForLink(browser, EMAIL, { ...fields } as Record<string, string>);
      const link = lastLink(instance, EMAIL);
      const phone = instance.browser();
      const page = await openPage(phone, link.path);
      assert.equal(page.status, 403);
      assert.match(page.html, /Open this link where you started/);
      const number = verification.match_number ?? '42';
      assert.equal((await confirm(phone, link.token, { number, answer: 'yes' })).outcome, 'client_mismatch');
      assert.equal((await browser.get(path)).response.status, 'needs_first_factor');
      assert.equal((await confirm(browser, link.token)).outcome, 'verified');
    }
  });

  /** docs/security.md, 13 and 29. */
  itOnBoth('one of 50 parallel confirmations of an email link counts, the code of the mail among them', async () => {
    const instance = await open();
    const browser = instance.browser();
    const { path, verification } = await askForLink(browser, EMAIL);
    const { token } = lastLink(instance, EMAIL);
    const phone = instance.browser();
    const code = instance.mailbox.lastCode(EMAIL);
    const links = Array.from({ length: 49 }, (_, i) =>
      i % 2 ? confirm(phone, token, { number: verification.match_number }) : confirm(browser, token),
    );
    const typed = browser.post(`${path}/attempt_first_factor`, { strategy: 'email_link', code });
    const outcomes = await Promise.all(links);
    const wins =
      outcomes.filter(({ outcome }) => outcome === 'verified').length + ((await typed).status === 200 ? 1 : 0);
    assert.equal(wins, 1);
    const sessions = (await browser.get('/v1/client')).response.sessions;
    assert.equal(sessions.length, 1);
  });

  itOnBoth('one of 20 parallel confirmations of a sign-up creates an account', async () => {
    const instance = await open();
    const browser = instance.browser();
    const form = { email_address: 'bo@example.com', password: 'a plain long phrase' };
    const { response } = await browser.post('/v1/client/sign_ups', form);
    const path = `/v1/client/sign_ups/${response.id}`;
    await browser.post(`${path}/prepare_verification`, { strategy: 'email_link', redirect_url: LANDING });
    const { token } = lastLink(instance, 'bo@example.com');
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => confirm(browser, token)));
    assert.equal(outcomes.filter(({ outcome }) => outcome === 'verified').length, 1);
    assert.equal((await browser.get('/v1/client')).response.sessions.length, 1);
  });

  /** docs/security.md, 14. */
  it('an email link ends after ten minutes, with a newer link or code, and with the attempt', async () => {
    const instance = await open();
    const expired = instance.browser();
    const first = await askForLink(expired, EMAIL);
    const { token, path } = lastLink(instance, EMAIL);
    instance.clock.advance(TEN_MINUTES);
    assert.equal((await openPage(expired, path)).status, 410);
    assert.equal((await confirm(expired, token)).outcome, 'expired');
    const { first_factor_verification } = (await expired.get(first.path)).response;
    assert.equal(first_factor_verification.status, 'expired');

    const browser = instance.browser();
    const attempt = await askForLink(browser, EMAIL);
    const old = lastLink(instance, EMAIL);
    instance.clock.advance(60_000);
    const again = { strategy: 'email_link', redirect_url: LANDING };
    assert.equal((await browser.post(`${attempt.path}/prepare_first_factor`, again)).status, 200);
    assert.equal((await openPage(browser, old.path)).status, 404);
    assert.equal((await confirm(browser, old.token)).outcome, 'failed');
    const newer = lastLink(instance, EMAIL);
    instance.clock.advance(60_000);
    await browser.post(`${attempt.path}/prepare_first_factor`, { strategy: 'email_code' });
    assert.equal((await confirm(browser, newer.token)).outcome, 'failed');
    assert.equal((await browser.get(attempt.path)).response.status, 'needs_first_factor');
  });

  it('an email link cannot be guessed, and its token is not in the database', async () => {
    const rows: string[] = [];
    const instance = await open({
      wrapStorage: (storage) => ({
        ...storage,
        transaction: (work) =>
          storage.transaction((tx) =>
            work({
              ...tx,
              insertChallenge: async (row) => {
                rows.push(JSON.stringify(row));
                await tx.insertChallenge(row);
              },
            }),
          ),
      }),
    });
    const browser = instance.browser();
    await askForLink(browser, EMAIL);
    const { token } = lastLink(instance, EMAIL);
    assert.match(token, /^[A-Za-z0-9_-]{43}$/);
    assert.equal(rows.length, 1);
    assert.ok(!rows[0]?.includes(token));
    assert.ok(!instance.log.join('\n').includes(token));
    for (const guess of ['', 'x', 'A'.repeat(43), `${token}A`, token.slice(1), token.toLowerCase(), "' or 1=1 --"]) {
      assert.equal((await openPage(browser, `/v1/verify?token=${encodeURIComponent(guess)}`)).status, 404, guess);
      assert.equal((await confirm(browser, guess)).outcome, null, guess);
    }
    assert.equal((await confirm(browser, token)).outcome, 'verified');
  });

  /** docs/security.md, 34: the session comes without a request of the waiting browser, so its cookie is renewed before. */
  it('an email link does not sign in a cookie that was planted before it was requested', async () => {
    const instance = await open();
    const attacker = instance.browser();
    await attacker.post('/v1/client/sign_ins', {});
    const planted = attacker.cookies.get('__Host-clerk_client') ?? '';
    const victim = instance.browser();
    victim.cookies.set('__Host-clerk_client', planted);
    const { verification } = await askForLink(victim, EMAIL);
    assert.notEqual(victim.cookies.get('__Host-clerk_client'), planted);
    const done = await confirm(instance.browser(), lastLink(instance, EMAIL).token, {
      number: verification.match_number,
    });
    assert.equal(done.outcome, 'verified');
    assert.deepEqual((await attacker.get('/v1/client')).response?.sessions ?? [], []);
    assert.equal((await attacker.post(`/v1/client/sessions/${done.session}/tokens`)).status, 401);
    assert.equal((await victim.get('/v1/client')).response.sessions[0]?.id, done.session);
  });

  it('an email link does not sign in a user who was banned since', async () => {
    const instance = await open();
    const browser = instance.browser();
    const { path } = await askForLink(browser, EMAIL);
    const user = await instance.storage.findVerifiedEmailAddress(EMAIL);
    await instance.storage.updateUser(user?.user_id ?? '', { banned: true }, instance.clock.now());
    const refused = await confirm(browser, lastLink(instance, EMAIL).token);
    assert.deepEqual([refused.outcome, refused.session], ['failed', null]);
    assert.equal((await browser.get(path)).response.status, 'needs_first_factor');
  });

  it('email links count for the limits of messages', async () => {
    const instance = await open();
    const browser = instance.browser();
    const { path } = await askForLink(browser, EMAIL);
    const again = () => browser.post(`${path}/prepare_first_factor`, { strategy: 'email_link', redirect_url: LANDING });
    assert.equal((await again()).code, 'too_many_requests');
    instance.clock.advance(30_000);
    assert.equal((await again()).status, 200);
    instance.mailbox.failing = true;
    instance.clock.advance(30_000);
    assert.equal((await again()).code, 'service_unavailable');
    assert.notEqual((await browser.get(path)).response.first_factor_verification.status, 'unverified');
    instance.mailbox.failing = false;
    assert.equal((await again()).status, 200);
  });
});
