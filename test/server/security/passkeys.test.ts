import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { it } from 'node:test';
import { Authenticator, type Lies } from '../../support/authenticator.ts';
import { itOnBoth, onSqlite } from '../../support/each-storage.ts';
import { PASSWORD, type TestInstance } from '../../support/instance.ts';
import { answerPasskey, beginPasskey, enrolPasskey, signInByPasskey } from '../../support/passkey-steps.ts';
import type { TestBrowser } from '../../support/test-browser.ts';

const PASSKEYS = '/v1/me/passkeys';
const SIGN_INS = '/v1/client/sign_ins';
const ADA = 'ada@example.com';
const CONFIG = { passkeys: { enabled: true } };
const FRESH_MS = 600_000;

interface Enrolled {
  instance: TestInstance;
  home: TestBrowser;
  authenticator: Authenticator;
  id: string;
  userId: string;
}

onSqlite('passkeys under attack', (open) => {
  async function enrolled(options: Parameters<typeof open>[0] = {}): Promise<Enrolled> {
    const instance = await open({ ...options, config: { ...CONFIG, ...options?.config } });
    const home = instance.browser();
    const { userId } = await instance.signUp(home, ADA);
    const authenticator = new Authenticator();
    return { instance, home, authenticator, userId, id: await enrolPasskey(home, authenticator) };
  }

  const lies: [title: string, lies: Lies][] = [
    ['another type', { type: 'webauthn.create' }],
    ['another challenge', { challenge: randomBytes(32).toString('base64url') }],
    ['an origin that is not allowed', { origin: 'https://evil.example' }],
    ['the RP id of another site', { rpId: 'evil.example' }],
    ['no user at the device', { userPresent: false }],
    ['a user who was not verified', { userVerified: false }],
    ['a frame of another site', { crossOrigin: true }],
    ['cut authenticator data', { cut: 36 }],
    ['a signature of other bytes', { tamper: true }],
    ['a counter that went back', { counter: 1 }],
    ['no user handle', { userHandle: null }],
    ['the user handle of another user', { userHandle: randomBytes(32).toString('base64url') }],
  ];
  it('a sign-in with a forged answer is refused without a reason, and uses up the challenge', async () => {
    const { instance, authenticator } = await enrolled();
    for (const [title, lie] of lies) {
      const browser = instance.browser();
      const { id, nonce } = await beginPasskey(browser);
      const refused = await answerPasskey(browser, id, authenticator.get(nonce, lie));
      assert.deepEqual([refused.status, refused.code], [422, 'passkey_invalid'], title);
      const again = await answerPasskey(browser, id, authenticator.get(nonce));
      assert.equal(again.code, 'verification_expired', title);
      assert.equal(again.client?.sessions.length ?? 0, 0);
    }
    assert.ok(instance.log.some((line) => line.includes('user-verification')));
    assert.equal((await signInByPasskey(instance.browser(), authenticator)).response.status, 'complete');
  });

  it('a passkey with an algorithm that was not offered, or a forged answer, is not created', async () => {
    const instance = await open({ config: CONFIG });
    const browser = instance.browser();
    await instance.signUp(browser, ADA);
    const own: [string, Lies][] = [
      ['another type', { type: 'webauthn.get' }],
      ['an algorithm that was not offered', { algorithm: 'ES384' }],
    ];
    for (const [title, lie] of [...own, ...lies.slice(1, 7)]) {
      const { response } = await browser.post(PASSKEYS);
      const path = `${PASSKEYS}/${response.id}/attempt_verification`;
      const attempt = (lied: Lies) =>
        browser.post(path, {
          public_key_credential: new Authenticator().create(response.verification.nonce, lied),
        });
      assert.equal((await attempt(lie)).code, 'passkey_invalid', title);
      assert.equal((await attempt({})).code, 'verification_expired', title);
    }
    assert.deepEqual((await browser.get('/v1/me')).response.passkeys, []);
  });

  it('a used answer is refused, in the same attempt and in a new one', async () => {
    const { instance, authenticator } = await enrolled();
    const browser = instance.browser();
    const { id, nonce } = await beginPasskey(browser);
    const credential = authenticator.get(nonce);
    assert.equal((await answerPasskey(browser, id, credential)).response.status, 'complete');
    assert.equal((await answerPasskey(browser, id, credential)).code, 'verification_already_verified');
    const other = instance.browser();
    const begun = await beginPasskey(other);
    assert.equal((await answerPasskey(other, begun.id, credential)).code, 'passkey_invalid');
  });

  itOnBoth('one of 20 parallel answers to a challenge signs in', async () => {
    const { instance, authenticator, userId } = await enrolled();
    const browser = instance.browser();
    const { id, nonce } = await beginPasskey(browser);
    const credential = authenticator.get(nonce);
    const answers = await Promise.all(Array.from({ length: 20 }, () => answerPasskey(browser, id, credential)));
    const won = answers.filter(({ status }) => status === 200);
    assert.equal(won.length, 1);
    const sessions = await instance.storage.listUserSessions(userId, instance.clock.now());
    assert.equal(sessions.length, 2);
  });

  itOnBoth('one of 20 parallel requests creates the passkey', async () => {
    const instance = await open({ config: CONFIG });
    const browser = instance.browser();
    await instance.signUp(browser, ADA);
    const { response } = await browser.post(PASSKEYS);
    const form = { public_key_credential: new Authenticator().create(response.verification.nonce) };
    const path = `${PASSKEYS}/${response.id}/attempt_verification`;
    const answers = await Promise.all(Array.from({ length: 20 }, () => browser.post(path, form)));
    assert.equal(answers.filter(({ status }) => status === 200).length, 1);
    assert.equal((await browser.get('/v1/me')).response.passkeys.length, 1);
  });

  it('a challenge is dead after ten minutes, after a newer one, and in another browser', async () => {
    const { instance, authenticator } = await enrolled();
    const late = instance.browser();
    const begun = await beginPasskey(late);
    instance.clock.advance(600_000);
    assert.equal((await answerPasskey(late, begun.id, authenticator.get(begun.nonce))).code, 'verification_expired');

    const browser = instance.browser();
    const first = await beginPasskey(browser);
    const prepare = { strategy: 'passkey' };
    await browser.post(`${SIGN_INS}/${first.id}/prepare_first_factor`, prepare);
    assert.equal((await answerPasskey(browser, first.id, authenticator.get(first.nonce))).code, 'passkey_invalid');

    const victim = await beginPasskey(instance.browser());
    const thief = instance.browser();
    await beginPasskey(thief);
    assert.equal((await answerPasskey(thief, victim.id, authenticator.get(victim.nonce))).status, 404);
  });

  it('a challenge to create a passkey does not sign in, and the reverse', async () => {
    const { instance, home, authenticator } = await enrolled();
    const enrolment = await home.post(PASSKEYS);
    const browser = instance.browser();
    const { id, nonce } = await beginPasskey(browser);
    const options = JSON.parse(enrolment.response.verification.nonce);
    const crossed = JSON.stringify({ ...JSON.parse(nonce), challenge: options.challenge });
    assert.equal((await answerPasskey(browser, id, authenticator.get(crossed))).code, 'passkey_invalid');
    const form = { public_key_credential: authenticator.get(nonce) };
    const wrong = await home.post(`${PASSKEYS}/${enrolment.response.id}/attempt_verification`, form);
    assert.equal(wrong.code, 'passkey_invalid');
  });

  it('the passkey of another user does not sign in to a named account', async () => {
    const { instance } = await enrolled();
    const bob = instance.browser();
    const bobs = new Authenticator();
    await instance.signUp(bob, 'bob@example.com');
    await enrolPasskey(bob, bobs);
    const browser = instance.browser();
    const { response } = await browser.post(SIGN_INS, { identifier: ADA });
    const path = `${SIGN_INS}/${response.id}`;
    const prepared = await browser.post(`${path}/prepare_first_factor`, { strategy: 'passkey' });
    const credential = bobs.get(prepared.response.first_factor_verification.nonce);
    assert.equal((await answerPasskey(browser, response.id, credential)).code, 'passkey_not_registered');
  });

  it('a passkey that a user has cannot be created again', async () => {
    const { instance, authenticator } = await enrolled();
    const bob = instance.browser();
    await instance.signUp(bob, 'bob@example.com');
    const { response } = await bob.post(PASSKEYS);
    const [key] = authenticator.credentials;
    const form = { public_key_credential: authenticator.create(response.verification.nonce, { reuse: key?.id }) };
    const taken = await bob.post(`${PASSKEYS}/${response.id}/attempt_verification`, form);
    assert.equal(taken.code, 'passkey_already_exists');
  });

  it('the passkey of another user cannot be read, finished, renamed or removed', async () => {
    const { instance, id } = await enrolled();
    const bob = instance.browser();
    await instance.signUp(bob, 'bob@example.com');
    const before = await bob.get(`${PASSKEYS}/pky_nobodys`);
    const answers = [
      await bob.get(`${PASSKEYS}/${id}`),
      await bob.post(`${PASSKEYS}/${id}/attempt_verification`, { public_key_credential: '{}' }),
      await bob.override('PATCH', `${PASSKEYS}/${id}`, { name: 'Mine' }),
      await bob.override('DELETE', `${PASSKEYS}/${id}`),
    ];
    for (const { status, body } of answers) assert.deepEqual([status, body.errors], [404, before.body.errors]);
    assert.equal((await instance.browser().post(PASSKEYS)).status, 401);
  });

  it('creating, renaming and removing a passkey need reverification', async () => {
    const { instance, home, id } = await enrolled();
    instance.clock.advance(FRESH_MS);
    const answers = [
      await home.post(PASSKEYS),
      await home.override('PATCH', `${PASSKEYS}/${id}`, { name: 'Mine' }),
      await home.override('DELETE', `${PASSKEYS}/${id}`),
    ];
    for (const { status, code } of answers) {
      assert.deepEqual([status, code], [403, 'session_reverification_required']);
    }
    const { response } = await home.get('/v1/me');
    assert.deepEqual([response.passkeys.length, response.passkeys[0].name], [1, 'Chrome on Linux']);
  });

  it('the owner is told by mail of a passkey that was added or removed', async () => {
    const { instance, home, id } = await enrolled();
    const kinds = () => instance.mailbox.messages.flatMap((mail) => ('kind' in mail ? [[mail.to, mail.kind]] : []));
    assert.deepEqual(kinds().at(-1), [ADA, 'passkey_added']);
    await home.override('DELETE', `${PASSKEYS}/${id}`);
    assert.deepEqual(kinds().at(-1), [ADA, 'passkey_removed']);
  });

  it('wrong passwords never lock a passkey out', async () => {
    const { instance, authenticator, userId } = await enrolled();
    const later = instance.clock.now() + 3_600_000;
    await instance.storage.updateUser(userId, { failed_attempts: 100, retry_at: later }, instance.clock.now());
    const locked = await instance.browser().post(SIGN_INS, { identifier: ADA, password: PASSWORD });
    assert.equal(locked.code, 'user_locked');
    assert.equal((await signInByPasskey(instance.browser(), authenticator)).response.status, 'complete');
  });

  it('a banned user is not signed in by a passkey', async () => {
    const { instance, authenticator, userId } = await enrolled();
    await instance.storage.updateUser(userId, { banned: true }, instance.clock.now());
    const refused = await signInByPasskey(instance.browser(), authenticator);
    assert.equal(refused.code, 'user_banned');
  });

  it('a user who is signed in is not signed in once more by the passkey', async () => {
    const { home, authenticator } = await enrolled();
    const again = await signInByPasskey(home, authenticator);
    assert.equal(again.code, 'identifier_already_signed_in');
    assert.equal(again.status, 400);
  });

  it('the cookie from before the sign-in is dead afterwards', async () => {
    const { instance, authenticator } = await enrolled();
    const browser = instance.browser();
    const { id, nonce } = await beginPasskey(browser);
    const planted = new Map(browser.cookies);
    await answerPasskey(browser, id, authenticator.get(nonce));
    assert.notDeepEqual(new Map(browser.cookies), planted);
    const thief = instance.browser();
    for (const [name, value] of planted) thief.cookies.set(name, value);
    assert.equal((await thief.get('/v1/me')).status, 401);
  });

  it('malformed answers are refused without a failure', async () => {
    const { instance } = await enrolled();
    for (const text of ['', '{', 'null', '[]', '{"type":"public-key"}', 'x'.repeat(40_000)]) {
      const browser = instance.browser();
      const { id } = await beginPasskey(browser);
      const refused = await answerPasskey(browser, id, text);
      assert.deepEqual([refused.status, refused.code], [422, 'passkey_invalid'], text.slice(0, 20));
    }
    const browser = instance.browser();
    const { id } = await beginPasskey(browser);
    const missing = await browser.post(`${SIGN_INS}/${id}/attempt_first_factor`, { strategy: 'passkey' });
    assert.deepEqual([missing.code, missing.param], ['form_param_missing', 'public_key_credential']);
  });
});
