import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { readFirebaseHashConfig } from '../../../src/server/import-export/formats/firebase-format.ts';
import { getTestInstance, type TestInstance } from '../../support/instance.ts';
import { KNOWN_DIGESTS } from '../factors/password/digests/known-digests.ts';
import { csvOf, importFile } from './import-file.ts';

const SIGN_INS = '/v1/client/sign_ins';
const BCRYPT = '$2a$06$m0CrhHm10qJ3lXRY.5zDGO3rS2KdeeWLuGmsfGlMfOxih58VYVfxe';
const known = (hasher: string) => KNOWN_DIGESTS.find((one) => one.hasher === hasher);
const FIREBASE = known('scrypt_firebase');
const [HASH = '', SALT = '', KEY = '', SEPARATOR = ''] = FIREBASE?.digest.split('$') ?? [];
/** As Firebase's console shows it. */
const HASH_CONFIG = `hash_config {
  algorithm: SCRYPT,
  base64_signer_key: ${KEY},
  base64_salt_separator: ${SEPARATOR},
  rounds: 8,
  mem_cost: 14,
}`;

describe('import of the files of other systems', () => {
  let instance: TestInstance;
  afterEach(() => instance.close());

  const signIn = async (identifier: string, password: string): Promise<string> => {
    const { body } = await instance
      .browser()
      .post<{ response: { status: string } }>(SIGN_INS, { identifier, password });
    return body.errors?.[0]?.code ?? body.response.status;
  };
  const userOf = async (email: string) => {
    const row = await instance.storage.findVerifiedEmailAddress(email);
    return row && instance.storage.findUser(row.user_id);
  };

  it("takes Auth0's export, and the passwords of its support file with --update", async () => {
    instance = await getTestInstance();
    const exported = [
      {
        user_id: 'auth0|5f7c8ec7c33c6c004bbafe82',
        email: 'ada@example.com',
        email_verified: true,
        name: 'Ada Lovelace',
        nickname: 'ada',
        picture: 'https://s.gravatar.com/avatar/x',
        created_at: '2020-10-06T15:32:39.000Z',
        user_metadata: { theme: 'dark' },
        app_metadata: { plan: 'pro' },
        identities: [
          { provider: 'auth0', user_id: '5f7c8ec7c33c6c004bbafe82', connection: 'db', isSocial: false },
          { provider: 'google-oauth2', user_id: '1234567890', connection: 'google-oauth2', isSocial: true },
        ],
      },
      { user_id: 'auth0|2', email: 'bob@example.com', email_verified: false, name: 'bob@example.com', blocked: true },
    ];
    const first = await importFile(instance, exported.map((user) => JSON.stringify(user)).join('\n'));
    assert.deepEqual([first.format, first.created, first.refused], ['auth0', 2, []]);
    const ada = await userOf('ada@example.com');
    assert(ada);
    assert.deepEqual(
      [ada.external_id, ada.first_name, ada.last_name],
      ['auth0|5f7c8ec7c33c6c004bbafe82', 'Ada', 'Lovelace'],
    );
    assert.deepEqual(
      [ada.unsafe_metadata, ada.public_metadata, ada.created_at],
      ['{"theme":"dark"}', '{"plan":"pro"}', 1_601_998_359_000],
    );
    const [google] = await instance.storage.listExternalAccounts([ada.id]);
    assert.deepEqual(
      [google?.provider, google?.provider_user_id, google?.email_address_id !== null],
      ['oauth_google', '1234567890', true],
    );
    const [bob] = await instance.storage.listUsers(
      { externalIds: ['auth0|2'] },
      { by: 'created_at', direction: 'asc' },
      { limit: 1, offset: 0 },
    );
    assert.deepEqual([bob?.banned, bob?.first_name, bob?.primary_email_address_id], [true, null, null]);

    const passwords = {
      _id: { $oid: '5f7c8ec7c33c6c004bbafe82' },
      email: 'ada@example.com',
      email_verified: true,
      passwordHash: BCRYPT,
      password_set_date: { $date: '2020-10-06T15:32:39.000Z' },
      tenant: 'acme',
      connection: 'db',
    };
    const second = await importFile(instance, JSON.stringify(passwords), { update: true });
    assert.deepEqual([second.format, second.updated, second.refused, second.ignored], ['auth0', 1, [], {}]);
    assert.equal(await signIn('ada@example.com', 'a'), 'complete');
  });

  it('takes the custom hashes of Auth0 that it can verify, and says which it cannot', async () => {
    instance = await getTestInstance();
    const [pbkdf2] = [known('pbkdf2_sha256')?.digest.split('$') ?? []];
    const phc = `$pbkdf2-sha256$i=${pbkdf2[1]},l=32$${pbkdf2[2]}$${pbkdf2[3]}`;
    const hashes = [
      { algorithm: 'pbkdf2', hash: { value: phc, encoding: 'utf8' } },
      {
        algorithm: 'md5',
        hash: { value: '59fb4381bee97c5d6b171a402189fb45', encoding: 'hex' },
        salt: { value: 'salt$y', position: 'prefix' },
      },
      { algorithm: 'ldap', hash: { value: known('ldap_ssha')?.digest } },
      { algorithm: 'sha512', hash: { value: '00' } },
    ];
    const users = hashes.map((custom_password_hash, i) => ({
      user_id: `auth0|${i}`,
      email: `u${i}@example.com`,
      email_verified: true,
      custom_password_hash,
    }));
    const report = await importFile(instance, JSON.stringify(users));
    assert.deepEqual(
      [report.created, report.refused.map(({ reason }) => reason)],
      [3, ['passwords that sha512 hashed cannot be verified here']],
    );
    for (let i = 0; i < 3; i++) assert.equal(await signIn(`u${i}@example.com`, 'pässwörd 1'), 'complete', String(i));
  });

  it("takes Firebase's export with the hash config of the project, and asks for it when it lacks", async () => {
    instance = await getTestInstance({ config: { attributes: { phoneNumber: 'optional' }, sms: undefined } });
    const file = JSON.stringify({
      users: [
        {
          localId: 'abc',
          email: 'ada@example.com',
          emailVerified: true,
          passwordHash: HASH.replaceAll('+', '-').replaceAll('/', '_'),
          salt: SALT,
          displayName: 'Ada Lovelace',
          photoUrl: 'https://example.com/ada.png',
          phoneNumber: '+14155550123',
          createdAt: '1601998359000',
          lastSignedInAt: '1601998360000',
          customAttributes: '{"admin":true}',
          providerUserInfo: [
            { providerId: 'google.com', rawId: '42', email: 'ada@example.com', displayName: 'Ada Lovelace' },
            { providerId: 'password', rawId: 'ada@example.com' },
          ],
        },
        { localId: 'nobody', providerUserInfo: [] },
      ],
    });
    await assert.rejects(importFile(instance, file), /--firebase-hash-config/);
    const report = await importFile(instance, file, { firebaseHashConfig: readFirebaseHashConfig(HASH_CONFIG) });
    assert.deepEqual([report.format, report.created, report.refused.length, report.ignored], ['firebase', 1, 1, {}]);
    const ada = await userOf('ada@example.com');
    assert.deepEqual(
      [ada?.external_id, ada?.first_name, ada?.public_metadata, ada?.last_sign_in_at],
      ['abc', 'Ada', '{"admin":true}', 1_601_998_360_000],
    );
    assert.deepEqual(
      (await instance.storage.listExternalAccounts([ada?.id ?? ''])).map(({ provider }) => provider),
      ['oauth_google'],
    );
    assert.equal(await signIn('ada@example.com', FIREBASE?.password ?? ''), 'complete');
    const json = JSON.stringify({
      algorithm: 'SCRYPT',
      base64SignerKey: KEY,
      base64SaltSeparator: SEPARATOR,
      rounds: 8,
      memCost: 14,
    });
    assert.deepEqual(readFirebaseHashConfig(json), readFirebaseHashConfig(HASH_CONFIG));
    assert.throws(() => readFirebaseHashConfig('algorithm: BCRYPT'), /BCRYPT/);
    assert.throws(() => readFirebaseHashConfig('algorithm: SCRYPT'), /no base64_signer_key/);
  });

  it("takes Supabase's table auth.users as CSV and as JSON", async () => {
    instance = await getTestInstance({ config: { attributes: { phoneNumber: 'optional' }, sms: undefined } });
    const row = {
      instance_id: '00000000-0000-0000-0000-000000000000',
      id: '7a0a3a4e-1111-4222-8333-944445555666',
      aud: 'authenticated',
      role: 'authenticated',
      email: 'ada@example.com',
      encrypted_password: BCRYPT,
      email_confirmed_at: '2024-01-31 12:00:00.123+00',
      confirmation_token: '',
      recovery_sent_at: '2024-02-01 00:00:00+00',
      raw_app_meta_data: '{"provider":"email","providers":["email"],"plan":"pro"}',
      raw_user_meta_data: '{"full_name":"Ada Lovelace","sub":"x"}',
      created_at: '2024-01-31 11:00:00+00',
      phone: '14155550123',
      phone_confirmed_at: '2024-01-31 12:00:00+00',
      banned_until: '',
      is_sso_user: 'f',
      deleted_at: '',
    };
    const report = await importFile(
      instance,
      csvOf([row, { ...row, id: 'gone', email: 'gone@example.com', phone: '', deleted_at: '2024-03-01 00:00:00+00' }]),
    );
    assert.deepEqual([report.format, report.created, report.ignored], ['supabase', 1, {}]);
    assert.deepEqual(
      report.refused.map(({ line, reason }) => [line, reason]),
      [[3, 'the user was deleted at Supabase']],
    );
    const ada = await userOf('ada@example.com');
    assert.deepEqual([ada?.external_id, ada?.first_name, ada?.public_metadata], [row.id, 'Ada', '{"plan":"pro"}']);
    assert.equal(ada?.created_at, Date.parse('2024-01-31T11:00:00Z'));
    assert.equal((await instance.storage.listPhoneNumbers([ada?.id ?? '']))[0]?.verified, true);
    assert.equal(await signIn('ada@example.com', 'a'), 'complete');
    const json = JSON.stringify([
      {
        id: 'b',
        email: 'bob@example.com',
        encrypted_password: BCRYPT,
        email_confirmed_at: null,
        raw_user_meta_data: { name: 7 },
        banned_until: '2125-01-01T00:00:00Z',
      },
    ]);
    const second = await importFile(instance, json);
    assert.deepEqual([second.created, second.unreachable], [1, 1]);
  });

  it("takes users as Clerk's Backend API and its tools write them", async () => {
    instance = await getTestInstance();
    const fromApi = {
      object: 'user',
      id: 'user_1',
      external_id: 'own-1',
      primary_email_address_id: 'idn_2',
      email_addresses: [
        { id: 'idn_1', email_address: 'new@example.com', verification: { status: 'unverified' } },
        { id: 'idn_2', email_address: 'ada@example.com', verification: { status: 'verified', strategy: 'email_code' } },
      ],
      phone_numbers: [],
      web3_wallets: [],
      external_accounts: [
        {
          object: 'external_account',
          provider: 'oauth_github',
          provider_user_id: '7',
          email_address: 'ada@example.com',
          avatar_url: 'http://example.com/x.png',
        },
      ],
      public_metadata: { a: 1 },
      created_at: 1_601_998_359_000,
      last_sign_in_at: null,
      organization_memberships: [{}],
      password_enabled: true,
    };
    const fromTool = {
      userId: 'user_2',
      email: ['bob@example.com'],
      firstName: 'Bob',
      password: BCRYPT,
      passwordHasher: 'bcrypt',
      publicMetadata: { b: 2 },
    };
    const report = await importFile(instance, JSON.stringify([fromApi, fromTool], undefined, 2));
    assert.deepEqual([report.format, report.created, report.refused], ['clerk', 2, []]);
    assert.deepEqual(report.ignored, { organization_memberships: 1 });
    const ada = await userOf('ada@example.com');
    assert.deepEqual([ada?.external_id, ada?.public_metadata], ['own-1', '{"a":1}']);
    const [github] = await instance.storage.listExternalAccounts([ada?.id ?? '']);
    assert.deepEqual([github?.provider, github?.image_url], ['oauth_github', '']);
    assert.equal((await userOf('bob@example.com'))?.external_id, 'user_2');
    assert.equal(await signIn('bob@example.com', 'a'), 'complete');
  });
});
