import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { type AdminAnswer, type AdminBrowser, adminOf } from '../../support/admin.ts';
import { backendOf } from '../../support/backend-api.ts';
import { getTestInstance, PASSWORD, type TestInstance } from '../../support/instance.ts';

describe('who may sign up, on the admin page', () => {
  let instance: TestInstance;
  let admin: AdminBrowser;
  beforeEach(async () => {
    instance = await getTestInstance({
      config: {
        adminPage: true,
        signUp: { mode: 'waitlist' },
        restrictions: { allowlist: ['*@acme.example'], blocklist: ['*@spam.example'] },
      },
    });
    admin = await adminOf(instance);
  });
  afterEach(() => instance.close());

  const labelled = ({ elements }: AdminAnswer, label: string): string => {
    const found = elements.find(({ attributes }) => attributes['aria-label'] === label);
    return (found?.attributes.href ?? '').replace('/__admin', '');
  };
  const fieldOf = ({ elements }: AdminAnswer, name: string) =>
    elements.find(({ attributes }) => attributes.name === name)?.attributes;

  it('entries of both lists are added and removed, and those of the settings say where they are', async () => {
    const page = await admin.get('/access');
    assert.match(page.text, /Only what is on this list may sign up/);
    assert.match(page.text, /\*@acme\.example\s*Email address\s*From the settings/);
    assert.match(page.text, /restrictions\.allowlist/);
    for (const list of ['allow', 'block']) {
      const refused = await admin.post(`/access/${list}`, { identifier: 'no <b> entry' });
      assert.equal(fieldOf(refused, 'identifier')?.['aria-invalid'], 'true');
      assert.equal(fieldOf(refused, 'identifier')?.value, 'no <b> entry');
      const added = await admin.submit(`/access/${list}`, { identifier: 'ada@example.com' });
      assert.match(added.text, /The entry was added/);
      assert.match(
        (await admin.post(`/access/${list}`, { identifier: 'ada@example.com' })).text,
        /has ada@example\.com already/,
      );
      const path = labelled(await admin.get(`/access/${list}`), 'Remove ada@example.com');
      assert.match((await admin.get(path)).text, /Remove ada@example\.com\?/);
      assert.match((await admin.submit(path)).text, /The entry was removed/);
      assert.equal((await admin.post(path)).status, 404);
    }
    const call = await backendOf(instance);
    const { body } = await call('GET', '/blocklist_identifiers');
    const seeded = await admin.post(`/access/block/${body.data[0].id}/remove`);
    assert.equal(seeded.status, 403);
    assert.match(seeded.text, /restrictions\.blocklist/);
  });

  it('invitations are created with a link that is shown once, found, and revoked', async () => {
    const made = await admin.post('/invitations/new', {
      email_address: 'new@example.com',
      expires_in_days: '3',
      notify: 'true',
    });
    assert.match(made.body, /\/v1\/tickets\/accept\?ticket=/);
    assert.equal(instance.mailbox.to('new@example.com').length, 1);
    const form = { email_address: 'new@example.com', expires_in_days: '3' };
    const again = await admin.post('/invitations/new', form);
    assert.equal(again.status, 400);
    assert.match(again.text, /There is a pending invitation for new@example\.com/);
    assert.equal(fieldOf(again, 'email_address')?.value, 'new@example.com');
    for (const [name, value] of [
      ['expires_in_days', '900'],
      ['email_address', 'nobody'],
      ['redirect_url', 'https://evil.example/'],
      ['public_metadata', '[1]'],
    ] as const) {
      const refused = await admin.post('/invitations/new', { ...form, [name]: value });
      assert.equal(fieldOf(refused, name)?.['aria-invalid'], 'true', name);
    }
    assert.equal((await admin.post('/invitations/new', { ...form, ignore_existing: 'true' })).status, 200);
    assert.equal(instance.mailbox.to('new@example.com').length, 1);
    const list = await admin.get('/invitations?query=NEW%40');
    assert.doesNotMatch(list.body, /ticket=/);
    const path = labelled(list, 'Revoke the invitation of new@example.com');
    assert.match((await admin.submit(path)).text, /The invitation was revoked/);
    assert.match((await admin.post(path)).text, /revoked/);
    assert.match((await admin.get('/invitations?status=revoked')).text, /new@example\.com\s*Revoked/);
    assert.match((await admin.get('/invitations?status=expired')).text, /No invitation matches/);
  });

  it('people on the waitlist are added, invited, rejected and deleted', async () => {
    const added = await admin.submit('/waitlist', { email_address: 'ada@example.com', notify: 'true' });
    assert.match(added.text, /ada@example\.com\s*Waiting/);
    assert.equal(instance.mailbox.to('ada@example.com').length, 1);
    await admin.submit('/waitlist', { email_address: 'eve@example.com' });
    assert.equal(
      fieldOf(await admin.post('/waitlist', { email_address: 'x' }), 'email_address')?.['aria-invalid'],
      'true',
    );
    const row = async (email: string) =>
      (
        await instance.storage.listWaitlistEntries(
          { query: email },
          { by: 'created_at', direction: 'asc' },
          { limit: 1, offset: 0 },
        )
      )[0]?.id;
    const ada = await row('ada');
    assert.match((await admin.submit(`/waitlist/${ada}/invite`)).text, /The invitation was sent/);
    assert.match((await admin.submit(`/waitlist/${ada}/invite`, { again: 'true' })).text, /The invitation was sent/);
    const url = new URL(instance.mailbox.to('ada@example.com').at(-1)?.url ?? '');
    const form = { strategy: 'ticket', ticket: url.searchParams.get('ticket') ?? '', password: PASSWORD };
    assert.equal((await instance.browser().post('/v1/client/sign_ups', form)).response?.status, 'complete');
    assert.match((await admin.get('/waitlist?status=completed')).text, /ada@example\.com\s*Signed up/);
    assert.match((await admin.post(`/waitlist/${ada}/reject`)).text, /That did not work/);

    const eve = await row('eve');
    assert.match((await admin.get(`/waitlist/${eve}/reject`)).text, /Reject eve@example\.com\?/);
    assert.match((await admin.submit(`/waitlist/${eve}/reject`)).text, /The person was rejected/);
    assert.match((await admin.submit(`/waitlist/${eve}/delete`)).text, /The person was deleted/);
    assert.equal((await admin.get(`/waitlist/${eve}/delete`)).status, 404);
    assert.match((await admin.get('/waitlist?query=eve')).text, /Nobody matches/);
  });
});
