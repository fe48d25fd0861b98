import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { it } from 'node:test';
import { BackendApiError } from '../../src/backend/api/backend-api-error.ts';
import { createBackendApi } from '../../src/backend/api/create-backend-api.ts';
import { createSend } from '../../src/backend/api/send.ts';
import { createClerkClient } from '../../src/backend/create-clerk-client.ts';
import { BackendOptionsError } from '../../src/backend/backend-options.ts';
import { newSecretKey } from '../support/backend-api.ts';
import { getTestInstance, PASSWORD } from '../support/instance.ts';
import { drawPicture } from '../support/pictures.ts';

const KEY = `sk_live_${'x'.repeat(48)}`;

/** Opens an instance and a client of its Backend API. */
async function open(...scopes: Parameters<typeof newSecretKey>[1][]) {
  const instance = await getTestInstance();
  const secretKey = await newSecretKey(instance, scopes[0]);
  const fetch = ((url: string, init: RequestInit) => instance.fetch(new Request(url, init))) as typeof globalThis.fetch;
  return {
    instance,
    secretKey,
    clerk: createBackendApi(createSend({ secretKey, apiUrl: instance.config.url, fetch })),
  };
}

it('the SDK creates, reads, lists, changes and deletes users', async () => {
  const { instance, clerk } = await open();
  const { users } = clerk;
  const ada = await users.createUser({
    emailAddress: ['ada@example.com'],
    firstName: 'Ada',
    lastName: 'Lovelace',
    password: 'a plain long phrase',
    createdAt: new Date('2020-01-02T03:04:05.678Z'),
    publicMetadata: { some_key: { inner_key: 1 } },
    privateMetadata: { note: 'vip' },
  });
  assert.deepEqual([ada.fullName, ada.primaryEmailAddress?.emailAddress], ['Ada Lovelace', 'ada@example.com']);
  assert.equal(ada.emailAddresses[0]?.verification?.status, 'verified');
  assert.deepEqual(ada.publicMetadata, { some_key: { inner_key: 1 } });
  assert.equal(new Date(ada.createdAt).toISOString(), '2020-01-02T03:04:05.678Z');
  assert.deepEqual(await users.getUser(ada.id), ada);
  const bo = await users.createUser({ emailAddress: ['bo@example.com'], skipPasswordRequirement: true });
  const { data, totalCount } = await users.getUserList({ limit: 1, orderBy: '+created_at' });
  assert.deepEqual([data.map(({ id }) => id), totalCount], [[ada.id], 2]);
  assert.equal(await users.getCount({ userId: [`-${bo.id}`], banned: false }), 1);
  assert.equal((await users.updateUser(ada.id, { firstName: null })).fullName, 'Lovelace');
  const merged = await users.updateUserMetadata(ada.id, { privateMetadata: { note: null, more: [1] } });
  assert.deepEqual(merged.privateMetadata, { more: [1] });
  assert.deepEqual((await users.replaceUserMetadata(ada.id, { privateMetadata: {} })).privateMetadata, {});
  assert.equal((await users.banUser(ada.id)).banned, true);
  assert.equal((await users.unbanUser(ada.id)).banned, false);
  assert.equal((await users.lockUser(ada.id)).locked, true);
  assert.equal((await users.unlockUser(ada.id)).locked, false);
  assert.deepEqual(await users.deleteUser(ada.id), { id: ada.id, deleted: true });
  await instance.close();
});

