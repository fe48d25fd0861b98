import assert from 'node:assert/strict';
import { it } from 'node:test';
import { onSqlite } from '../support/each-storage.ts';
import { PASSWORD, type TestInstance } from '../support/instance.ts';
import { refused, stockClient } from '../support/stock-backend.ts';

const SIGN_UPS = '/v1/client/sign_ups';
const DAY = 86_400_000;

/** Signs up with the ticket in the URL of an invitation. */
async function acceptInvitation(instance: TestInstance, url: string) {
  const ticket = new URL(url).searchParams.get('ticket') ?? '';
  return instance.browser().post(SIGN_UPS, { strategy: 'ticket', ticket, password: PASSWORD });
}

onSqlite('who may come in, as @clerk/backend calls it', (open) => {
  it('the stock client creates, lists, filters, revokes and deletes invitations', async () => {
    const instance = await open({ config: { signUp: { mode: 'restricted' } } });
    const { invitations } = await stockClient(instance);
    const ada = await invitations.createInvitation({
      emailAddress: 'ada@example.com',
      publicMetadata: { role: 'editor' },
      redirectUrl: 'https://app.example.com/welcome',
      expiresInDays: 7,
    });
    assert.deepEqual([ada.status, ada.revoked, ada.emailAddress], ['pending', false, 'ada@example.com']);
    const mail = instance.mailbox.to('ada@example.com')[0];
    assert.deepEqual([mail?.template, mail?.url], ['invitation', ada.url]);
    instance.clock.advance(1_000);
    const bulk = await invitations.createInvitationBulk([
      { emailAddress: 'bo@example.com', notify: false, expiresInDays: 1 },
      { emailAddress: 'cy@example.com', templateSlug: 'waitlist_invitation' },
    ]);
    assert.deepEqual(
      bulk.map(({ emailAddress }) => emailAddress),
      ['bo@example.com', 'cy@example.com'],
    );
    assert.deepEqual(instance.mailbox.to('bo@example.com'), []);
    assert.equal(instance.mailbox.to('cy@example.com')[0]?.template, 'waitlist_invitation');

    const byName = await invitations.getInvitationList({ orderBy: '-email_address', limit: 2 });
    assert.deepEqual(
      [byName.totalCount, byName.data.map(({ emailAddress }) => emailAddress)],
      [3, ['cy@example.com', 'bo@example.com']],
    );
    // Lists hold no link: the database has none.
    assert.ok(byName.data.every(({ url }) => url === undefined));
    const found = await invitations.getInvitationList({ query: 'ADA@' });
    assert.deepEqual(
      found.data.map(({ id }) => id),
      [ada.id],
    );
    assert.equal((await invitations.getInvitationList({ query: ada.id })).totalCount, 1);
    assert.equal((await acceptInvitation(instance, ada.url ?? '')).response.status, 'complete');
    assert.equal((await invitations.revokeInvitation(bulk[1]?.id ?? '')).status, 'revoked');
    instance.clock.advance(DAY);
    const ofStatus = async (status: 'pending' | 'accepted' | 'revoked' | 'expired') =>
      (await invitations.getInvitationList({ status })).data.map(({ emailAddress }) => emailAddress);
    assert.deepEqual(await ofStatus('accepted'), ['ada@example.com']);
    assert.deepEqual(await ofStatus('revoked'), ['cy@example.com']);
    assert.deepEqual(await ofStatus('expired'), ['bo@example.com']);
    assert.deepEqual(await ofStatus('pending'), []);
    assert.equal((await invitations.getInvitationList()).totalCount, 2);

    await refused(invitations.revokeInvitation(ada.id), 400, 'invitation_already_accepted');
    await refused(invitations.revokeInvitation('inv_none'), 404, 'resource_not_found');
    assert.equal(((await invitations.deleteInvitation(ada.id)) as { deleted?: boolean }).deleted, true);
    await refused(invitations.deleteInvitation(ada.id), 404, 'resource_not_found');
  });

  it('an address has one pending invitation, unless the caller says otherwise', async () => {
    const instance = await open();
    const { invitations } = await stockClient(instance);
    const invite = (ignoreExisting?: boolean) =>
      invitations.createInvitation({ emailAddress: 'ADA@example.com', notify: false, ignoreExisting });
    const answers = await Promise.allSettled(Array.from({ length: 10 }, () => invite()));
    assert.equal(answers.filter(({ status }) => status === 'fulfilled').length, 1);
    await refused(invite(), 400, 'duplicate_record');
    const second = await invite(true);
    assert.equal((await acceptInvitation(instance, second.url ?? '')).response.status, 'complete');
    await refused(invite(), 422, 'form_identifier_exists');
    assert.equal((await invite(true)).status, 'pending');
    const bulk = [
      { emailAddress: 'bo@example.com', notify: false },
      { emailAddress: 'ada@example.com', notify: false, ignoreExisting: true },
    ];
    await refused(invitations.createInvitationBulk(bulk), 422, 'form_identifier_exists');
    assert.equal((await invitations.getInvitationList({ query: 'bo@' })).totalCount, 0);
  });

  it('an address can be invited again once its invitation has expired or was revoked', async () => {
    const instance = await open();
    const { invitations } = await stockClient(instance);
    const invite = () => invitations.createInvitation({ emailAddress: 'ada@example.com', expiresInDays: 1 });
    await invite();
    instance.clock.advance(DAY);
    const { id } = await invite();
    await invitations.revokeInvitation(id);
    assert.equal((await invite()).status, 'pending');
    assert.equal((await invitations.getInvitationList()).totalCount, 2);
  });

  it('of several invitations those whose mail fails are revoked', async () => {
    const instance = await open();
    const { invitations } = await stockClient(instance);
    const { mailbox } = instance;
    const send = mailbox.send.bind(mailbox);
    mailbox.send = async (message) => {
      if (message.to === 'bo@example.com') throw new Error('This recipient is refused.');
      return send(message);
    };
    const both = [{ emailAddress: 'ada@example.com' }, { emailAddress: 'bo@example.com' }];
    const made = await invitations.createInvitationBulk(both);
    assert.deepEqual(
      made.map(({ status }) => status),
      ['pending', 'revoked'],
    );
    await refused(invitations.createInvitationBulk(both.slice(1)), 503, 'service_unavailable');
  });

  it('the stock client adds people to the waitlist, invites, rejects and deletes them', async () => {
    const instance = await open({ config: { signUp: { mode: 'waitlist' } } });
    const { waitlistEntries } = await stockClient(instance);
    await instance.browser().post('/v1/waitlist', { email_address: 'ada@example.com' });
    instance.clock.advance(1_000);
    const bo = await waitlistEntries.create({ emailAddress: 'bo@example.com' });
    assert.deepEqual([bo.status, bo.isLocked, bo.invitation], ['pending', false, null]);
    assert.equal(instance.mailbox.to('bo@example.com')[0]?.template, 'waitlist_confirmation');
    instance.clock.advance(1_000);
    const more = await waitlistEntries.createBulk([
      { emailAddress: 'BO@example.com' },
      { emailAddress: 'cy@example.com', notify: false },
    ]);
    assert.equal(more[0]?.id, bo.id);
    assert.equal(instance.mailbox.to('bo@example.com').length, 1);
    assert.equal(instance.mailbox.to('cy@example.com').length, 0);
    const all = await waitlistEntries.list();
    assert.deepEqual(
      [all.totalCount, all.data.map(({ emailAddress }) => emailAddress)],
      [3, ['cy@example.com', 'bo@example.com', 'ada@example.com']],
    );

    const [ada] = (await waitlistEntries.list({ query: 'ada' })).data;
    const invited = await waitlistEntries.invite(ada?.id ?? '');
    assert.deepEqual([invited.status, invited.invitation?.status], ['invited', 'pending']);
    const mail = instance.mailbox.to('ada@example.com').at(-1);
    assert.equal(mail?.template, 'waitlist_invitation');
    await refused(waitlistEntries.invite(invited.id), 400, 'duplicate_record');
    assert.equal((await waitlistEntries.invite(invited.id, { ignoreExisting: true })).status, 'invited');
    await refused(waitlistEntries.delete(invited.id), 409, 'waitlist_entry_status_invalid');
    assert.equal((await acceptInvitation(instance, mail?.url ?? '')).response.status, 'complete');
    assert.deepEqual(
      (await waitlistEntries.list({ status: 'completed' })).data.map(({ id }) => id),
      [invited.id],
    );
    await refused(waitlistEntries.invite(invited.id), 409, 'waitlist_entry_status_invalid');
    await refused(waitlistEntries.reject(invited.id), 409, 'waitlist_entry_status_invalid');

    await waitlistEntries.invite(bo.id);
    const rejected = await waitlistEntries.reject(bo.id);
    assert.deepEqual([rejected.status, rejected.invitation?.status], ['rejected', 'revoked']);
    const late = instance.mailbox.to('bo@example.com').at(-1)?.url ?? '';
    assert.equal((await acceptInvitation(instance, late)).code, 'revoked_invitation');
    const ordered = await waitlistEntries.list({ orderBy: 'invited_at' });
    assert.equal(ordered.data.at(-1)?.emailAddress, 'cy@example.com');
    assert.equal(((await waitlistEntries.delete(bo.id)) as { deleted?: boolean }).deleted, true);
    await refused(waitlistEntries.reject(bo.id), 404, 'resource_not_found');
    const twice = [{ emailAddress: 'di@example.com' }, { emailAddress: 'DI@example.com' }];
    await refused(waitlistEntries.createBulk(twice), 422, 'form_param_duplicate');
    await refused(waitlistEntries.create({ emailAddress: 'ada@example.com' }), 422, 'form_identifier_exists');
  });

  it('a person whose mail fails is neither on the waitlist nor invited', async () => {
    const instance = await open();
    const { waitlistEntries } = await stockClient(instance);
    const { id } = await waitlistEntries.create({ emailAddress: 'ada@example.com' });
    instance.mailbox.failing = true;
    await refused(waitlistEntries.create({ emailAddress: 'bo@example.com' }), 503, 'service_unavailable');
    await refused(waitlistEntries.invite(id), 503, 'service_unavailable');
    const { data } = await waitlistEntries.list();
    assert.deepEqual(
      data.map(({ status, invitation }) => [status, invitation]),
      [['pending', null]],
    );
  });

  it('the stock client lists, adds and removes entries of the allow-list and the block-list', async () => {
    const instance = await open({ config: { restrictions: { blocklist: ['*@evil.example'] } } });
    const { allowlistIdentifiers, blocklistIdentifiers } = await stockClient(instance);
    const params = { identifier: 'ada@example.com', notify: true };
    const ada = await allowlistIdentifiers.createAllowlistIdentifier(params);
    assert.deepEqual([ada.identifier, ada.identifierType], ['ada@example.com', 'email_address']);
    assert.match(ada.invitationId ?? '', /^inv_/);
    const { data, totalCount } = await allowlistIdentifiers.getAllowlistIdentifierList({ limit: 5 });
    assert.deepEqual([totalCount, data.map(({ id }) => id)], [1, [ada.id]]);
    await refused(allowlistIdentifiers.createAllowlistIdentifier(params), 400, 'duplicate_record');
    const gone = await allowlistIdentifiers.deleteAllowlistIdentifier(ada.id);
    assert.deepEqual([gone.id, gone.deleted], [ada.id, true]);

    const number = await blocklistIdentifiers.createBlocklistIdentifier({ identifier: '+19005550100' });
    assert.equal(number.identifierType, 'phone_number');
    const blocked = await blocklistIdentifiers.getBlocklistIdentifierList();
    assert.deepEqual(
      [blocked.totalCount, blocked.data.map(({ identifier }) => identifier)],
      [2, ['*@evil.example', '+19005550100']],
    );
    await refused(blocklistIdentifiers.deleteBlocklistIdentifier(blocked.data[0]?.id ?? ''), 403, 'setting_read_only');
    assert.equal((await blocklistIdentifiers.deleteBlocklistIdentifier(number.id)).deleted, true);
    await refused(blocklistIdentifiers.deleteBlocklistIdentifier(number.id), 404, 'resource_not_found');
  });
});
