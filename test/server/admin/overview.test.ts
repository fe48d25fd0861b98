import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { type AdminAnswer, adminOf } from '../../support/admin.ts';
import { backendOf } from '../../support/backend-api.ts';
import { getTestInstance, type TestInstance } from '../../support/instance.ts';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

describe('the overview of the admin page', () => {
  let instance: TestInstance;
  beforeEach(async () => {
    // The clock begins on a Thursday at noon.
    instance = await getTestInstance({ config: { adminPage: true, session: { lifetimeSeconds: 40 * 86_400 } } });
  });
  afterEach(() => instance.close());

  const open = async (query = ''): Promise<AdminAnswer> => (await adminOf(instance)).get(`/overview${query}`);
  /** The rows of the table: period, sign-ups, active users. */
  const rowsOf = ({ elements }: AdminAnswer): string[] =>
    elements
      .filter(({ name, attributes }) => name === 'tr' && attributes.role === 'row')
      .map(({ text }) => text.trim());
  /** The name of the key that signed in, and the figures. */
  const figuresOf = ({ elements }: AdminAnswer): string[] =>
    elements.filter(({ name }) => name === 'b').map(({ text }) => text);

  it('is the first page after sign-in, and says so when nobody has signed up', async () => {
    const { body } = await open();
    assert.match(body, /Nobody has signed up yet/);
    assert.equal((await (await adminOf(instance)).get('/')).location, '/__admin/overview');
  });

  it('counts sign-ups and the users who signed in or used a session on a day, each once', async () => {
    const ada = instance.browser();
    const { sessionId } = await instance.signUp(ada, 'ada@example.com');
    await instance.signUp(instance.browser(), 'grace@example.com');
    const refresh = async () => assert.equal((await ada.post(`/v1/client/sessions/${sessionId}/tokens`)).status, 200);
    instance.clock.advance(2 * DAY_MS);
    await refresh();
    instance.clock.advance(HOUR_MS);
    await refresh();
    const page = await open();
    const rows = rowsOf(page);
    assert.equal(rows.length, 1 + 30);
    assert.match(rows[1] ?? '', /^3 Jan so far\s*0\s*1$/);
    assert.match(rows[2] ?? '', /^2 Jan\s*0\s*0$/);
    assert.match(rows[3] ?? '', /^1 Jan\s*2\s*2$/);
    assert.match(rows[30] ?? '', /^5 Dec\s*0\s*0$/);
    // In all, this week, today, live sessions, failed deliveries.
    assert.deepEqual(figuresOf(page).slice(1), ['2', '2', '1', '2', '0']);
    const drawing = page.elements.find(({ attributes }) => attributes.role === 'img');
    assert.match(
      drawing?.attributes['aria-label'] ?? '',
      /^30 days: 2 sign-ups in all, and at most 2 active users \(1 Jan\)/,
    );

    instance.clock.advance(7 * DAY_MS);
    const weeks = await open('?period=week');
    assert.equal(rowsOf(weeks).length, 1 + 12);
    assert.match(rowsOf(weeks)[1] ?? '', /^5 Jan so far\s*0\s*0$/);
    assert.match(rowsOf(weeks)[2] ?? '', /^29 Dec\s*2\s*2$/);
    assert.equal(rowsOf(await open('?period=nonsense')).length, 1 + 30);
  });

  it('does not count somebody who acts as a user', async () => {
    const call = await backendOf(instance);
    const { body: user } = await call('POST', '/users', {
      email_address: ['ada@example.com'],
      skip_password_requirement: true,
    });
    const { body } = await call('POST', '/actor_tokens', {
      user_id: user.id,
      expires_in_seconds: 600,
      actor: { sub: 'a' },
    });
    const browser = instance.browser();
    const { status } = await browser.post('/v1/client/sign_ins', { strategy: 'ticket', ticket: body.token });
    assert.equal(status, 200);
    assert.match(rowsOf(await open())[1] ?? '', /^1 Jan so far\s*1\s*0$/);
  });
});
