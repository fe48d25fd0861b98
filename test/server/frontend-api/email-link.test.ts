import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { EnvironmentJSON } from '../../../src/protocol/json/environment.ts';
import { onSqlite } from '../../support/each-storage.ts';
import type { TestInstance } from '../../support/instance.ts';
import { assertNoSession, enrolTotp } from '../../support/second-factors.ts';
import { askForLink, choicesOf, confirm, LANDING, lastLink, openPage } from '../../support/links.ts';

const EMAIL = 'ada@example.com';
const config = { emailLink: true };

/** An instance with one user, and the moment to send her another mail. */
async function withUser(instance: TestInstance): Promise<string> {
  const { userId } = await instance.signUp(instance.browser(), EMAIL);
  instance.clock.advance(60_000);
  return userId;
}

onSqlite('sign-in with a mailed link', (open) => {
  it('an email link is offered when the instance has links, which the environment tells', async () => {
    const instance = await open({ config });
    await withUser(instance);
    const browser = instance.browser();
    const { response } = await browser.post('/v1/client/sign_ins', { identifier: EMAIL });
    const offered = response.supported_first_factors.find(
      (each: { strategy: string }) => each.strategy === 'email_link',
    );
    assert.deepEqual(Object.keys(offered), ['strategy', 'safe_identifier', 'email_address_id', 'primary']);
    assert.equal(offered.safe_identifier, 'a***@example.com');
    const environment = await browser.get('/v1/environment');
    const { email_address } = (environment.body as unknown as EnvironmentJSON).user_settings.attributes;
    assert.deepEqual(email_address.first_factors, ['email_code', 'email_link']);

    const without = await open();
    await withUser(without);
    const other = without.browser();
    const attempt = await other.post('/v1/client/sign_ins', { identifier: EMAIL });
    const refused = await other.post(`/v1/client/sign_ins/${attempt.response.id}/prepare_first_factor`, {
      strategy: 'email_link',
      redirect_url: LANDING,
    });
    assert.equal(refused.code, 'strategy_for_user_invalid');
  });

  it('an email link opened in the same browser asks, signs in by its form, and the waiting tab sees it', async () => {
    const instance = await open({ config });
    const userId = await withUser(instance);
    const browser = instance.browser();
    const { path, verification } = await askForLink(browser, EMAIL);
    assert.deepEqual(
      [verification.object, verification.status, verification.strategy],
      ['verification_email_link', 'unverified', 'email_link'],
    );
    const mail = instance.mailbox.to(EMAIL).at(-1);
    assert.ok(mail?.template === 'email_link');
    assert.deepEqual([mail.purpose, mail.expiresInMinutes, mail.requester.device], ['sign_in', 10, 'Chrome on Linux']);
    const { path: page, token } = lastLink(instance, EMAIL);
    const shown = await openPage(browser, page);
    assert.equal(shown.status, 200);
    assert.match(shown.html, /Sign in to Acme Labs\?/);
    assert.deepEqual(choicesOf(shown.html), []);
    assert.equal((await browser.get(path)).response.status, 'needs_first_factor');

    const done = await confirm(browser, token);
    assert.deepEqual([done.status, done.outcome], [303, 'verified']);
    assert.equal(done.to?.origin + (done.to?.pathname ?? ''), 'https://app.example.com/sign-in/verify');
    assert.equal(done.to?.searchParams.get('plan'), 'pro');
    assert.notEqual(browser.cookies.get('__client_uat') ?? '0', '0');

    const seen = await browser.get(path);
    assert.equal(seen.response.status, 'complete');
    assert.equal(seen.response.created_session_id, done.session);
    assert.equal(seen.response.first_factor_verification.status, 'verified');
    assert.equal(seen.response.first_factor_verification.verified_at_client, seen.client?.id);
    assert.equal(seen.client?.last_active_session_id, done.session);
    assert.equal(seen.client?.sessions[0]?.user?.id, userId);
    assert.equal(seen.client?.last_authentication_strategy, 'email_link');
    const token2 = await browser.post(`/v1/client/sessions/${done.session}/tokens`);
    assert.equal(token2.status, 200);
  });

  it('an email link opened in another browser signs the waiting browser in, by the number that it shows', async () => {
    const instance = await open({ config });
    await withUser(instance);
    const waiting = instance.browser({ ip: '203.0.113.7' });
    const { path, verification } = await askForLink(waiting, EMAIL);
    const phone = instance.browser({
      ip: '198.51.100.77',
      userAgent: 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile/15E148 Safari/604.1',
    });
    const { path: page, token } = lastLink(instance, EMAIL);
    const { html } = await openPage(phone, page);
    assert.match(html, /Which number do you see\?/);
    for (const fact of ['Chrome on Linux', '203.0.113.7', 'a***@example.com']) assert.ok(html.includes(fact), fact);
    assert.ok(choicesOf(html).includes(verification.match_number));
    assert.deepEqual(choicesOf((await openPage(phone, page)).html), choicesOf(html));

    const done = await confirm(phone, token, { number: verification.match_number });
    assert.deepEqual([done.status, done.outcome], [303, 'verified']);
    assert.equal(phone.cookies.has('__Host-clerk_client'), false);
    const seen = await waiting.get(path);
    assert.equal(seen.response.status, 'complete');
    assert.equal(seen.client?.sessions[0]?.id, done.session);
    const [session] = (await waiting.get('/v1/me/sessions/active')).body as unknown as {
      latest_activity: Record<string, unknown>;
    }[];
    assert.equal(session?.latest_activity.ip_address, '203.0.113.7');
    assert.equal(session?.latest_activity.browser_name, 'Chrome');
  });

  it('the code of the same mail signs in instead, and the link is dead then', async () => {
    const instance = await open({ config });
    await withUser(instance);
    const browser = instance.browser();
    const { path } = await askForLink(browser, EMAIL);
    const attempt = (code: string) => browser.post(`${path}/attempt_first_factor`, { strategy: 'email_link', code });
    assert.equal((await attempt('000000')).code, 'form_code_incorrect');
    const done = await attempt(instance.mailbox.lastCode(EMAIL));
    assert.equal(done.response.status, 'complete');
    const late = await confirm(browser, lastLink(instance, EMAIL).token);
    assert.deepEqual([late.outcome, late.session], ['failed', null]);
  });

  it('a sign-in created with the strategy email_link sends the link at once', async () => {
    const instance = await open({ config });
    await withUser(instance);
    const browser = instance.browser();
    const form = { identifier: EMAIL, strategy: 'email_link', redirect_url: LANDING };
    const { response, status } = await browser.post('/v1/client/sign_ins', form);
    assert.deepEqual([status, response.first_factor_verification.strategy], [200, 'email_link']);
    assert.equal((await confirm(browser, lastLink(instance, EMAIL).token)).outcome, 'verified');
    assert.equal((await browser.get(`/v1/client/sign_ins/${response.id}`)).response.status, 'complete');
  });

  it('an email link leads to the second factor, in this browser and from another one, without a session before', async () => {
    const instance = await open({ config: { ...config, secondFactors: { totp: true } } });
    const owner = instance.browser();
    await instance.signUp(owner, EMAIL);
    const app = await enrolTotp(instance, owner);
    for (const isOtherBrowser of [false, true]) {
      instance.clock.advance(60_000);
      const browser = instance.browser();
      const { path, verification } = await askForLink(browser, EMAIL);
      const answer: Record<string, string> = isOtherBrowser ? { number: verification.match_number } : { answer: 'yes' };
      const done = await confirm(
        isOtherBrowser ? instance.browser() : browser,
        lastLink(instance, EMAIL).token,
        answer,
      );
      assert.deepEqual([done.outcome, done.session], ['verified', null]);
      const seen = await browser.get(path);
      assert.equal(seen.response.status, 'needs_second_factor');
      assert.equal(seen.response.first_factor_verification.status, 'verified');
      await assertNoSession(browser, seen);
      const form = { strategy: 'totp', code: app.code() };
      assert.equal((await browser.post(`${path}/attempt_second_factor`, form)).response.status, 'complete');
    }
  });

  it('an email link does not tell who has an account under enumeration protection', async () => {
    const instance = await open({ config: { ...config, enumerationProtection: true } });
    await withUser(instance);
    const known = instance.browser();
    const { verification } = await askForLink(known, EMAIL);
    const unknown = await askForLink(instance.browser(), 'nobody@example.com');
    assert.deepEqual(Object.keys(unknown.verification).sort(), Object.keys(verification).sort());
    assert.deepEqual([unknown.verification.status, unknown.verification.strategy], ['unverified', 'email_link']);
    assert.equal(instance.mailbox.to('nobody@example.com').length, 0);
    assert.equal((await confirm(known, lastLink(instance, EMAIL).token)).outcome, 'verified');
    assert.equal((await known.get('/v1/client')).response.sessions.length, 1);
  });

  it('an email link confirms an unknown device after the password', async () => {
    const instance = await open({ config: { ...config, clientTrust: true } });
    await withUser(instance);
    const browser = instance.browser();
    const created = await browser.post('/v1/client/sign_ins', { identifier: EMAIL, password: 'a plain long phrase' });
    assert.equal(created.response.status, 'needs_client_trust');
    const path = `/v1/client/sign_ins/${created.response.id}`;
    const form = { strategy: 'email_link', redirect_url: LANDING };
    const prepared = await browser.post(`${path}/prepare_second_factor`, form);
    assert.equal(prepared.response.second_factor_verification.strategy, 'email_link');
    const mail = instance.mailbox.to(EMAIL).at(-1);
    assert.ok(mail?.template === 'email_link' && mail.purpose === 'new_device');
    assert.equal((await confirm(browser, lastLink(instance, EMAIL).token)).outcome, 'verified');
    const seen = await browser.get(path);
    assert.deepEqual([seen.response.status, seen.client?.sessions.length], ['complete', 1]);
  });
});

