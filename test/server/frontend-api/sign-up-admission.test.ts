import assert from 'node:assert/strict';
import { it } from 'node:test';
import { onSqlite } from '../../support/each-storage.ts';
import { PASSWORD } from '../../support/instance.ts';
import { ticketsOf } from '../../support/tickets.ts';

const SIGN_UPS = '/v1/client/sign_ups';
const SIGN_INS = '/v1/client/sign_ins';

onSqlite('who may sign up', (open) => {
  it('the mode of the instance decides about a sign-up before anything else', async () => {
    const modes = [
      ['restricted', 'sign_up_mode_restricted'],
      ['waitlist', 'sign_up_restricted_waitlist'],
    ] as const;
    for (const [mode, code] of modes) {
      const instance = await open({ config: { signUp: { mode } } });
      const { user_settings } = (await instance.browser().get<Record<string, never>>('/v1/environment')).body;
      assert.equal((user_settings as unknown as { sign_up: { mode: string } }).sign_up.mode, mode);
      const forms: Record<string, string>[] = [
        {},
        { email_address: 'ada@example.com', password: PASSWORD },
        { email_address: 'x' },
      ];
      for (const form of forms) {
        const answer = await instance.browser().post(SIGN_UPS, form);
        assert.deepEqual([answer.status, answer.code], [403, code]);
        assert.equal(answer.client, null);
      }
    }
  });

  it('allowlist and blocklist decide about a sign-up without saying which', async () => {
    const restrictions = { allowlist: ['@acme.example'], blocklist: ['eve@acme.example'] };
    const instance = await open({ config: { restrictions } });
    const start = (email_address: string) => instance.browser().post(SIGN_UPS, { email_address, password: PASSWORD });
    const [foreign, blocked] = [await start('ada@other.example'), await start('Eve+x@acme.example')];
    assert.deepEqual([foreign.status, foreign.code, foreign.param], [403, 'not_allowed_access', 'email_address']);
    assert.deepEqual(blocked.body.errors, foreign.body.errors);
    const { userId } = await instance.signUp(instance.browser(), 'ada@acme.example');
    assert.ok(userId);
    const { response } = await instance.browser().post(SIGN_UPS, {});
    assert.equal(response.status, 'missing_requirements');
  });

  it('restrictions are checked again when the account is created, so a change of the address does not help', async () => {
    const restrictions = { allowlist: ['@acme.example'] };
    const instance = await open({ config: { restrictions } });
    const browser = instance.browser();
    const { response } = await browser.post(SIGN_UPS, { email_address: 'ada@acme.example', password: PASSWORD });
    const changed = await browser.override('PATCH', `${SIGN_UPS}/${response.id}`, { email_address: 'a@other.example' });
    assert.equal(changed.code, 'not_allowed_access');
  });

  it('the allowlist needs a verified identifier that it names', async () => {
    const instance = await open({
      config: {
        restrictions: { allowlist: ['@acme.example'] },
        attributes: { username: 'required', emailAddress: 'optional', password: 'required' },
        signUp: { verifyEmailAddress: false },
      },
    });
    const unnamed = await instance.browser().post(SIGN_UPS, { username: 'ada_b', password: PASSWORD });
    assert.deepEqual([unnamed.status, unnamed.code], [403, 'not_allowed_access']);
    const claimed = { username: 'ada_b', password: PASSWORD, email_address: 'ada@acme.example' };
    const unproven = await instance.browser().post(SIGN_UPS, claimed);
    assert.deepEqual([unproven.status, unproven.code], [403, 'not_allowed_access']);
  });

  it('an invited person may sign up whatever the allowlist says', async () => {
    const instance = await open({ config: { restrictions: { allowlist: ['@acme.example'] } } });
    const { token } = await ticketsOf(instance).invitations.create({ emailAddress: 'guest@other.example' });
    const form = { strategy: 'ticket', ticket: token, password: PASSWORD };
    assert.equal((await instance.browser().post(SIGN_UPS, form)).response.status, 'complete');
  });

  it('subaddresses and disposable addresses are refused when the settings say so', async () => {
    const restrictions = { blockSubaddresses: true, blockDisposable: true };
    const { browser } = await open({ config: { restrictions } });
    for (const email_address of ['ada+shop@acme.example', 'ada@mailinator.com']) {
      const answer = await browser().post(SIGN_UPS, { email_address, password: PASSWORD });
      assert.deepEqual(
        [answer.status, answer.code, answer.param],
        [422, 'form_email_address_blocked', 'email_address'],
      );
    }
  });

  it('the lists do not restrict sign-in unless the settings say so', async () => {
    const lists = { blocklist: ['ada@acme.example'] };
    for (const onSignIn of [false, true]) {
      const instance = await open({ config: { restrictions: { ...lists, onSignIn } } });
      const { token } = await ticketsOf(instance).invitations.create({ emailAddress: 'ada@acme.example' });
      const form = { strategy: 'ticket', ticket: token, password: PASSWORD };
      assert.equal((await instance.browser().post(SIGN_UPS, form)).response.status, 'complete');
      const signIn = { identifier: 'ada@acme.example', password: PASSWORD };
      const answer = await instance.browser().post(SIGN_INS, signIn);
      assert.deepEqual([answer.status, answer.code], onSignIn ? [403, 'not_allowed_access'] : [200, undefined]);
    }
  });

  it('the lists restrict identifiers that are added later, too', async () => {
    const instance = await open({
      config: {
        restrictions: { allowlist: ['@acme.example'], blocklist: ['+1415*'] },
        attributes: { phoneNumber: 'optional' },
      },
    });
    const browser = instance.browser();
    await instance.signUp(browser, 'ada@acme.example');
    const email = await browser.post('/v1/me/email_addresses/', { email_address: 'ada@other.example' });
    assert.deepEqual([email.status, email.code], [403, 'not_allowed_access']);
    const phone = await browser.post('/v1/me/phone_numbers/', { phone_number: '+14155552671' });
    assert.deepEqual([phone.status, phone.code], [403, 'not_allowed_access']);
    const own = await browser.post('/v1/me/email_addresses/', { email_address: 'ada.b@acme.example' });
    assert.equal(own.status, 200);
  });
});