it('the SDK manages what a user signs in with', async () => {
  const { instance, clerk } = await open();
  const { users, emailAddresses } = clerk;
  const ada = await users.createUser({
    emailAddress: ['ada@example.com'],
    password: PASSWORD,
    locale: 'en-US',
    timezone: 'Europe/Lisbon',
    bypassClientTrust: true,
  });
  assert.deepEqual([ada.locale, ada.timezone, ada.bypassClientTrust], ['en-US', 'Europe/Lisbon', true]);
  assert.deepEqual(await users.verifyPassword({ userId: ada.id, password: PASSWORD }), { verified: true });
  await assert.rejects(users.verifyPassword({ userId: ada.id, password: 'wrong' }), { status: 422 });
  await assert.rejects(users.verifyTOTP({ userId: ada.id, code: '000000' }), { status: 400 });
  assert.equal((await users.setPasswordCompromised(ada.id)).requiresPasswordReset, true);
  assert.equal((await users.unsetPasswordCompromised(ada.id)).requiresPasswordReset, false);
  const file = new Blob([new Uint8Array(await drawPicture().png().toBuffer())]);
  assert.equal((await users.updateUserProfileImage(ada.id, { file })).hasImage, true);
  assert.equal((await users.deleteUserProfileImage(ada.id)).hasImage, false);
  for (const disable of [users.disableUserMFA, users.deleteUserTOTP, users.deleteUserBackupCodes]) {
    assert.deepEqual(await disable(ada.id), { userId: ada.id });
  }
  const gone = { status: 404 };
  await assert.rejects(users.deleteUserPasskey({ userId: ada.id, passkeyIdentificationId: 'pky_x' }), gone);
  await assert.rejects(users.deleteUserWeb3Wallet({ userId: ada.id, web3WalletIdentificationId: 'idn_x' }), gone);
  await assert.rejects(users.deleteUserExternalAccount({ userId: ada.id, externalAccountId: 'eac_x' }), gone);
  await assert.rejects(users.getUserOauthAccessToken(ada.id, 'google'), gone);

  const email = await emailAddresses.createEmailAddress({ userId: ada.id, emailAddress: 'new@example.com' });
  assert.equal(email.verification, null);
  await emailAddresses.updateEmailAddress(email.id, { verified: true, primary: true });
  assert.equal((await emailAddresses.getEmailAddress(email.id)).verification?.status, 'verified');
  assert.equal(await users.getCount({ emailAddressQuery: 'NEW@', banned: false }), 1);
  const only = await users.replaceUserEmailAddress(ada.id, { emailAddress: 'only@example.com' });
  await assert.rejects(emailAddresses.deleteEmailAddress(email.id), gone);
  assert.equal((await users.getUser(ada.id)).primaryEmailAddressId, only.id);
  await assert.rejects(users.replaceUserPhoneNumber(ada.id, { phoneNumber: '+12015550123' }), { status: 422 });
  await assert.rejects(clerk.phoneNumbers.getPhoneNumber('idn_x'), gone);

  instance.clock.advance(1);
  const bo = await users.createUser({ emailAddress: ['bo@example.com'], skipPasswordRequirement: true });
  const both = await users.banUsers([bo.id, ada.id]);
  assert.deepEqual(
    both.map(({ id, banned }) => [id, banned]),
    [
      [bo.id, true],
      [ada.id, true],
    ],
  );
  assert.ok((await users.unbanUsers([bo.id, ada.id])).every(({ banned }) => !banned));
  const after = await users.getUserList({ startingAfter: bo.id, limit: 5 });
  assert.deepEqual([after.data.map(({ id }) => id), after.totalCount], [[ada.id], 2]);
  assert.equal((await users.removePassword(ada.id, { signOutOfOtherSessions: true })).passwordEnabled, false);
  await instance.close();
});

it('the SDK reads and revokes sessions, and creates tokens of every kind', async () => {
  const { instance, clerk } = await open();
  const { userId, sessionId } = await instance.signUp(instance.browser(), 'ada@example.com');
  const session = await clerk.sessions.getSession(sessionId);
  assert.deepEqual([session.userId, session.latestActivity?.browserName], [userId, 'Chrome']);
  assert.equal((await clerk.sessions.getSessionList({ userId, status: 'active' })).totalCount, 1);
  assert.match((await clerk.sessions.getToken(sessionId)).jwt, /^ey/);
  assert.match((await clerk.sessions.getToken(sessionId, undefined, 300)).jwt, /^ey/);
  await assert.rejects(clerk.sessions.getToken(sessionId, undefined, 301), { status: 422 });
  await assert.rejects(clerk.sessions.getToken(sessionId, 'hasura'), { status: 404 });
  assert.equal((await clerk.sessions.revokeSession(sessionId)).status, 'revoked');
  const token = await clerk.signInTokens.createSignInToken({ userId });
  assert.deepEqual([token.status, typeof token.token], ['pending', 'string']);
  assert.equal((await clerk.signInTokens.revokeSignInToken(token.id)).status, 'revoked');
  assert.ok((await clerk.testingTokens.createTestingToken()).token);
  await instance.close();
});