onSqlite('email links beside sign-in', (open) => {
  it('an email link verifies the address of a sign-up, in another browser too, and the account is created', async () => {
    for (const isOtherBrowser of [false, true]) {
      const instance = await open({ config });
      const browser = instance.browser();
      const form = { email_address: EMAIL, password: 'a plain long phrase' };
      const { response } = await browser.post('/v1/client/sign_ups', form);
      const path = `/v1/client/sign_ups/${response.id}`;
      const prepared = await browser.post(`${path}/prepare_verification`, {
        strategy: 'email_link',
        redirect_url: LANDING,
        number_match: 'true',
      });
      const { match_number, ...verification } = prepared.response.verifications.email_address;
      assert.deepEqual(
        [verification.status, verification.strategy, verification.next_action],
        ['unverified', 'email_link', 'needs_attempt'],
      );
      assert.deepEqual(verification.supported_strategies, ['email_code', 'email_link']);
      const where = isOtherBrowser ? instance.browser() : browser;
      const answer: Record<string, string> = isOtherBrowser ? { number: match_number } : { answer: 'yes' };
      const done = await confirm(where, lastLink(instance, EMAIL).token, answer);
      assert.equal(done.outcome, 'verified');
      const seen = await browser.get(path);
      assert.equal(seen.response.status, 'complete');
      assert.equal(seen.response.created_session_id, done.session);
      assert.equal(seen.response.verifications.email_address.status, 'verified');
      assert.equal(seen.client?.sessions[0]?.user?.email_addresses[0]?.verification?.strategy, 'email_link');
    }
  });

  it('an email link leaves a sign-up open that still has missing fields', async () => {
    const instance = await open({ config: { ...config, attributes: { username: 'required' } } });
    const browser = instance.browser();
    const { response } = await browser.post('/v1/client/sign_ups', {
      email_address: EMAIL,
      password: 'a plain long phrase',
    });
    const path = `/v1/client/sign_ups/${response.id}`;
    await browser.post(`${path}/prepare_verification`, { strategy: 'email_link', redirect_url: LANDING });
    const done = await confirm(browser, lastLink(instance, EMAIL).token);
    assert.deepEqual([done.outcome, done.session], ['verified', null]);
    const seen = await browser.get(path);
    assert.deepEqual([seen.response.status, seen.response.missing_fields], ['missing_requirements', ['username']]);
    assert.equal(seen.response.verifications.email_address.status, 'verified');
    const last = await browser.override('PATCH', path, { username: 'ada_b' });
    assert.equal(last.response.status, 'complete');
  });

  it('an email link or its code verifies an address of an account', async () => {
    const instance = await open({ config });
    const browser = instance.browser();
    await instance.signUp(browser, EMAIL);
    for (const [address, byCode] of [
      ['one@new.example', false],
      ['two@new.example', true],
    ] as const) {
      const added = await browser.post('/v1/me/email_addresses', { email_address: address });
      assert.equal(added.status, 200, added.code);
      const path = `/v1/me/email_addresses/${added.response.id}`;
      const form = { strategy: 'email_link', redirect_url: LANDING };
      const prepared = await browser.post(`${path}/prepare_verification`, form);
      assert.deepEqual(
        [prepared.response.verification.status, prepared.response.verification.strategy],
        ['unverified', 'email_link'],
      );
      if (byCode) await browser.post(`${path}/attempt_verification`, { code: instance.mailbox.lastCode(address) });
      else assert.equal((await confirm(browser, lastLink(instance, address).token)).outcome, 'verified');
      assert.equal((await browser.get(path)).response.verification.status, 'verified');
      assert.equal((await confirm(browser, lastLink(instance, address).token)).outcome, 'failed');
    }
  });

  it('an email link is refused where links are off', async () => {
    const instance = await open();
    const browser = instance.browser();
    await instance.signUp(browser, EMAIL);
    const added = await browser.post('/v1/me/email_addresses', { email_address: 'one@new.example' });
    const path = `/v1/me/email_addresses/${added.response.id}/prepare_verification`;
    const form = { strategy: 'email_link', redirect_url: LANDING };
    assert.equal((await browser.post(path, form)).code, 'verification_strategy_invalid');
    const { body } = await instance.browser().get('/v1/environment');
    const { attributes } = (body as EnvironmentJSON).user_settings;
    assert.deepEqual(attributes.email_address.verifications, ['email_code']);
  });
});
