import assert from 'node:assert/strict';
import { it } from 'node:test';
import { hash } from '@node-rs/argon2';
import { onEachStorage } from '../../support/each-storage.ts';
import { PASSWORD } from '../../support/instance.ts';
import { ticketsOf } from '../../support/tickets.ts';

const SIGN_INS = '/v1/client/sign_ins';
const SIGN_UPS = '/v1/client/sign_ups';
const EMAIL = 'ada@bücher.example';
/** The same mailbox, as browsers, copied text and East Asian keyboards hand it over. */
const SPELLINGS = [
  EMAIL,
  'ada@xn--bcher-kva.example',
  'ADA@BÜCHER.example',
  'ada@bu\u0308cher.example',
  'ada@bücher.example\u200b',
  '\u2066ada@bücher.example\u2069',
  'ａｄａ＠ｂücher．ｅｘａｍｐｌｅ',
];

onEachStorage('one mailbox under all spellings of its address', (open) => {
  it('all spellings of an address are one account at sign-in, sign-up, adding and inviting', async () => {
    const instance = await open();
    const { userId } = await instance.signUp(instance.browser(), EMAIL);
    const other = instance.browser();
    await instance.signUp(other, 'bo@example.com');
    for (const spelling of SPELLINGS) {
      const browser = instance.browser();
      const signedIn = await browser.post(SIGN_INS, { identifier: spelling, password: PASSWORD });
      assert.equal(signedIn.response?.status, 'complete', spelling);
      assert.equal(signedIn.client?.sessions[0]?.user?.id, userId);
      assert.equal(signedIn.client?.sessions[0]?.user?.email_addresses[0]?.email_address, EMAIL, 'readable');
      const again = await instance.browser().post(SIGN_UPS, { email_address: spelling, password: PASSWORD });
      assert.equal(again.code, 'form_identifier_exists', spelling);
      const added = await other.post('/v1/me/email_addresses', { email_address: spelling });
      assert.equal(added.code, 'form_identifier_exists', spelling);
      const invited = ticketsOf(instance).invitations.create({ emailAddress: spelling });
      await assert.rejects(invited, { code: 'form_identifier_exists' }, spelling);
    }
  });

  it('all spellings of an address take one code, and count together for messages', async () => {
    const instance = await open();
    await instance.signUp(instance.browser(), 'ada@xn--bcher-kva.example');
    for (const spelling of SPELLINGS) {
      instance.clock.advance(3_600_000);
      const browser = instance.browser();
      const { response } = await browser.post(SIGN_INS, { identifier: spelling, strategy: 'email_code' });
      const second = SPELLINGS[(SPELLINGS.indexOf(spelling) + 1) % SPELLINGS.length] as string;
      const early = await instance.browser().post(SIGN_INS, { identifier: second, strategy: 'email_code' });
      assert.equal(early.code, 'too_many_requests', spelling);
      const code = instance.mailbox.lastCode('ada@xn--bcher-kva.example');
      const wide = code.replace(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit)));
      const form = { strategy: 'email_code', code: `\u200b${wide}` };
      const done = await browser.post(`${SIGN_INS}/${response.id}/attempt_first_factor`, form);
      assert.equal(done.response?.status, 'complete', spelling);
    }
  });

  it('all spellings of an address are one entry of a list, and one of the waitlist', async () => {
    for (const entry of SPELLINGS) {
      const instance = await open({ config: { restrictions: { blocklist: [entry] } } });
      for (const spelling of SPELLINGS) {
        const refused = await instance.browser().post(SIGN_UPS, { email_address: spelling, password: PASSWORD });
        assert.equal(refused.code, 'not_allowed_access', `${entry}: ${spelling}`);
      }
      await instance.close();
    }
    const waiting = await open({ config: { signUp: { mode: 'waitlist' } } });
    const ids = new Set<unknown>();
    for (const spelling of SPELLINGS) {
      ids.add((await waiting.browser().post('/v1/waitlist', { email_address: spelling })).response.id);
    }
    assert.equal(ids.size, 1);
  });

  it('other spellings match the address of an invitation and a test address', async () => {
    const instance = await open({ config: { testMode: true, forceTestMode: true } });
    const { token } = await ticketsOf(instance).invitations.create({ emailAddress: ` ${SPELLINGS[3]}\u200b` });
    const form = { ticket: token, email_address: SPELLINGS[1] as string, password: PASSWORD };
    assert.equal((await instance.browser().post(SIGN_UPS, form)).response.status, 'complete');
    const browser = instance.browser();
    const test = { email_address: 'Bo+CLERK_TEST@example.com', password: PASSWORD };
    const { response } = await browser.post(SIGN_UPS, test);
    await browser.post(`${SIGN_UPS}/${response.id}/prepare_verification`, { strategy: 'email_code' });
    const code = { strategy: 'email_code', code: '424242' };
    const done = await browser.post(`${SIGN_UPS}/${response.id}/attempt_verification`, code);
    assert.equal(done.response.status, 'complete');
  });
});