it('a refusal is an error with its status, its problems and its trace id, and without the secret key', async () => {
  const { instance, clerk, secretKey } = await open(['users:read']);
  const error: BackendApiError = await clerk.users.createUser({}).catch((thrown) => thrown);
  assert.ok(error instanceof BackendApiError);
  assert.equal(error.status, 403);
  assert.equal(error.errors[0]?.code, 'insufficient_scope');
  assert.match(error.message, /POST \/v1\/users with status 403.*users:write/);
  assert.match(error.traceId ?? '', /^[0-9a-f]{32}$/);
  assert.ok(!inspect(error, { depth: 9 }).includes(secretKey));
  await instance.close();
});

it('an answer that asks to wait says how long', async () => {
  const fetch = async () =>
    new Response('{"errors":[{"code":"too_many_requests"}]}', { status: 429, headers: { 'retry-after': '7' } });
  const { users } = createBackendApi(createSend({ secretKey: KEY, apiUrl: 'https://clerk.example.com', fetch }));
  await assert.rejects(users.getCount(), { status: 429, retryAfter: 7 });
});

it('the secret key follows no redirect and goes to no unsafe URL', async () => {
  const seen: string[] = [];
  const fetch = (async (url: string, init: RequestInit) => {
    seen.push(url);
    assert.equal(init.redirect, 'manual');
    return new Response(null, { status: 302, headers: { location: 'https://evil.example/' } });
  }) as typeof globalThis.fetch;
  const { users } = createBackendApi(createSend({ secretKey: KEY, apiUrl: 'https://clerk.example.com/v1/', fetch }));
  await assert.rejects(users.getUser('user_1'), { name: 'BackendApiError', status: 302 });
  assert.deepEqual(seen, ['https://clerk.example.com/v1/users/user_1']);
  for (const apiUrl of ['http://clerk.example.com', 'ftp://localhost', '/api', '']) {
    const unsafe = createBackendApi(createSend({ secretKey: KEY, apiUrl, fetch }));
    await assert.rejects(unsafe.users.getUser('user_1'), BackendOptionsError, apiUrl);
  }
  assert.equal(seen.length, 1);
});

it('a call without a key, without an id or without an answer says so, and shows no key', async () => {
  const fetch = async () => {
    throw new TypeError(`fetch failed: Bearer ${KEY}`);
  };
  const away = createBackendApi(createSend({ secretKey: KEY, apiUrl: 'http://localhost:4400', fetch }));
  const error = await away.users.getUser('user_1').catch((thrown: unknown) => thrown);
  assert.ok(error instanceof BackendApiError && error.status === 0);
  assert.ok(!inspect(error).includes(KEY));
  await assert.rejects(away.users.getUser(''), TypeError);
  await assert.rejects(away.users.deleteUser('..'), TypeError);
  const keyless = createBackendApi(createSend({ apiUrl: 'https://clerk.example.com', fetch }));
  await assert.rejects(keyless.users.getUser('user_1'), /CLERK_SECRET_KEY/);
});

it('an id in a path cannot lead to another path', async () => {
  let asked = '';
  const fetch = (async (url: string) => {
    asked = url;
    return new Response('{"emailAddresses":[]}', { status: 404 });
  }) as typeof globalThis.fetch;
  const { users } = createBackendApi(createSend({ secretKey: KEY, apiUrl: 'https://clerk.example.com', fetch }));
  await assert.rejects(users.getUser('../sessions?x=1#y'), { status: 404 });
  assert.equal(asked, 'https://clerk.example.com/v1/users/..%2Fsessions%3Fx%3D1%23y');
});

