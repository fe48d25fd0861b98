import assert from 'node:assert/strict';
import { it } from 'node:test';
import { itOnBoth, onSqlite } from '../../support/each-storage.ts';
import { PASSWORD } from '../../support/instance.ts';
import { assertNoSession, enrolTotp } from '../../support/second-factors.ts';
import { ticketsOf } from '../../support/tickets.ts';

const SIGN_UPS = '/v1/client/sign_ups';
const SIGN_INS = '/v1/client/sign_ins';
const DAY = 86_400_000;
const EMAIL = 'ada@example.com';
const NO_PASSWORD = { attributes: { password: 'optional' } } as const;

onSqlite('tickets', (open) => {
  it('an invitation lets a user sign up with a verified address when sign-up is restricted', async () => {
    const instance = await open({ config: { signUp: { mode: 'restricted' } } });
    const { invitations } = ticketsOf(instance);
    const { url, token } = await invitations.create({ emailAddress: EMAIL, publicMetadata: { role: 'editor' } });
    const [mail] = instance.mailbox.to(EMAIL);
    const invitation = { to: EMAIL, channel: 'email', template: 'invitation', url, expiresInDays: 30 };
    assert.deepEqual(mail, { ...invitation, publicMetadata: { role: 'editor' } });
    assert.ok(url.startsWith('https://clerk.example.com/v1/tickets/accept?ticket='));

    const browser = instance.browser();
    const started = await browser.post(SIGN_UPS, { strategy: 'ticket', ticket: token });
    assert.equal(started.status, 200);
    assert.equal(started.response.email_address, EMAIL);
    assert.deepEqual(started.response.unverified_fields, []);
    assert.deepEqual(started.response.missing_fields, ['password']);
    assert.equal(started.response.verifications.email_address.status, 'verified');
    assert.equal(started.response.verifications.email_address.strategy, 'ticket');
    const path = `${SIGN_UPS}/${started.response.id}`;
    const done = await browser.override('PATCH', path, { password: PASSWORD });
    assert.equal(done.response.status, 'complete');
    const user = done.client?.sessions[0]?.user;
    assert.equal(user?.email_addresses[0]?.verification?.strategy, 'ticket');
    assert.deepEqual(user?.public_metadata, { role: 'editor' });
    assert.equal((await invitations.list())[0]?.status, 'accepted');
  });

  it('the email address of an invitation can be neither changed nor removed', async () => {
    const instance = await open();
    const { token } = await ticketsOf(instance).invitations.create({ emailAddress: EMAIL, notify: false });
    assert.equal(instance.mailbox.messages.length, 0);
    const browser = instance.browser();
    const ticket = { strategy: 'ticket', ticket: token };
    const other = await browser.post(SIGN_UPS, { ...ticket, email_address: 'eve@example.com' });
    assert.deepEqual([other.status, other.code, other.param], [422, 'form_param_value_invalid', 'email_address']);
    const { response } = await browser.post(SIGN_UPS, { ...ticket, email_address: 'ADA@example.com' });
    for (const email_address of ['eve@example.com', '']) {
      const changed = await browser.override('PATCH', `${SIGN_UPS}/${response.id}`, { email_address });
      assert.equal(changed.code, 'form_param_value_invalid');
    }
  });

  it('an invitation can be added to a pending sign-up', async () => {
    const instance = await open();
    const { token } = await ticketsOf(instance).invitations.create({ emailAddress: EMAIL });
    const browser = instance.browser();
    const { response } = await browser.post(SIGN_UPS, { email_address: 'other@example.com' });
    const path = `${SIGN_UPS}/${response.id}`;
    const done = await browser.override('PATCH', path, { ticket: token, password: PASSWORD });
    assert.equal(done.response.status, 'complete');
    assert.equal(done.client?.sessions[0]?.public_user_data.identifier, EMAIL);
  });

  it('the server says why it refuses an invitation or a sign-in token', async () => {
    const instance = await open({ config: NO_PASSWORD });
    const { invitations, signInTokens } = ticketsOf(instance);
    const { userId } = await instance.signUp(instance.browser(), 'owner@example.com');
    const signUp = (ticket: string) => instance.browser().post(SIGN_UPS, { strategy: 'ticket', ticket });
    const signIn = (ticket: string) => instance.browser().post(SIGN_INS, { strategy: 'ticket', ticket });
    const invite = () => invitations.create({ emailAddress: EMAIL, notify: false, ignoreExisting: true });
    const refused = async (answer: ReturnType<typeof signUp>, code: string) => {
      const { status, code: given } = await answer;
      assert.deepEqual([status, given], [400, code]);
    };

    await refused(signUp('nonsense'), 'ticket_invalid_code');
    await refused(signUp('A'.repeat(43)), 'ticket_invalid_code');
    await refused(signIn('A'.repeat(43)), 'ticket_invalid_code');
    const revoked = await invite();
    assert.equal(await invitations.revoke(revoked.id), true);
    assert.equal(await invitations.revoke(revoked.id), false);
    await refused(signUp(revoked.token), 'revoked_invitation');
    const unused = await signInTokens.create({ userId });
    assert.equal(await signInTokens.revoke(unused.id), true);
    await refused(signIn(unused.token), 'sign_in_token_revoked_code');
    const short = await signInTokens.create({ userId, expiresInSeconds: 60 });
    const invited = await invite();
    const used = await invite();
    await refused(signIn(invited.token), 'invitation_account_not_exists');
    await refused(signUp(short.token), 'ticket_invalid_code');
    assert.equal((await signUp(used.token)).response.status, 'complete');
    await refused(signUp(used.token), 'invitation_already_accepted');
    await refused(signUp(invited.token), 'invitation_account_exists');
    instance.clock.advance(60_000);
    await refused(signIn(short.token), 'ticket_expired_code');
    instance.clock.advance(30 * DAY);
    await refused(signUp(invited.token), 'ticket_expired_code');
    await assert.rejects(invitations.revoke(short.id), { code: 'resource_not_found' });
  });

  it('a sign-in token signs its user in once', async () => {
    const instance = await open();
    const { userId } = await instance.signUp(instance.browser(), EMAIL);
    const { token } = await ticketsOf(instance).signInTokens.create({ userId });
    const browser = instance.browser();
    const done = await browser.post(SIGN_INS, { strategy: 'ticket', ticket: token });
    assert.equal(done.response.status, 'complete');
    assert.equal(done.client?.sessions[0]?.user?.id, userId);
    assert.equal(done.response.first_factor_verification.strategy, 'ticket');
    assert.equal(done.response.first_factor_verification.status, 'verified');
    const again = await instance.browser().post(SIGN_INS, { strategy: 'ticket', ticket: token });
    assert.deepEqual([again.status, again.code], [400, 'sign_in_token_already_used_code']);
    assert.ok(!JSON.stringify(instance.log).includes(token));
  });

  it('a sign-in token of a user who is already signed in is refused, and stays valid', async () => {
    const instance = await open();
    const browser = instance.browser();
    const { userId, sessionId } = await instance.signUp(browser, EMAIL);
    const { token } = await ticketsOf(instance).signInTokens.create({ userId });
    const refused = await browser.post(SIGN_INS, { strategy: 'ticket', ticket: token });
    assert.equal(refused.code, 'identifier_already_signed_in');
    assert.equal(refused.body.errors?.[0]?.meta?.session_id, sessionId);
    const other = await instance.browser().post(SIGN_INS, { strategy: 'ticket', ticket: token });
    assert.equal(other.response.status, 'complete');
  });

  it('a sign-in token does not replace the second factor, and creates no session before it', async () => {
    const instance = await open({ config: { secondFactors: { totp: true } } });
    const owner = instance.browser();
    const { userId } = await instance.signUp(owner, EMAIL);
    const app = await enrolTotp(instance, owner);
    const { token } = await ticketsOf(instance).signInTokens.create({ userId });
    const browser = instance.browser();
    const first = await browser.post(SIGN_INS, { strategy: 'ticket', ticket: token });
    assert.equal(first.response.status, 'needs_second_factor');
    await assertNoSession(browser, first);
    const form = { strategy: 'totp', code: app.code() };
    const path = `${SIGN_INS}/${first.response.id}/attempt_second_factor`;
    assert.equal((await browser.post(path, form)).response.status, 'complete');
    const again = await instance.browser().post(SIGN_INS, { strategy: 'ticket', ticket: token });
    assert.equal(again.code, 'sign_in_token_already_used_code');
  });

  it('an invitation of a user who already has an account only names the identifier to sign in with', async () => {
    const instance = await open();
    const { token } = await ticketsOf(instance).invitations.create({ emailAddress: EMAIL });
    await instance.signUp(instance.browser(), EMAIL);
    const browser = instance.browser();
    const { response, client } = await browser.post(SIGN_INS, { strategy: 'ticket', ticket: token });
    assert.deepEqual([response.status, response.identifier], ['needs_first_factor', EMAIL]);
    assert.deepEqual(client?.sessions, []);
    const factor = { strategy: 'password', password: PASSWORD };
    const done = await browser.post(`${SIGN_INS}/${response.id}/attempt_first_factor`, factor);
    assert.equal(done.response.status, 'complete');
  });

  itOnBoth('20 parallel redemptions of a ticket create one account or one session', async () => {
    const instance = await open({ config: NO_PASSWORD });
    const { invitations, signInTokens } = ticketsOf(instance);
    const race = async (path: string, ticket: string) => {
      const form = { strategy: 'ticket', ticket };
      const answers = await Promise.all(Array.from({ length: 20 }, () => instance.browser().post(path, form)));
      const won = answers.filter(({ status }) => status === 200);
      assert.deepEqual([...new Set(answers.map(({ status }) => status))].sort(), [200, 400]);
      assert.equal(won.length, 1);
      assert.equal(won[0]?.response.status, 'complete');
      return won[0]?.client?.sessions[0]?.user?.id ?? '';
    };
    const invitation = await invitations.create({ emailAddress: EMAIL });
    const userId = await race(SIGN_UPS, invitation.token);
    assert.equal((await instance.storage.listUserSessions(userId, instance.clock.now())).length, 1);
    const token = await signInTokens.create({ userId });
    assert.equal(await race(SIGN_INS, token.token), userId);
    assert.equal((await instance.storage.listUserSessions(userId, instance.clock.now())).length, 2);
  });

  it('the server refuses invitations and sign-in tokens with invalid values', async () => {
    const instance = await open();
    const { invitations, signInTokens } = ticketsOf(instance);
    const { userId } = await instance.signUp(instance.browser(), 'owner@example.com');
    const bad = [
      [{ emailAddress: 'no address' }, 'form_param_format_invalid'],
      [{ emailAddress: 'owner@example.com' }, 'form_identifier_exists'],
      [{ emailAddress: EMAIL, redirectUrl: 'https://evil.example/' }, 'form_param_value_invalid'],
      [{ emailAddress: EMAIL, redirectUrl: '//evil.example' }, 'form_param_value_invalid'],
      [{ emailAddress: EMAIL, expiresInDays: 0 }, 'form_param_value_invalid'],
      [{ emailAddress: EMAIL, expiresInDays: 366 }, 'form_param_value_invalid'],
      [{ emailAddress: EMAIL, publicMetadata: { a: 'x'.repeat(9000) } }, 'form_param_max_length_exceeded'],
    ] as const;
    for (const [input, code] of bad) await assert.rejects(invitations.create(input), { code });
    await assert.rejects(signInTokens.create({ userId: 'user_nobody' }), { code: 'resource_not_found' });
    await assert.rejects(signInTokens.create({ userId, expiresInSeconds: 2_592_001 }), {
      code: 'form_param_value_invalid',
    });
    assert.deepEqual(await invitations.list(), []);
  });

  it('an invitation whose email could not be sent is not valid', async () => {
    const instance = await open();
    const { invitations } = ticketsOf(instance);
    instance.mailbox.failing = true;
    await assert.rejects(invitations.create({ emailAddress: EMAIL }), { code: 'service_unavailable' });
    assert.deepEqual(
      (await invitations.list()).map(({ status }) => status),
      ['revoked'],
    );
  });
});
