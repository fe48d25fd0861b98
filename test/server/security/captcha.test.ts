import assert from 'node:assert/strict';
import { it } from 'node:test';
import { solveWork } from '../../../src/client/captcha/solve-work.ts';
import type { EnvironmentJSON } from '../../../src/protocol/json/environment.ts';
import { createSecretKeys } from '../../../src/server/backend-api/secret-keys.ts';
import type { ConfigInput } from '../../../src/server/config/config.ts';
import { onSqlite } from '../../support/each-storage.ts';
import { PASSWORD } from '../../support/instance.ts';
import type { Answer } from '../../support/test-browser.ts';
import { startTurnstileService, TURNSTILE_SECRET } from '../bot-check/turnstile-service.ts';

const SIGN_UPS = '/v1/client/sign_ups';
/** What the refusal says has to be done. */
function askedBy({ body }: Answer): { challenge: string; difficulty: number } {
  return body.errors?.[0]?.meta?.captcha as { challenge: string; difficulty: number };
}

const FORM = { email_address: 'ada@example.com', password: PASSWORD };
const WORK = { captcha: { provider: 'proof_of_work', difficulty: 8 } } as const;

onSqlite('the bot check', (open) => {
  it('no bot check runs unless it is switched on', async () => {
    const instance = await open();
    assert.equal((await instance.browser().post(SIGN_UPS, FORM)).status, 200);
    const { body } = await instance.browser().post('/v1/client/verify', { captcha_token: 'x' });
    assert.equal(body.errors?.[0]?.code, 'captcha_not_enabled');
  });

  it('the proof of work names its task, and takes a solution once', async () => {
    const instance = await open({ config: WORK });
    const asked = await instance.browser().post(SIGN_UPS, FORM);
    assert.deepEqual([asked.status, asked.code], [400, 'captcha_missing_token']);
    const { challenge, difficulty } = askedBy(asked);
    assert.equal(difficulty, 8);
    const captcha_token = await solveWork(challenge, difficulty);
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        instance.browser().post(SIGN_UPS, { ...FORM, email_address: `user${i}@example.com`, captcha_token }),
      ),
    );
    assert.equal(answers.filter(({ status }) => status === 200).length, 1);
    assert.equal(answers.filter(({ code }) => code === 'captcha_invalid').length, 19);
  });

  it('the proof of work refuses solutions that are old, too easy, of another instance or made up', async () => {
    const instance = await open({ config: WORK });
    const other = await open({ config: WORK });
    const challengeOf = async (from = instance) => {
      const asked = await from.browser().post(SIGN_UPS, FORM);
      return askedBy(asked).challenge;
    };
    const old = await solveWork(await challengeOf(), 8);
    instance.clock.advance(300_000);
    const tokens = [
      old,
      await solveWork(await challengeOf(), 0),
      await solveWork(await challengeOf(other), 8),
      'x',
      '~',
    ];
    for (const captcha_token of tokens) {
      const { status, code } = await instance.browser().post(SIGN_UPS, { ...FORM, captcha_token });
      assert.deepEqual([status, code], [400, 'captcha_invalid']);
    }
  });

  it('the bot check comes before any work, and never at sign-in', async () => {
    const instance = await open({ config: WORK });
    const early = await instance.browser().post(SIGN_UPS, { email_address: 'not an address', password: 'x' });
    assert.equal(early.code, 'captcha_missing_token');
    const signIn = await instance.browser().post('/v1/client/sign_ins', { identifier: 'ada@example.com' });
    assert.equal(signIn.code, 'form_identifier_not_found');
  });

  it('the bot check is not skipped by the claim to come from a provider or an invitation', async () => {
    const instance = await open({ config: WORK });
    const excuses: Record<string, string>[] = [
      { transfer: 'true' },
      { ticket: 'x' },
      { strategy: 'ticket', ticket: 'x' },
    ];
    for (const extra of excuses) {
      const { status } = await instance.browser().post(SIGN_UPS, { ...FORM, ...extra });
      assert.ok(status >= 400, JSON.stringify(extra));
    }
  });

  it('Turnstile asks the service, with the address of the visitor', async () => {
    const service = await startTurnstileService();
    try {
      const instance = await open({
        config: {
          captcha: { provider: 'turnstile', siteKey: 'site', secretKey: TURNSTILE_SECRET, verifyUrl: service.url },
        },
      });
      const asked = await instance.browser().post(SIGN_UPS, FORM);
      assert.deepEqual(asked.body.errors?.[0]?.meta?.captcha, {
        provider: 'turnstile',
        site_key: 'site',
        invisible_site_key: 'site',
      });
      service.tokens.add('good').add('foreign');
      const browser = instance.browser({ ip: '203.0.113.9' });
      const wrong = await browser.post(SIGN_UPS, { ...FORM, captcha_token: 'made up' });
      assert.deepEqual([wrong.status, wrong.code], [400, 'captcha_invalid']);
      const right = await browser.post(SIGN_UPS, { ...FORM, captcha_token: 'good', captcha_widget_type: 'smart' });
      assert.equal(right.status, 200);
      assert.equal(service.requests.at(-1)?.remoteip, '203.0.113.9');
      service.hostname = 'evil.example';
      assert.equal((await browser.post(SIGN_UPS, { ...FORM, captcha_token: 'foreign' })).code, 'captcha_invalid');
      service.misbehave = (response) => void response.socket?.destroy();
      const away = await browser.post(SIGN_UPS, { ...FORM, captcha_token: 'good' });
      assert.deepEqual([away.status, away.headers.get('retry-after')], [503, '5']);
      assert.ok(!instance.log.join('\n').includes(TURNSTILE_SECRET));
    } finally {
      await service.close();
    }
  });

  it('the environment tells stock clients the keys of Turnstile, and none for the proof of work', async () => {
    const keys = async (captcha: NonNullable<ConfigInput['captcha']>) => {
      const instance = await open({ config: { captcha } });
      const { body } = await instance.browser().get('/v1/environment');
      const { display_config: display, user_settings: settings } = body as unknown as EnvironmentJSON;
      return [
        settings.sign_up.captcha_enabled,
        display.captcha_public_key,
        display.captcha_public_key_invisible,
        display.captcha_provider,
        display.captcha_oauth_bypass,
      ];
    };
    const turnstile = { provider: 'turnstile' as const, siteKey: 'a', invisibleSiteKey: 'b', secretKey: 'c' };
    assert.deepEqual(await keys(turnstile), [true, 'a', 'b', 'turnstile', []]);
    assert.deepEqual(await keys({ provider: 'proof_of_work' }), [true, null, null, 'proof_of_work', []]);
  });

  it('a stock client can pass the bot check out of turn', async () => {
    const instance = await open({ config: WORK });
    const browser = instance.browser();
    const asked = await browser.post('/v1/client/verify');
    assert.equal(asked.code, 'captcha_missing_token');
    const { challenge } = askedBy(asked);
    const done = await browser.post('/v1/client/verify', { captcha_token: await solveWork(challenge, 8) });
    assert.equal(done.status, 200);
  });

  it('a testing token passes the bot check, of live instances too, and no limit', async () => {
    for (const instanceType of ['production', 'development'] as const) {
      const instance = await open({
        config: { ...WORK, instanceType },
        limits: { createAttempt: { max: 3, windowMs: 1e6 } },
      });
      const { key } = await createSecretKeys(instance).create();
      const issue = async () => {
        const headers = { authorization: `Bearer ${key}` };
        const request = new Request(`${instance.config.url}/v1/testing_tokens`, { method: 'POST', headers });
        return ((await (await instance.fetch(request)).json()) as { token: string }).token;
      };
      const token = await issue();
      const browser = instance.browser();
      const signUp = (text: string) =>
        browser.post(`${SIGN_UPS}?__clerk_testing_token=${encodeURIComponent(text)}`, FORM);
      assert.equal((await signUp(token)).status, 200);
      assert.equal((await browser.post(`/v1/client/verify?__clerk_testing_token=${token}`)).status, 200);
      assert.equal((await signUp(`${token}x`)).code, 'captcha_missing_token');
      instance.clock.advance(3_600_000);
      assert.equal((await signUp(token)).code, 'captcha_missing_token');
      const fresh = await issue();
      const answers = [await signUp(fresh), await signUp(fresh), await signUp(fresh)];
      assert.deepEqual(
        answers.map(({ status }) => status),
        [200, 200, 429],
      );
    }
  });
});