it('the client of the SDK calls the Backend API, and verifies what it gets', async () => {
  const { instance, secretKey } = await open();
  const fetch = ((url: string, init: RequestInit) => instance.fetch(new Request(url, init))) as typeof globalThis.fetch;
  const { publishableKey } = instance.config;
  const now = () => instance.clock.now();
  const clerk = createClerkClient({ publishableKey, secretKey, fetch, now });
  const { userId, sessionId } = await instance.signUp(instance.browser(), 'ada@example.com');
  assert.equal((await clerk.users.getUser(userId)).primaryEmailAddress?.emailAddress, 'ada@example.com');
  const { jwt } = await clerk.sessions.getToken(sessionId);
  const { data } = await clerk.verifyToken(jwt);
  assert.equal(data?.sub, userId);
  await instance.close();
});

it('the SDK invites people, and keeps the waitlist', async () => {
  const { instance, clerk } = await open();
  const { invitations, waitlistEntries } = clerk;
  const ada = await invitations.createInvitation({ emailAddress: 'ada@example.com', publicMetadata: { some_key: 1 } });
  assert.deepEqual([ada.status, ada.publicMetadata], ['pending', { some_key: 1 }]);
  const bulk = await invitations.createInvitationBulk([{ emailAddress: 'bo@example.com', expiresInDays: 3 }]);
  assert.equal(bulk[0]?.expiresAt, instance.clock.now() + 3 * 86_400_000);
  assert.equal((await invitations.getInvitationList({ orderBy: '+email_address' })).totalCount, 2);
  assert.equal((await invitations.revokeInvitation(ada.id)).revoked, true);
  assert.deepEqual(await invitations.deleteInvitation(ada.id), { id: ada.id, deleted: true });
  const [cy] = await waitlistEntries.createBulk([{ emailAddress: 'cy@example.com', notify: false }]);
  assert.equal((await waitlistEntries.create({ emailAddress: 'cy@example.com' })).id, cy?.id);
  assert.equal((await waitlistEntries.invite(cy?.id ?? '')).invitation?.status, 'pending');
  assert.equal((await waitlistEntries.reject(cy?.id ?? '')).status, 'rejected');
  assert.equal((await waitlistEntries.list({ status: 'rejected' })).totalCount, 1);
  assert.equal((await waitlistEntries.delete(cy?.id ?? '')).deleted, true);
  await instance.close();
});

it('the SDK reads clients, sign-ups, the instance, and both lists', async () => {
  const { instance, clerk } = await open();
  const { sessionId } = await instance.signUp(instance.browser(), 'ada@example.com');
  const [client] = (await clerk.clients.getClientList()).data;
  assert.deepEqual(client?.sessionIds, [sessionId]);
  assert.deepEqual(await clerk.clients.getClient(client?.id ?? ''), client);
  const { jwt } = await clerk.sessions.getToken(sessionId);
  assert.equal((await clerk.clients.verifyClient(jwt)).id, client?.id);
  const { response } = await instance.browser().post('/v1/client/sign_ups', { email_address: 'bo@example.com' });
  const named = await clerk.signUps.update({ signUpAttemptId: response.id, externalId: 'crm-1' });
  assert.deepEqual(await clerk.signUps.get(response.id), named);
  assert.equal((await clerk.instance.get()).environmentType, 'production');
  assert.equal((await clerk.domains.list()).data[0]?.name, 'example.com');
  const { allowlistIdentifiers, blocklistIdentifiers } = clerk;
  const allowed = await allowlistIdentifiers.createAllowlistIdentifier({ identifier: 'ada@example.com' });
  assert.equal((await allowlistIdentifiers.getAllowlistIdentifierList()).data[0]?.id, allowed.id);
  assert.equal((await allowlistIdentifiers.deleteAllowlistIdentifier(allowed.id)).deleted, true);
  const blocked = await blocklistIdentifiers.createBlocklistIdentifier({ identifier: '*@evil.example' });
  assert.equal((await blocklistIdentifiers.getBlocklistIdentifierList()).totalCount, 1);
  assert.equal((await blocklistIdentifiers.deleteBlocklistIdentifier(blocked.id)).deleted, true);
  await instance.close();
});
