import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { ConfigInput } from '../../../src/server/config/config.ts';
import { parallel } from '../../support/parallel.ts';
import { Authenticator } from '../../support/authenticator.ts';
import { itOnBoth, onSqlite } from '../../support/each-storage.ts';
import { PASSWORD, type TestInstance } from '../../support/instance.ts';
import { enrolPasskey, signInByPasskey } from '../../support/passkey-steps.ts';
import { addSecondPhone, PHONE } from '../../support/phone-account.ts';
import { assertNoSession, enrolTotp, newestCode, TOTP_STEP } from '../../support/second-factors.ts';
import type { Answer, TestBrowser } from '../../support/test-browser.ts';

const SIGN_INS = '/v1/client/sign_ins';
const EMAIL = 'ada@example.com';
const OWN_PHONE = '+12025550147';
const EVERYTHING: Partial<ConfigInput> = {
  // A reset by mail would switch the number off that the next one goes to.
  password: { resetOtherMethods: 'keep' },
  attributes: { phoneNumber: 'optional' },
  secondFactors: { totp: true, phoneCode: true },
};

onSqlite('the second step of a sign-in', (open) => {
  const withAda = async (options: Parameters<typeof open>[0] = {}) => {
    const instance = await open({ config: EVERYTHING, ...options });
    const browser = instance.browser();
    const { userId } = await instance.signUp(browser, EMAIL);
    const app = await enrolTotp(instance, browser);
    return { instance, browser, app, userId };
  };
  const password = (browser: TestBrowser) => browser.post(SIGN_INS, { identifier: EMAIL, password: PASSWORD });
  /** A browser whose password was right. */
  const halfIn = async (instance: TestInstance) => {
    const browser = instance.browser();
    const { response, client } = await password(browser);
    assert.equal(response.status, 'needs_second_factor');
    const cookie = `__Host-clerk_client=${browser.cookies.get('__Host-clerk_client')}`;
    const attempt = (strategy: string, code: string): Promise<Answer> =>
      browser.send(`${SIGN_INS}/${response.id}/attempt_second_factor`, {
        method: 'POST',
        form: { strategy, code },
        headers: { cookie },
      });
    return { browser, id: response.id as string, clientId: client?.id ?? '', attempt };
  };
  const wrong = (code: string): string => String((Number(code) + 500_000) % 1_000_000).padStart(6, '0');

  /** Proves the first factor in one way. */
  const FIRST: Record<string, (instance: TestInstance, browser: TestBrowser) => Promise<Answer>> = {
    password: (_, browser) => password(browser),
    async email_code(instance, browser) {
      const { response } = await browser.post(SIGN_INS, { identifier: EMAIL, strategy: 'email_code' });
      const form = { strategy: 'email_code', code: newestCode(instance, EMAIL) };
      return browser.post(`${SIGN_INS}/${response.id}/attempt_first_factor`, form);
    },
    async phone_code(instance, browser) {
      const { response } = await browser.post(SIGN_INS, { identifier: OWN_PHONE, strategy: 'phone_code' });
      const form = { strategy: 'phone_code', code: newestCode(instance, OWN_PHONE) };
      return browser.post(`${SIGN_INS}/${response.id}/attempt_first_factor`, form);
    },
    async reset_password_email_code(instance, browser) {
      const { response } = await browser.post(SIGN_INS, { identifier: EMAIL });
      const path = `${SIGN_INS}/${response.id}`;
      await browser.post(`${path}/prepare_first_factor`, { strategy: 'reset_password_email_code' });
      const form = { strategy: 'reset_password_email_code', code: newestCode(instance, EMAIL) };
      const allowed = await browser.post(`${path}/attempt_first_factor`, form);
      assert.equal(allowed.response.status, 'needs_new_password');
      await assertNoSession(browser, allowed);
      return browser.post(`${path}/reset_password`, { password: `a new phrase at ${instance.clock.now()}` });
    },
    async reset_password_phone_code(instance, browser) {
      const { response } = await browser.post(SIGN_INS, { identifier: OWN_PHONE });
      const path = `${SIGN_INS}/${response.id}`;
      await browser.post(`${path}/prepare_first_factor`, { strategy: 'reset_password_phone_code' });
      const form = { strategy: 'reset_password_phone_code', code: newestCode(instance, OWN_PHONE) };
      await browser.post(`${path}/attempt_first_factor`, form);
      return browser.post(`${path}/reset_password`, { password: `a new phrase at ${instance.clock.now()}` });
    },
  };

  it('sign-in asks for each second factor after each first factor, and shows nothing before', async () => {
    const { instance, browser, app } = await withAda();
    // One number to sign in with, and one that is kept for the second step.
    const own = await browser.post('/v1/me/phone_numbers/', { phone_number: OWN_PHONE });
    const at = `/v1/me/phone_numbers/${own.response.id}`;
    await browser.post(`${at}/prepare_verification`, { strategy: 'phone_code' });
    await browser.post(`${at}/attempt_verification`, { code: newestCode(instance, OWN_PHONE) });
    await addSecondPhone(instance, browser);
    const codes = [...app.backupCodes];
    const seconds: Record<string, (other: TestBrowser, id: string) => Promise<string>> = {
      totp: async () => app.code(),
      backup_code: async () => codes.pop() as string,
      async phone_code(other, id) {
        const sent = await other.post(`${SIGN_INS}/${id}/prepare_second_factor`, { strategy: 'phone_code' });
        assert.equal(sent.status, 200, JSON.stringify(sent.body));
        return newestCode(instance, PHONE);
      },
    };
    for (const first of [
      'email_code',
      'phone_code',
      'password',
      'reset_password_email_code',
      'reset_password_phone_code',
    ]) {
      for (const [second, obtain] of Object.entries(seconds)) {
        // Long enough for the next message and the next time step. The password is another one after a reset.
        instance.clock.advance(3_600_000);
        const name = `${second} after ${first}`;
        const other = instance.browser();
        const begun = await FIRST[first]!(instance, other);
        assert.equal(begun.response?.status, 'needs_second_factor', `${name}: ${JSON.stringify(begun.body)}`);
        await assertNoSession(other, begun);
        const strategies = begun.response.supported_second_factors.map(
          (factor: { strategy: string }) => factor.strategy,
        );
        assert.deepEqual(strategies.toSorted(), ['backup_code', 'phone_code', 'totp'], name);
        const code = await obtain(other, begun.response.id);
        const form = { strategy: second, code };
        const done = await other.post(`${SIGN_INS}/${begun.response.id}/attempt_second_factor`, form);
        assert.equal(done.response?.status, 'complete', `${name}: ${JSON.stringify(done.body)}`);
        assert.equal((await other.get('/v1/me')).status, 200, name);
        assert.equal(done.client?.last_authentication_strategy, first);
      }
    }
  });

  itOnBoth('one of 50 parallel requests with the right second factor signs in', async () => {
    const { instance, app } = await withAda();
    for (const [strategy, code] of [
      ['totp', app.code()],
      ['backup_code', app.backupCodes[0]],
    ] as const) {
      const { attempt, clientId } = await halfIn(instance);
      const answers = await parallel(50, () => attempt(strategy, code as string));
      assert.equal(answers.filter((answer) => answer.status === 200).length, 1, strategy);
      assert.ok(answers.every((answer) => answer.status < 500));
      assert.equal((await instance.storage.listClientSessions(clientId, instance.clock.now())).length, 1);
      // The losing tries were counted, so the next one has to wait.
      instance.clock.advance(3_600_000);
    }
  });

  itOnBoth('a value of the authenticator app is taken once, from two parallel sign-ins, too', async () => {
    const { instance, app } = await withAda();
    const code = app.code();
    const attempts = [];
    for (let i = 0; i < 5; i++) attempts.push(await halfIn(instance));
    const answers = await Promise.all(attempts.map(({ attempt }) => attempt('totp', code)));
    assert.equal(answers.filter((answer) => answer.status === 200).length, 1);
    const later = await halfIn(instance);
    assert.equal((await later.attempt('totp', code)).code, 'form_code_incorrect');
    // The step before is over as well, though it lies inside the window; the next one is not.
    assert.equal((await later.attempt('totp', app.code(-1))).code, 'form_code_incorrect');
    assert.equal((await later.attempt('totp', app.code(1))).status, 200);
  });

  it('a value of the authenticator app is taken at most one step early or late', async () => {
    const { instance, app } = await withAda();
    const now = app.code();
    const far = [-2, 2, 10].map((steps) => app.code(steps)).filter((code) => code !== now);
    const { attempt } = await halfIn(instance);
    for (const code of far) assert.equal((await attempt('totp', code)).code, 'form_code_incorrect');
    instance.clock.advance(TOTP_STEP);
    assert.equal((await attempt('totp', app.code(-1))).status, 200);
  });

  itOnBoth('a backup code is taken once, from two parallel sign-ins, too', async () => {
    const { instance, app } = await withAda();
    const [code] = app.backupCodes as [string];
    const [one, two] = [await halfIn(instance), await halfIn(instance)];
    const answers = await Promise.all([one.attempt('backup_code', code), two.attempt('backup_code', code)]);
    assert.deepEqual(answers.map((answer) => answer.status).toSorted(), [200, 422]);
  });

  it('guesses at the second factor count with those at the password, and a right password does not clear them', async () => {
    const { instance, app } = await withAda();
    let failures = 0;
    for (let i = 0; i < 5; i++) {
      const { attempt } = await halfIn(instance);
      for (const strategy of ['totp', 'backup_code']) {
        const { code } = await attempt(strategy, wrong(app.code()));
        if (code === 'form_code_incorrect') failures++;
      }
    }
    assert.equal(failures, 10);
    // From the tenth failure on every try waits, with the right password, too.
    const refused = await password(instance.browser());
    assert.deepEqual([refused.status, refused.code], [429, 'too_many_requests']);
    assert.ok(Number(refused.headers.get('retry-after')) >= 1);
  });

  itOnBoth('ten of 50 parallel wrong values are checked and counted, and the others wait', async () => {
    for (const strategy of ['totp', 'backup_code']) {
      const { instance, app, userId } = await withAda();
      const { attempt } = await halfIn(instance);
      const answers = await parallel(50, () => attempt(strategy, wrong(app.code())));
      const judged = answers.filter(({ code }) => code === 'form_code_incorrect').length;
      assert.equal(judged, 10, strategy);
      assert.equal(answers.filter(({ status }) => status === 429).length, 40, strategy);
      assert.equal((await instance.storage.findUser(userId))?.failed_attempts, judged, strategy);
      assert.equal((await attempt('totp', app.code())).code, 'too_many_requests');
    }
  });

  it('each backup code is stored as argon2id with its own salt, and shown once', async () => {
    const { instance, browser, app, userId } = await withAda();
    const rows = await instance.storage.listBackupCodes([userId]);
    const salts = rows.map(({ hash }) => /^\$argon2id\$v=19\$m=\d+,t=\d+,p=\d+\$([^$]+)\$/.exec(hash)?.[1]);
    assert.equal(salts.length, app.backupCodes.length);
    assert.ok(salts.every(Boolean));
    assert.equal(new Set(salts).size, rows.length);
    const later = [];
    for (const path of ['/v1/me', '/v1/client', '/v1/me/sessions', '/v1/me/sessions/active'])
      later.push(JSON.stringify((await browser.get(path)).body));
    const half = await halfIn(instance);
    later.push(JSON.stringify((await half.browser.get(`${SIGN_INS}/${half.id}`)).body));
    later.push(JSON.stringify(rows), instance.log.join());
    for (const code of app.backupCodes) assert.ok(!later.join().includes(code));
  });

  it('the hundredth guess at the second factor locks the account, and neither sessions nor passkeys', async () => {
    const { instance, browser, app } = await withAda({ config: { ...EVERYTHING, passkeys: { enabled: true } } });
    const key = new Authenticator();
    await enrolPasskey(browser, key);
    let guesses = 0;
    const { attempt } = await halfIn(instance);
    for (let i = 0; i < 250 && guesses < 100; i++) {
      const answer = await attempt('totp', wrong(app.code()));
      if (answer.code === 'form_code_incorrect') guesses++;
      else instance.clock.advance(Number(answer.headers.get('retry-after')) * 1000);
    }
    assert.equal(guesses, 100);
    const locked = await attempt('totp', app.code());
    assert.deepEqual([locked.status, locked.code], [403, 'user_locked']);
    assert.equal((await attempt('backup_code', app.backupCodes[0] as string)).code, 'user_locked');
    const { response: user } = await browser.get('/v1/me');
    assert.equal(user.locked, true);
    assert.equal((await signInByPasskey(instance.browser(), key)).status, 200);
    instance.clock.advance(3_600_000);
    assert.equal((await attempt('totp', app.code())).status, 200);
  });

  it('a complete sign-in clears the failures', async () => {
    const { instance, app } = await withAda();
    for (let round = 0; round < 3; round++) {
      const { attempt } = await halfIn(instance);
      for (let i = 0; i < 8; i++) assert.equal((await attempt('totp', wrong(app.code()))).code, 'form_code_incorrect');
      assert.equal((await attempt('totp', app.code())).status, 200);
      instance.clock.advance(TOTP_STEP);
    }
  });

  it('a sign-in with the old password ends when the password changes', async () => {
    const { instance, browser, app } = await withAda();
    const thief = await halfIn(instance);
    instance.clock.advance(1);
    const changed = await browser.post('/v1/me/change_password', { new_password: 'another plain long phrase' });
    assert.equal(changed.status, 200, JSON.stringify(changed.body));
    const answer = await thief.attempt('totp', app.code());
    assert.deepEqual([answer.status, answer.code], [400, 'client_state_invalid']);
  });

  it('the second factor takes no code that was made for something else', async () => {
    const { instance, browser } = await withAda();
    await addSecondPhone(instance, browser);
    instance.clock.advance(60_000);
    const first = await halfIn(instance);
    await first.browser.post(`${SIGN_INS}/${first.id}/prepare_second_factor`, { strategy: 'phone_code' });
    const code = newestCode(instance, PHONE);
    const second = await halfIn(instance);
    assert.equal((await second.attempt('phone_code', code)).code, 'verification_missing');
    instance.clock.advance(600_000);
    assert.equal((await first.attempt('phone_code', code)).code, 'verification_expired');
  });

  it('a passkey that counts as two factors needs no second one, and any other does', async () => {
    for (const satisfiesSecondFactor of [true, false]) {
      const { instance, browser } = await withAda({
        config: { ...EVERYTHING, passkeys: { enabled: true, satisfiesSecondFactor } },
      });
      const key = new Authenticator();
      await enrolPasskey(browser, key);
      const done = await signInByPasskey(instance.browser(), key);
      assert.equal(done.response.status, satisfiesSecondFactor ? 'complete' : 'needs_second_factor');
      const age = done.client?.sessions[0]?.factor_verification_age;
      assert.deepEqual(age, satisfiesSecondFactor ? [0, 0] : undefined);
    }
  });
});
