import assert from 'node:assert/strict';
import { it } from 'node:test';
import { acceptTestingToken } from '../../src/server/bot-check/testing-token.ts';
import { deriveKey } from '../../src/server/keys/master-key.ts';
import { newSecretKey } from '../support/backend-api.ts';
import { onSqlite } from '../support/each-storage.ts';
import { refused, stockClient } from '../support/stock-backend.ts';

const development = { instanceType: 'development' } as const;

onSqlite('the Backend API, as @clerk/backend calls it', (open) => {
  it('the stock client creates, reads, lists, counts, changes and deletes users', async () => {
    const instance = await open();
    const clerk = await stockClient(instance);
    const ada = await clerk.users.createUser({
      emailAddress: ['ada@example.com'],
      username: 'countess',
      firstName: 'Ada',
      lastName: 'Lovelace',
      password: 'a plain long phrase',
      externalId: 'crm-1',
      publicMetadata: { plan: 'gold' },
      privateMetadata: { note: 'vip' },
      unsafeMetadata: { theme: 'dark' },
      createdAt: new Date('2020-01-02T03:04:05.678Z'),
    });
    assert.match(ada.id, /^user_/);
    assert.equal(ada.primaryEmailAddress?.emailAddress, 'ada@example.com');
    assert.equal(ada.primaryEmailAddress?.verification?.status, 'verified');
    assert.deepEqual([ada.fullName, ada.externalId, ada.username], ['Ada Lovelace', 'crm-1', 'countess']);
    assert.deepEqual(ada.privateMetadata, { note: 'vip' });
    assert.equal(new Date(ada.createdAt).toISOString(), '2020-01-02T03:04:05.678Z');
    assert.equal(ada.passwordEnabled, true);
    const bo = await clerk.users.createUser({ emailAddress: ['bo@example.com'], skipPasswordRequirement: true });
    assert.equal(bo.passwordEnabled, false);

    assert.deepEqual((await clerk.users.getUser(ada.id)).raw, ada.raw);
    const all = await clerk.users.getUserList();
    assert.deepEqual([all.totalCount, all.data.map(({ id }) => id)], [2, [bo.id, ada.id]]);
    const some = await clerk.users.getUserList({ query: 'LOVE', orderBy: '-last_name', limit: 1 });
    assert.deepEqual([some.totalCount, some.data.map(({ id }) => id)], [1, [ada.id]]);
    assert.equal(await clerk.users.getCount({ emailAddress: ['ADA@example.com', 'nobody@example.com'] }), 1);
    assert.equal(await clerk.users.getCount({ externalId: ['crm-1'] }), 1);

    const changed = await clerk.users.updateUser(ada.id, { firstName: 'Augusta', username: 'augusta' });
    assert.deepEqual([changed.firstName, changed.username], ['Augusta', 'augusta']);
    const merged = await clerk.users.updateUserMetadata(ada.id, {
      publicMetadata: { plan: null, seats: { used: 1 } },
      privateMetadata: { more: true },
    } as never);
    assert.deepEqual(merged.publicMetadata, { seats: { used: 1 } });
    assert.deepEqual(merged.privateMetadata, { note: 'vip', more: true });
    const replaced = await clerk.users.replaceUserMetadata(ada.id, { privateMetadata: { only: 1 } });
    assert.deepEqual([replaced.privateMetadata, replaced.unsafeMetadata], [{ only: 1 }, { theme: 'dark' }]);

    const gone = (await clerk.users.deleteUser(ada.id)) as { id: string; deleted?: boolean };
    assert.deepEqual([gone.id, gone.deleted], [ada.id, true]);
    await refused(clerk.users.getUser(ada.id), 404, 'resource_not_found');
    await refused(clerk.users.deleteUser(ada.id), 404, 'resource_not_found');
  });

  it('the stock client bans and locks users', async () => {
    const instance = await open();
    const clerk = await stockClient(instance);
    const { userId, sessionId } = await instance.signUp(instance.browser(), 'ada@example.com');
    assert.equal((await clerk.users.lockUser(userId)).locked, true);
    assert.equal((await clerk.users.unlockUser(userId)).locked, false);
    assert.equal((await clerk.users.banUser(userId)).banned, true);
    assert.equal((await clerk.sessions.getSession(sessionId)).status, 'revoked');
    assert.equal((await clerk.users.unbanUser(userId)).banned, false);
  });

  it('the stock client reads, lists and revokes sessions, and creates their tokens', async () => {
    const instance = await open();
    const clerk = await stockClient(instance);
    const { userId, sessionId } = await instance.signUp(instance.browser(), 'ada@example.com');
    const session = await clerk.sessions.getSession(sessionId);
    assert.deepEqual([session.userId, session.status], [userId, 'active']);
    assert.equal(session.latestActivity?.browserName, 'Chrome');
    const { data, totalCount } = await clerk.sessions.getSessionList({ userId, status: 'active' });
    assert.deepEqual([totalCount, data.map(({ id }) => id)], [1, [sessionId]]);
    assert.equal((await clerk.sessions.getSessionList({ clientId: session.clientId })).totalCount, 1);
    const { jwt } = await clerk.sessions.getToken(sessionId);
    const claims = JSON.parse(Buffer.from(jwt.split('.')[1] ?? '', 'base64url').toString());
    assert.deepEqual([claims.sid, claims.sub, claims.exp - claims.iat], [sessionId, userId, 60]);
    await refused(clerk.sessions.getToken(sessionId, 'hasura'), 404, 'resource_not_found');
    assert.equal((await clerk.sessions.revokeSession(sessionId)).status, 'revoked');
    await refused(clerk.sessions.getToken(sessionId), 404, 'resource_not_found');
    await refused(clerk.sessions.createSession({ userId }), 403, 'feature_not_enabled');
  });

  it('the stock client creates a session on a development instance, sign-in tokens and testing tokens', async () => {
    const secret = new Uint8Array(32).fill(7);
    const instance = await open({ config: development, secret });
    const clerk = await stockClient(instance);
    const user = await clerk.users.createUser({ emailAddress: ['ada@example.com'], skipPasswordRequirement: true });
    const session = await clerk.sessions.createSession({ userId: user.id });
    assert.equal(session.status, 'active');
    assert.ok((await clerk.sessions.getToken(session.id)).jwt);
    const made = await clerk.signInTokens.createSignInToken({ userId: user.id, expiresInSeconds: 600 });
    assert.deepEqual([made.status, made.userId], ['pending', user.id]);
    const form = { strategy: 'ticket', ticket: made.token };
    assert.equal((await instance.browser().post('/v1/client/sign_ins', form)).response.status, 'complete');
    await refused(clerk.signInTokens.revokeSignInToken(made.id), 400, 'sign_in_token_already_used_code');
    const unused = await clerk.signInTokens.createSignInToken({ userId: user.id, expiresInSeconds: 600 });
    assert.equal((await clerk.signInTokens.revokeSignInToken(unused.id)).status, 'revoked');
    const testing = await clerk.testingTokens.createTestingToken();
    const parts = { testingTokenKey: deriveKey(secret, 'testing-tokens'), clock: instance.clock };
    assert.equal(acceptTestingToken(parts, testing.token), true);
    // Clerk's client passes this resource on as it is.
    const { expires_at: expiresAt } = testing as unknown as { expires_at: number };
    assert.ok(expiresAt > instance.clock.now() / 1000);
  });

  it('the stock client gets the errors of a wrong key, a missing scope, a taken address and a weak password', async () => {
    const instance = await open();
    const clerk = await stockClient(instance);
    await clerk.users.createUser({ emailAddress: ['ada@example.com'], skipPasswordRequirement: true });
    const wrong = await stockClient(instance, `sk_live_${'x'.repeat(48)}`);
    await refused(wrong.users.getUserList(), 401, 'clerk_key_invalid');
    const limited = await stockClient(instance, await newSecretKey(instance, ['users:read']));
    await refused(limited.users.deleteUser('user_1'), 403, 'insufficient_scope');
    await refused(
      clerk.users.createUser({ emailAddress: ['ADA@example.com'], skipPasswordRequirement: true }),
      422,
      'form_identifier_exists',
    );
    await refused(
      clerk.users.createUser({ emailAddress: ['bo@example.com'], password: 'short' }),
      422,
      'form_password_length_too_short',
    );
  });
});
