import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { hash } from '@node-rs/argon2';
import { createPasswordHasher } from '../../../src/server/factors/password/password-hasher.ts';
import { countingHasher } from '../../support/counting-hasher.ts';
import { onSqlite } from '../../support/each-storage.ts';
import { getTestInstance, PASSWORD } from '../../support/instance.ts';

const SIGN_UPS = '/v1/client/sign_ups';
const SIGN_INS = '/v1/client/sign_ins';

onSqlite('passwords', (open) => {
  it('passwords that are too long are refused before they are hashed', async () => {
    const passwords = countingHasher();
    const instance = await open({ passwords });
    await instance.signUp(instance.browser(), 'ada@example.com');
    const before = passwords.hashes;
    const tooLong: [string, string][] = [
      ['x'.repeat(73), 'form_password_length_too_long'],
      ['x'.repeat(129), 'form_password_length_too_long'],
      [`${' '.repeat(73)}`, 'form_password_length_too_long'],
      ['😀'.repeat(73), 'form_password_length_too_long'],
      ['😀'.repeat(72), 'form_password_size_in_bytes_exceeded'],
      ['x'.repeat(60_000), 'form_password_length_too_long'],
    ];
    for (const [password, code] of tooLong) {
      const up = await instance.browser().post(SIGN_UPS, { email_address: 'bo@example.com', password });
      assert.deepEqual([up.status, up.code, up.param], [422, code, 'password']);
      const known = await instance.browser().post(SIGN_INS, { identifier: 'ada@example.com', password });
      const unknown = await instance.browser().post(SIGN_INS, { identifier: 'no@example.com', password });
      assert.deepEqual([known.status, known.code], [422, code]);
      assert.deepEqual([unknown.status, unknown.code], [422, code]);
    }
    const huge = await instance.browser().post(SIGN_UPS, { password: 'x'.repeat(1_048_576) });
    assert.equal(huge.status, 413);
    assert.deepEqual([passwords.hashes, passwords.verifications, passwords.pretences], [before, 0, 0]);
  });

  it('passwords count to the last character: blanks at the edges, case, emoji, NUL, accents, and the 73rd byte', async () => {
    const instance = await open();
    const pairs: [string, string][] = [
      [' blanks around it ', 'blanks around it'],
      ['Case Is Kept Here', 'case is kept here'],
      ['emoji 😀 and a phrase', 'emoji 😁 and a phrase'],
      ['nul\u0000inside of it', 'nulinside of it'],
      ['ctrl\tand\nlines too', 'ctrl and lines too'],
      ['caf\u00e9 au lait phrase', 'cafe au lait phrase'],
      [`${'éa '.repeat(23)}12!`, `${'éa '.repeat(23)}12?`],
      [`${'x y'.repeat(23)}12!`, `${'x y'.repeat(23)}12?`],
      ['100% + a & b = c; d', '100% a & b = c; d'],
    ];
    for (const [i, [password, other]] of pairs.entries()) {
      const email = `user${i}@example.com`;
      await instance.signUp(instance.browser(), email, { password });
      const wrong = await instance.browser().post(SIGN_INS, { identifier: email, password: other });
      assert.equal(wrong.code, 'form_password_incorrect', other);
      const right = await instance.browser().post(SIGN_INS, { identifier: email, password });
      assert.equal(right.status, 200, password);
    }
  });

  it('passwords of unknown users cost the same work as wrong ones', async () => {
    const passwords = countingHasher();
    const instance = await open({ passwords });
    await instance.signUp(instance.browser(), 'ada@example.com');
    await instance.browser().post(SIGN_INS, { identifier: 'ada@example.com', password: 'wrong password' });
    assert.deepEqual([passwords.verifications, passwords.pretences], [1, 0]);
    await instance.browser().post(SIGN_INS, { identifier: 'no@example.com', password: 'wrong password' });
    assert.deepEqual([passwords.verifications, passwords.pretences], [1, 1]);
  });

  it('passwords are stored as argon2id, and hashed again at sign-in when the parameters have changed', async () => {
    const instance = await open({ passwords: createPasswordHasher() });
    const { userId } = await instance.signUp(instance.browser(), 'ada@example.com');
    const fresh = (await instance.storage.findUser(userId))?.password_hash;
    assert.match(fresh ?? '', /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    const old = await hash(PASSWORD, { memoryCost: 8_192, timeCost: 1, parallelism: 1 });
    await instance.storage.updateUser(userId, { password_hash: old }, instance.clock.now());
    const signIn = (password: string) => instance.browser().post(SIGN_INS, { identifier: 'ada@example.com', password });
    assert.equal((await signIn('wrong password')).status, 422);
    assert.equal((await instance.storage.findUser(userId))?.password_hash, old);
    assert.equal((await signIn(PASSWORD)).status, 200);
    assert.match((await instance.storage.findUser(userId))?.password_hash ?? '', /m=19456,t=2,p=1/);
    assert.equal((await signIn(PASSWORD)).status, 200);
  });

  it('the sign-up keeps no copy of the password once the account is created', async () => {
    const instance = await open();
    const browser = instance.browser();
    await instance.signUp(browser, 'ada@example.com');
    const { response } = await browser.get('/v1/client');
    const { response: attempt } = await browser.post(SIGN_UPS, { email_address: 'bo@example.com', password: PASSWORD });
    assert.ok((await instance.storage.findSignUp(response.id, attempt.id))?.password_hash);
    const path = `${SIGN_UPS}/${attempt.id}`;
    await browser.post(`${path}/prepare_verification`, { strategy: 'email_code' });
    const code = instance.mailbox.lastCode('bo@example.com');
    await browser.post(`${path}/attempt_verification`, { strategy: 'email_code', code });
    assert.equal((await instance.storage.findSignUp(response.id, attempt.id))?.password_hash, null);
  });
});

describe('the password policy', () => {
  it('the password policy refuses what is easily guessed, says why, and has no rules about kinds of characters', async () => {
    const instance = await getTestInstance({ config: { applicationName: 'Acme Labs' } });
    const code = async (password: string): Promise<string | undefined> => {
      const form = { email_address: 'ada.berg@example.com', username: 'ada_berg', password };
      return (await instance.browser().post(SIGN_UPS, form)).code;
    };
    const refused: [string, string[]][] = [
      ['form_password_length_too_short', ['short', '1234567', '😀😀😀😀😀😀😀']],
      [
        'form_password_pwned',
        ['password', 'PASSWORD', 'Password1', 'password123!', 'iloveyou', 'qwertyuiop', 'sunshine99'],
      ],
      ['form_password_matches_identifier', ['ada.berg@example.com', 'ADA.BERG', 'ada_berg']],
      [
        'form_password_not_strong_enough',
        ['acme labs', 'AcmeLabs', 'acmelabs2026!', 'aaaaaaaaaaaa', 'zyxwvuts', 'ababababab'],
      ],
    ];
    for (const [expected, passwords] of refused) {
      for (const password of passwords) assert.equal(await code(password), expected, password);
    }
    const taken = [
      'a plain long phrase',
      'onlylowercaseletters',
      '8 chars!',
      'ಠ_ಠ ಠ_ಠ ಠ',
      'x'.repeat(3) + 'y'.repeat(3) + 'z'.repeat(3),
      'correct horse battery staple of sixty-four characters and some 72',
    ];
    for (const password of taken) assert.equal(await code(password), undefined, password);
    await instance.close();
  });
});

describe('the password queue', () => {
  it('the password queue runs one hash per core, answers 429 beyond its length, and counts no failure then', async () => {
    const passwords = createPasswordHasher(1);
    const instance = await getTestInstance({ passwords });
    const { userId } = await instance.signUp(instance.browser(), 'ada@example.com');
    let release = (): void => {};
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    const holders = Array.from({ length: 51 }, () => passwords.admit(() => gate));
    const busy = await instance.browser().post(SIGN_INS, { identifier: 'ada@example.com', password: 'wrong password' });
    assert.deepEqual([busy.status, busy.code, busy.headers.get('retry-after')], [429, 'too_many_requests', '1']);
    assert.equal((await instance.storage.findUser(userId))?.failed_attempts, 0);
    release();
    await Promise.all(holders);
    const right = await instance.browser().post(SIGN_INS, { identifier: 'ada@example.com', password: PASSWORD });
    assert.equal(right.status, 200);
    await instance.close();
  });
});
