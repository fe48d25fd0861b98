import assert from 'node:assert/strict';
import { it } from 'node:test';
import { onSqlite } from '../../support/each-storage.ts';
import type { TestInstance } from '../../support/instance.ts';
import { ticketsOf } from '../../support/tickets.ts';

const EMAIL = 'ada@example.com';
const SIGN_UPS = '/v1/client/sign_ups';

/** Opens a link as a browser does that knows nothing of the instance. */
async function follow(instance: TestInstance, url: string, method = 'GET'): Promise<URL> {
  const answer = await instance.fetch(new Request(url, { method }));
  assert.equal(answer.status, 303);
  assert.equal(answer.headers.get('referrer-policy'), 'no-referrer');
  assert.deepEqual(answer.headers.getSetCookie(), []);
  return new URL(answer.headers.get('location') ?? '');
}

onSqlite('links of tickets', (open) => {
  it('a ticket link leads to the form that uses the ticket, and uses nothing itself', async () => {
    const instance = await open({ config: { attributes: { password: 'optional' } } });
    const { invitations, signInTokens } = ticketsOf(instance);
    const invitation = await invitations.create({ emailAddress: EMAIL });
    for (const method of ['HEAD', 'GET', 'GET', 'GET', 'GET', 'GET']) {
      const page = await follow(instance, invitation.url, method);
      assert.equal(page.origin + page.pathname, 'https://app.example.com/sign-up');
      assert.deepEqual(Object.fromEntries(page.searchParams), {
        __clerk_status: 'sign_up',
        __clerk_ticket: invitation.token,
      });
    }
    const browser = instance.browser();
    const done = await browser.post(SIGN_UPS, { strategy: 'ticket', ticket: invitation.token });
    const { url, token } = await signInTokens.create({ userId: done.response.created_user_id });
    const page = await follow(instance, url);
    assert.equal(page.pathname, '/sign-in');
    assert.deepEqual(Object.fromEntries(page.searchParams), { __clerk_status: 'sign_in', __clerk_ticket: token });
  });

  it('a ticket link leads to the page that the invitation names', async () => {
    const instance = await open();
    const redirectUrl = 'https://app.example.com/welcome?plan=pro';
    const { url } = await ticketsOf(instance).invitations.create({ emailAddress: EMAIL, redirectUrl });
    const page = await follow(instance, url);
    assert.deepEqual([page.pathname, page.searchParams.get('plan')], ['/welcome', 'pro']);
    assert.equal(page.searchParams.get('__clerk_status'), 'sign_up');
  });

  it('a ticket link leads to sign-in once there is an account, and holds no ticket once it was used', async () => {
    const instance = await open({ config: { attributes: { password: 'optional' } } });
    const { invitations } = ticketsOf(instance);
    const used = await invitations.create({ emailAddress: EMAIL });
    const left = await invitations.create({ emailAddress: EMAIL, ignoreExisting: true });
    await instance.browser().post(SIGN_UPS, { strategy: 'ticket', ticket: used.token });
    assert.equal((await follow(instance, used.url)).search, '?__clerk_status=complete');
    const page = await follow(instance, left.url);
    assert.deepEqual([page.pathname, page.searchParams.get('__clerk_status')], ['/sign-in', 'sign_in']);
  });

  it('a malformed ticket link leads to a page of the instance', async () => {
    const instance = await open();
    const accept = 'https://clerk.example.com/v1/tickets/accept';
    const unknown = 'A'.repeat(43);
    const cases: [string, string][] = [
      ['', 'https://app.example.com/sign-in'],
      ['?ticket=', 'https://app.example.com/sign-in'],
      ['?ticket=%22%3E%3Cscript%3E', 'https://app.example.com/sign-in'],
      [`?ticket=${unknown}&ticket=${unknown}`, 'https://app.example.com/sign-in'],
      [`?ticket=${unknown}&redirect_url=https://evil.example`, 'https://app.example.com/sign-in'],
    ];
    for (const [query, expected] of cases) {
      const page = await follow(instance, accept + query);
      assert.equal(page.origin + page.pathname, expected);
    }
    const poisoned = new Request(`${accept}?ticket=${unknown}`, {
      headers: { 'x-forwarded-host': 'evil.example', forwarded: 'host=evil.example' },
    });
    const answer = await instance.fetch(poisoned);
    assert.ok(answer.headers.get('location')?.startsWith('https://app.example.com/sign-in?'));
  });
});
