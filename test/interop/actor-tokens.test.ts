import assert from 'node:assert/strict';
import { it } from 'node:test';
import { createClerkClient } from '../../src/entries/backend.ts';
import { actAs } from '../support/act-as.ts';
import { newSecretKey } from '../support/backend-api.ts';
import { onSqlite } from '../support/each-storage.ts';
import { enrolTotp } from '../support/second-factors.ts';
import { refused, stockClient } from '../support/stock-backend.ts';

const claimsOf = (jwt: string) => JSON.parse(Buffer.from(jwt.split('.')[1] ?? '', 'base64url').toString());
const STAFF = { sub: 'user_of_the_staff', team: 'support' };
const LONG = { sub: 'a', more: 'x'.repeat(600) };

onSqlite('acting as a user', (open) => {
  it('an actor token of the stock client signs somebody in as the user, who sees it and stays as they were', async () => {
    const instance = await open({ config: { secondFactors: { totp: true } } });
    const own = instance.browser();
    const { userId } = await instance.signUp(own, 'ada@example.com');
    await enrolTotp(instance, own);
    const before = await instance.storage.findUser(userId);
    instance.clock.advance(120_000);
    const clerk = await stockClient(instance);
    const made = await clerk.actorTokens.create({ userId, actor: STAFF });
    assert.deepEqual([made.status, made.userId, made.actor], ['pending', userId, STAFF]);

    const staff = instance.browser();
    const form = { strategy: 'ticket', ticket: made.token ?? '' };
    const { response, client } = await staff.post('/v1/client/sign_ins', form);
    assert.equal(response.status, 'complete', 'a second factor is not asked for');
    const [session] = client?.sessions ?? [];
    assert.deepEqual([session?.user?.id, session?.actor], [userId, STAFF]);
    assert.equal((session?.expire_at ?? 0) - instance.clock.now(), 1_800_000);
    const claims = claimsOf(session?.last_active_token?.jwt ?? '');
    assert.deepEqual([claims.sub, claims.act, claims.fva], [userId, STAFF, [-1, -1]]);
    const refreshed = await staff.post(`/v1/client/sessions/${session?.id}/tokens`, {});
    assert.deepEqual(claimsOf((refreshed.body as { jwt: string }).jwt).act, STAFF);

    const after = await instance.storage.findUser(userId);
    assert.deepEqual(
      [after?.last_sign_in_at, after?.last_active_at],
      [before?.last_sign_in_at, before?.last_active_at],
    );
    const devices = (await own.get('/v1/me/sessions/active')).body as unknown as { id: string; actor: unknown }[];
    assert.deepEqual(devices.find(({ id }) => id === session?.id)?.actor, STAFF);
    assert.deepEqual((await clerk.sessions.getSession(session?.id ?? '')).actor, STAFF);

    instance.clock.advance(1_800_000);
    assert.deepEqual((await staff.get('/v1/client')).response.sessions, []);
  });

  it('an actor token is used once, can be revoked, and says what is wrong with it', async () => {
    const instance = await open();
    const { userId } = await instance.signUp(instance.browser(), 'ada@example.com');
    const clerk = await stockClient(instance);
    const made = await clerk.actorTokens.create({ userId, actor: STAFF, expiresInSeconds: 60 });
    const form = { strategy: 'ticket', ticket: made.token ?? '' };
    const tries = await Promise.all(
      Array.from({ length: 8 }, () => instance.browser().post('/v1/client/sign_ins', form)),
    );
    assert.equal(tries.filter(({ status }) => status === 200).length, 1);
    await refused(clerk.actorTokens.revoke(made.id), 400, 'sign_in_token_already_used_code');
    const other = await clerk.actorTokens.create({ userId, actor: STAFF });
    assert.equal((await clerk.actorTokens.revoke(other.id)).status, 'revoked');
    const ofOther = { strategy: 'ticket', ticket: other.token ?? '' };
    assert.equal((await instance.browser().post('/v1/client/sign_ins', ofOther)).code, 'sign_in_token_revoked_code');
    await refused(clerk.signInTokens.revokeSignInToken(other.id), 404, 'resource_not_found');
    await refused(clerk.actorTokens.revoke('act_nothing'), 404, 'resource_not_found');
    await refused(clerk.actorTokens.create({ userId: 'user_nobody', actor: STAFF }), 404, 'resource_not_found');
    await refused(clerk.actorTokens.create({ userId, actor: { sub: '' } }), 422, 'form_param_format_invalid');
    await refused(clerk.actorTokens.create({ userId, actor: LONG }), 422, 'form_param_max_length_exceeded');
    await refused(
      clerk.actorTokens.create({ userId, actor: STAFF, sessionMaxDurationInSeconds: 0 }),
      422,
      'form_param_value_invalid',
    );
  });

  it('nobody acts as a user who is banned, and a ban ends the session of the actor', async () => {
    const instance = await open();
    const { userId } = await instance.signUp(instance.browser(), 'ada@example.com');
    const clerk = await stockClient(instance);
    const staff = instance.browser();
    await actAs(instance, staff, userId);
    await clerk.users.banUser(userId);
    assert.deepEqual((await staff.get('/v1/client')).response.sessions, []);
    const { token } = await clerk.actorTokens.create({ userId, actor: STAFF });
    const answer = await instance.browser().post('/v1/client/sign_ins', { strategy: 'ticket', ticket: token ?? '' });
    assert.equal(answer.code, 'user_banned');
  });

  it('the audit log has who made the token, and that somebody used it', async () => {
    const instance = await open();
    const { userId } = await instance.signUp(instance.browser(), 'ada@example.com');
    const clerk = await stockClient(instance);
    const made = await clerk.actorTokens.create({ userId, actor: STAFF });
    instance.clock.advance(1);
    await instance.browser().post('/v1/client/sign_ins', { strategy: 'ticket', ticket: made.token ?? '' });
    const entries = await instance.storage.listAuditEntries({ target: userId }, 10);
    assert.deepEqual(
      entries.map(({ by_kind, by_id, by_name, action, outcome }) => [by_kind, by_id, by_name, action, outcome]),
      [
        ['actor', made.id, STAFF.sub, 'act as user', 'ok'],
        ['secret_key', entries[1]?.by_id, 'test', 'POST /v1/actor_tokens', 'ok'],
      ],
    );
    assert.ok(!JSON.stringify(entries).includes(made.token ?? 'none'));
  });

  it('claims of the application can name the actor, and cannot replace the claim of the server', async () => {
    await assert.rejects(open({ config: { session: { claims: { act: { sub: 'x' } } } } }), /act/);
    const instance = await open({ config: { session: { claims: { staff: '{{session.actor.sub}}' } } } });
    const own = instance.browser();
    const { userId } = await instance.signUp(own, 'ada@example.com');
    const staff = instance.browser();
    const { client } = await actAs(instance, staff, userId);
    const tokens = [client, (await own.get('/v1/client')).response].map((each) =>
      claimsOf(each.sessions[0].last_active_token.jwt),
    );
    assert.deepEqual(
      tokens.map(({ staff: name, act }) => [name, act?.sub]),
      [
        ['user_of_the_staff', 'user_of_the_staff'],
        [null, undefined],
      ],
    );
  });

  it("our own SDK creates the token, and an application's server sees the actor", async () => {
    const instance = await open();
    const { userId } = await instance.signUp(instance.browser(), 'ada@example.com');
    const clerk = createClerkClient({
      publishableKey: instance.config.publishableKey,
      secretKey: await newSecretKey(instance),
      apiUrl: instance.config.url,
      now: () => instance.clock.now(),
      fetch: (input: string | URL | Request, init?: RequestInit) => instance.fetch(new Request(input, init)),
    });
    const { token, actor } = await clerk.actorTokens.create({ userId, actor: STAFF });
    assert.deepEqual(actor, STAFF);
    const staff = instance.browser();
    const { client } = await staff.post('/v1/client/sign_ins', { strategy: 'ticket', ticket: token ?? '' });
    const jwt = client?.sessions[0]?.last_active_token?.jwt ?? '';
    const request = new Request('https://app.example.com/', { headers: { authorization: `Bearer ${jwt}` } });
    const state = await clerk.authenticateRequest(request);
    assert.deepEqual(state.toAuth().actor, STAFF);
  });
});
