import assert from 'node:assert/strict';
import { it } from 'node:test';
import { itOnBoth, onSqlite } from '../../support/each-storage.ts';
import { PASSWORD } from '../../support/instance.ts';
import { ticketsOf } from '../../support/tickets.ts';

const WAITLIST = '/v1/waitlist';
const config = { signUp: { mode: 'waitlist' } } as const;

onSqlite('the waitlist', (open) => {
  it('the waitlist takes an address once, and answers the same for every address', async () => {
    const instance = await open({ config });
    const { invitations } = ticketsOf(instance);
    const { token } = await invitations.create({ emailAddress: 'owner@example.com' });
    const ticket = { strategy: 'ticket', ticket: token, password: PASSWORD };
    assert.equal((await instance.browser().post('/v1/client/sign_ups', ticket)).response.status, 'complete');

    const join = (email_address: string) => instance.browser().post(WAITLIST, { email_address });
    const first = await join('ada@example.com');
    assert.deepEqual([first.status, Object.keys(first.body).sort()], [200, ['id', 'object', 'response']]);
    assert.equal(first.body.object, 'waitlist_entry');
    assert.deepEqual(first.response, { id: first.body.id, object: 'waitlist_entry' });
    assert.deepEqual((await join(' ADA@example.com')).body, first.body);
    const owner = await join('owner@example.com');
    assert.deepEqual([owner.status, Object.keys(owner.body).sort()], [200, ['id', 'object', 'response']]);
  });

  itOnBoth('the waitlist keeps one entry of parallel requests', async () => {
    const { browser } = await open({ config });
    const form = { email_address: 'ada@example.com' };
    const answers = await Promise.all(Array.from({ length: 20 }, () => browser().post(WAITLIST, form)));
    assert.deepEqual([...new Set(answers.map(({ status }) => status))], [200]);
    assert.equal(new Set(answers.map(({ body }) => body.id)).size, 1);
  });

  it('the waitlist refuses malformed and blocked addresses, other origins and floods', async () => {
    const restrictions = { blocklist: ['@evil.example'] };
    const { browser } = await open({
      config: { ...config, restrictions },
      limits: { createAttempt: { max: 5, windowMs: 10_000 } },
    });
    const one = browser();
    assert.equal((await one.post(WAITLIST)).code, 'form_param_missing');
    const wrong = await one.post(WAITLIST, { email_address: 'ada' });
    assert.deepEqual([wrong.status, wrong.code, wrong.param], [422, 'form_param_format_invalid', 'email_address']);
    assert.equal((await one.post(WAITLIST, { email_address: 'a@evil.example' })).code, 'not_allowed_access');
    const foreign = await one.send(WAITLIST, { method: 'POST', origin: 'https://evil.example' });
    assert.deepEqual([foreign.status, foreign.code], [400, 'origin_invalid']);
    for (let tries = 0; tries < 2; tries++) await one.post(WAITLIST, { email_address: 'ada@example.com' });
    const flood = await one.post(WAITLIST, { email_address: 'ada@example.com' });
    assert.deepEqual([flood.status, flood.code], [429, 'too_many_requests']);
    assert.ok(Number(flood.headers.get('retry-after')) > 0);
  });

  it('the waitlist is closed on instances without one', async () => {
    for (const mode of ['public', 'restricted'] as const) {
      const { browser } = await open({ config: { signUp: { mode } } });
      const answer = await browser().post(WAITLIST, { email_address: 'ada@example.com' });
      assert.deepEqual([answer.status, answer.code], [403, 'waitlist_not_accepting_entries']);
    }
  });
});
