import assert from 'node:assert/strict';
import { afterEach, beforeEach, it } from 'node:test';
import type { ConfigInput } from '../../../src/server/config/config.ts';
import { onSqlite } from '../../support/each-storage.ts';
import { PASSWORD, type TestInstance } from '../../support/instance.ts';
import { type BreachService, sha1, startBreachService } from '../factors/password/breach-service.ts';

const SIGN_UPS = '/v1/client/sign_ups';
const SIGN_INS = '/v1/client/sign_ins';
const LEAKED = 'a phrase that leaked';

onSqlite('a new password', (open) => {
  let service: BreachService;
  beforeEach(async () => {
    service = await startBreachService([LEAKED]);
  });
  afterEach(() => service.close());

  const breachCheck = (): ConfigInput['password'] => ({ breachCheck: true, breachCheckUrl: service.url });
  const signUp = (instance: TestInstance, password: string, email = 'ada@example.com') =>
    instance.browser().post(SIGN_UPS, { email_address: email, password });

  it('a new password that is known from a breach is refused at sign-up', async () => {
    const instance = await open({ config: { password: breachCheck() } });
    const leaked = await signUp(instance, LEAKED);
    assert.deepEqual([leaked.status, leaked.code, leaked.param], [422, 'form_password_pwned', 'password']);
    assert.equal((await signUp(instance, PASSWORD)).status, 200);
  });

  it('a new password that is known from a breach is refused at a change and a reset, too', async () => {
    const instance = await open({ config: { password: breachCheck() } });
    const browser = instance.browser();
    await instance.signUp(browser, 'ada@example.com');
    const form = { current_password: PASSWORD, new_password: LEAKED };
    const changed = await browser.post('/v1/me/change_password', form);
    assert.deepEqual([changed.status, changed.code, changed.param], [422, 'form_password_pwned', 'new_password']);
    instance.clock.advance(60_000);
    const other = instance.browser();
    const { response } = await other.post(SIGN_INS, { identifier: 'ada@example.com' });
    const path = `${SIGN_INS}/${response.id}`;
    const strategy = 'reset_password_email_code';
    await other.post(`${path}/prepare_first_factor`, { strategy });
    const code = instance.mailbox.lastCode('ada@example.com');
    await other.post(`${path}/attempt_first_factor`, { strategy, code });
    assert.equal((await other.post(`${path}/reset_password`, { password: LEAKED })).code, 'form_password_pwned');
    assert.equal((await other.post(`${path}/reset_password`, { password: 'quite another phrase' })).status, 200);
  });

  it('a new password is allowed when the breach service is away, and the operator is told', async () => {
    const instance = await open({ config: { password: breachCheck() } });
    service.misbehave = (_, response) => void response.writeHead(503).end();
    assert.equal((await signUp(instance, LEAKED)).status, 200);
    const log = instance.log.join('\n');
    assert.match(log, /let through/);
    for (const secret of [LEAKED, sha1(LEAKED).slice(0, 5)]) assert.ok(!log.includes(secret));
  });

  it('a new password is looked up only when the other rules allow it', async () => {
    const instance = await open({ config: { password: { ...breachCheck(), minLength: 12, requireNumbers: true } } });
    assert.equal((await signUp(instance, 'too short')).code, 'form_password_length_too_short');
    assert.equal((await signUp(instance, 'without any digit')).code, 'form_password_no_number');
    assert.equal((await signUp(instance, 'password1234')).code, 'form_password_pwned');
    assert.equal(service.requests.length, 0);
  });

  it('a password that has leaked since does not sign in where the settings say so', async () => {
    const instance = await open({ config: { password: { ...breachCheck(), breachCheckOnSignIn: true } } });
    await instance.signUp(instance.browser(), 'ada@example.com', { password: 'a phrase to be leaked' });
    const later = await startBreachService(['a phrase to be leaked']);
    service.misbehave = (request, response) =>
      void fetch(later.url + request.url).then(async (answer) => response.end(await answer.text()));
    const signIn = (password: string) => instance.browser().post(SIGN_INS, { identifier: 'ada@example.com', password });
    const before = service.requests.length;
    assert.equal((await signIn('a wrong one')).code, 'form_password_incorrect');
    assert.equal(service.requests.length, before);
    const right = await signIn('a phrase to be leaked');
    assert.deepEqual([right.status, right.code, right.client], [422, 'form_password_pwned', null]);
    await later.close();
  });

  it('a new password has to be as strong as the settings say, and the answer says what would help', async () => {
    const instance = await open({ config: { password: { minStrength: 3 } } });
    const weak = await signUp(instance, 'bluehouse12');
    assert.deepEqual([weak.status, weak.code, weak.param], [422, 'form_password_not_strong_enough', 'password']);
    assert.deepEqual(weak.body.errors?.[0]?.meta?.zxcvbn, {
      suggestions: [{ code: 'anotherWord', message: 'anotherWord' }],
    });
    assert.equal(
      (await signUp(instance, 'hildegunde1', 'hildegunde@example.com')).code,
      'form_password_not_strong_enough',
    );
    assert.equal((await signUp(instance, PASSWORD)).status, 200);
  });

  it('a new password needs the kinds of characters that the settings name, all named at once', async () => {
    const rules = { requireLowercase: true, requireUppercase: true, requireNumbers: true, requireSpecialChar: true };
    const instance = await open({ config: { password: { ...rules, allowedSpecialCharacters: '#?' } } });
    const { body } = await signUp(instance, 'a plain long phrase!');
    assert.deepEqual(
      body.errors?.map(({ code }) => code),
      ['form_password_no_uppercase', 'form_password_no_number', 'form_password_no_special_char'],
    );
    assert.equal((await signUp(instance, 'A plain long phrase #1')).status, 200);
    const environment = await instance.browser().get('/v1/environment');
    const { password_settings } = (environment.body as { user_settings: { password_settings: object } }).user_settings;
    assert.deepEqual(password_settings, {
      disable_hibp: true,
      disable_password_reverification: false,
      enforce_hibp_on_sign_in: false,
      min_length: 8,
      max_length: 72,
      require_special_char: true,
      require_numbers: true,
      require_uppercase: true,
      require_lowercase: true,
      show_zxcvbn: false,
      min_zxcvbn_strength: 0,
      allowed_special_characters: '#?',
    });
  });

  it('a new password needs no kinds of characters by default, and may have 64 characters and more', async () => {
    const instance = await open();
    for (const [i, password] of ['onlylowercaseletters', 'x y'.repeat(24), 'ÄÖÜß und ein Satz'].entries()) {
      assert.equal((await signUp(instance, password, `user${i}@example.com`)).status, 200, password);
    }
  });
});