onEachStorage('a username and a number', (open) => {
  it('a username and a number name one account in any width, script of digits and case', async () => {
    const instance = await open({
      config: { attributes: { emailAddress: 'required', username: 'optional', phoneNumber: 'optional' } },
    });
    const browser = instance.browser();
    const { userId } = await instance.signUp(browser, 'ada@example.com', { username: 'Ａｄａ＿Ｌ' });
    const { username } = (await instance.storage.findUser(userId)) ?? {};
    assert.equal(username, 'Ada_L');
    for (const spelling of ['ada_l', 'ADA_L', 'ａｄａ＿ｌ', '\u200bada_l']) {
      const { response } = await instance.browser().post(SIGN_INS, { identifier: spelling, password: PASSWORD });
      assert.equal(response?.status, 'complete', spelling);
      const taken = { email_address: 'bo@example.com', username: spelling, password: PASSWORD };
      assert.equal((await instance.browser().post(SIGN_UPS, taken)).code, 'form_identifier_exists', spelling);
    }
    const added = await browser.post('/v1/me/phone_numbers', { phone_number: '+١٢٠٢٥٥٥٠١٤٣' });
    assert.equal(added.response.phone_number, '+12025550143');
    const path = `/v1/me/phone_numbers/${added.response.id}`;
    await browser.post(`${path}/prepare_verification`, { strategy: 'phone_code' });
    await browser.post(`${path}/attempt_verification`, { code: instance.mailbox.lastCode('+12025550143') });
    for (const spelling of ['+12025550143', '＋１２０２５５５０１４３', '\u202a+1 (202) 555‑0143\u202c']) {
      const { response } = await instance.browser().post(SIGN_INS, { identifier: spelling, password: PASSWORD });
      assert.equal(response?.status, 'complete', spelling);
    }
  });
});

onEachStorage('a password', (open) => {
  const COMPOSED = 'un café très sûr';
  const SAME = [
    COMPOSED,
    COMPOSED.normalize('NFD'),
    COMPOSED.replaceAll(' ', '\u00a0'),
    COMPOSED.replaceAll(' ', '\u3000'),
  ];

  it('a password is right however a keyboard composes its letters', async () => {
    const instance = await open();
    for (const [i, set] of SAME.entries()) {
      const email = `ada${i}@example.com`;
      await instance.signUp(instance.browser(), email, { password: set });
      for (const typed of SAME) {
        const { response } = await instance.browser().post(SIGN_INS, { identifier: email, password: typed });
        assert.equal(response?.status, 'complete', JSON.stringify([set, typed]));
      }
      const wrong = await instance.browser().post(SIGN_INS, { identifier: email, password: 'un cafe tres sur' });
      assert.equal(wrong.code, 'form_password_incorrect', 'accents count');
    }
    const browser = instance.browser();
    await browser.post(SIGN_INS, { identifier: 'ada0@example.com', password: COMPOSED });
    const [, decomposed = ''] = SAME;
    const change = { current_password: decomposed, new_password: decomposed };
    assert.equal((await browser.post('/v1/me/change_password', change)).code, 'form_new_password_matches_current');
  });

  it('a password that was hashed as typed is still right, and its hash is renewed', async () => {
    const instance = await open();
    const [, decomposed = ''] = SAME;
    const { userId } = await instance.signUp(instance.browser(), 'ada@example.com');
    const old = await hash(decomposed, { memoryCost: 19_456, timeCost: 2, parallelism: 1 });
    await instance.storage.updateUser(userId, { password_hash: old }, instance.clock.now());
    const signIn = async (password: string) =>
      (await instance.browser().post(SIGN_INS, { identifier: 'ada@example.com', password })).response?.status;
    assert.equal(await signIn(COMPOSED), undefined, 'the old hash knows one way to type it');
    assert.equal(await signIn(decomposed), 'complete');
    assert.notEqual((await instance.storage.findUser(userId))?.password_hash, old);
    for (const typed of SAME) assert.equal(await signIn(typed), 'complete');
  });
});
