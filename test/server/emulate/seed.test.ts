import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, it } from 'node:test';
import { createClerkClient } from '@clerk/backend';
import { Secret, TOTP } from 'otpauth';
import { defineSeed, type Emulator, type Seed, SeedError } from '../../../src/entries/testing.ts';
import { browserOf, openEmulator, typePassword } from '../../support/emulators.ts';

const PASSWORD = 'password123';
const SECRET = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';
const WALLET = '0x52908400098527886e0f7030069857d2e4169ee7';

/** Every kind of user that a seed can have. */
const seed = defineSeed({
  users: [
    { id: 'user_ada', emailAddresses: ['ada@example.com'], password: PASSWORD },
    { emailAddresses: ['bea@example.com', { emailAddress: 'old@example.com', verified: false }], firstName: 'Bea' },
    { id: 'user_cy', phoneNumbers: ['+1 201 555 0123'], username: 'cy_b', password: PASSWORD },
    {
      id: 'user_dan',
      emailAddresses: [{ emailAddress: 'dan@example.com', id: 'idn_dan' }],
      password: PASSWORD,
      totpSecret: SECRET,
      backupCodes: ['abcd-1234', 'OIL00000'],
    },
    {
      id: 'user_eve',
      username: 'eve_b',
      password: PASSWORD,
      phoneNumbers: [{ phoneNumber: '+12015550124', reservedForSecondFactor: true }],
    },
    {
      id: 'user_fay',
      emailAddresses: ['fay@example.com'],
      externalAccounts: [{ provider: 'google', providerUserId: 'sub-1', firstName: 'Fay' }],
      web3Wallets: [WALLET],
      externalId: 'crm-7',
      publicMetadata: { plan: 'gold' },
      privateMetadata: { note: 'likes tea' },
      unsafeMetadata: { theme: 'dark' },
      createdAt: '2025-01-02T03:04:05Z',
      legalAcceptedAt: '2025-01-02T03:04:05Z',
      sessions: [{ id: 'sess_fay', createdAt: new Date().toISOString() }, {}],
    },
    {
      id: 'user_ivy',
      emailAddresses: ['ivy@example.com'],
      passwordDigest: createHash('sha256').update(PASSWORD).digest('hex'),
      passwordHasher: 'sha256',
    },
    { id: 'user_gus', emailAddresses: ['gus@example.com'], password: PASSWORD, banned: true },
    { id: 'user_hal', emailAddresses: ['hal@example.com'], password: PASSWORD, locked: true },
  ],
});

const settings = {
  attributes: { phoneNumber: 'optional', username: 'optional', web3Wallet: 'optional', emailAddress: 'optional' },
  wallets: ['metamask'],
  phoneCode: true,
  secondFactors: { totp: true, backupCode: true, phoneCode: true },
} as const;

const open = (): Promise<Emulator> => openEmulator({ seed, settings: { ...settings, wallets: ['metamask'] } });

describe('a seed', () => {
  it('signs its users in with password, code, username and number', async () => {
    const emulator = await open();
    assert.equal((await typePassword(browserOf(emulator), 'ada@example.com', PASSWORD)).status, 'complete');
    assert.equal((await typePassword(browserOf(emulator), 'cy_b', PASSWORD)).status, 'complete');
    assert.equal((await typePassword(browserOf(emulator), '+12015550123', PASSWORD)).status, 'complete');
    assert.equal((await typePassword(browserOf(emulator), 'ivy@example.com', PASSWORD)).status, 'complete');

    const browser = browserOf(emulator);
    const begun = await browser.post('/v1/client/sign_ins', { identifier: 'bea@example.com', strategy: 'email_code' });
    const [message] = await emulator.messages('bea@example.com');
    const done = await browser.post(`/v1/client/sign_ins/${begun.response.id}/attempt_first_factor`, {
      strategy: 'email_code',
      code: message?.code ?? '',
    });
    assert.equal(done.response.status, 'complete');
    assert.equal(done.client?.sessions[0]?.user?.first_name, 'Bea');
    const unverified = await browserOf(emulator).post('/v1/client/sign_ins', { identifier: 'old@example.com' });
    assert.equal(unverified.code, 'form_identifier_not_found');
  });

  it('has second factors: an authenticator app, backup codes in every spelling, and numbers', async () => {
    const emulator = await open();
    const second = async (identifier: string, strategy: string, code: string) => {
      const browser = browserOf(emulator);
      const { id, status } = await typePassword(browser, identifier, PASSWORD);
      assert.equal(status, 'needs_second_factor');
      const path = `/v1/client/sign_ins/${id}`;
      if (strategy === 'phone_code') await browser.post(`${path}/prepare_second_factor`, { strategy });
      return (await browser.post(`${path}/attempt_second_factor`, { strategy, code })).response?.status;
    };
    const totp = new TOTP({ secret: Secret.fromBase32(SECRET) });
    assert.equal(await second('dan@example.com', 'totp', totp.generate()), 'complete');
    assert.equal(await second('dan@example.com', 'backup_code', 'ABCD 1234'), 'complete');
    assert.equal(await second('dan@example.com', 'backup_code', 'oiloo000'), 'complete');
    assert.equal(await second('dan@example.com', 'backup_code', 'abcd-1234'), undefined, 'a code counts once');
    assert.equal(await second('eve_b', 'phone_code', '424242'), 'complete');
  });

  it('refuses the banned and the locked', async () => {
    const emulator = await open();
    const codeOf = async (identifier: string) => {
      const form = { identifier, strategy: 'password', password: PASSWORD };
      return (await browserOf(emulator).post('/v1/client/sign_ins', form)).code;
    };
    assert.equal(await codeOf('gus@example.com'), 'user_banned');
    assert.equal(await codeOf('hal@example.com'), 'user_locked');
  });

  it('shows its users to the Backend API, with everything that was given', async () => {
    const emulator = await openEmulator({ seed, settings: { ...settings, wallets: ['metamask'] }, port: 0 });
    const backend = createClerkClient({ secretKey: emulator.secretKey, apiUrl: emulator.url });
    const fay = await backend.users.getUser('user_fay');
    assert.deepEqual(
      [fay.externalId, fay.publicMetadata, fay.privateMetadata, fay.unsafeMetadata],
      ['crm-7', { plan: 'gold' }, { note: 'likes tea' }, { theme: 'dark' }],
    );
    assert.equal(fay.createdAt, Date.parse('2025-01-02T03:04:05Z'));
    assert.equal(fay.externalAccounts[0]?.provider, 'oauth_google');
    assert.equal(fay.web3Wallets[0]?.web3Wallet.toLowerCase(), WALLET);
    const sessions = await backend.sessions.getSessionList({ userId: 'user_fay', status: 'active' });
    assert.ok(sessions.data.some(({ id }) => id === 'sess_fay') && sessions.data.length === 2);
    const dan = await backend.users.getUser('user_dan');
    assert.deepEqual(
      [dan.passwordEnabled, dan.totpEnabled, dan.backupCodeEnabled, dan.primaryEmailAddressId],
      [true, true, true, 'idn_dan'],
    );
  });

  it('has the same ids at every start', async () => {
    const [one, other] = [await open(), await open()];
    assert.deepEqual(one.users, other.users);
    assert.match(one.users[1]?.id ?? '', /^user_\w{20,}$/);
  });

  it('that is wrong is refused, and every wrong part is named with its place', async () => {
    const problemsOf = async (wrong: unknown): Promise<string[]> => {
      const error = await openEmulator({ seed: wrong as Seed }).catch((thrown: unknown) => thrown);
      assert.ok(error instanceof SeedError, String(error));
      return error.problems.map(({ path, problem }) => `${path} ${problem}`);
    };
    const one = async (user: object) => (await problemsOf({ users: [user] })).join('\n');
    const ada = { emailAddresses: ['ada@example.com'] };
    assert.match(await one({ ...ada, pasword: 'x' }), /^users\[0\]\.pasword is not known\. Did you mean password\?$/);
    assert.match(await one({ ...ada, id: 'ada' }), /^users\[0\]\.id is "ada"\. .*user_/);
    assert.match(await one({ ...ada, banned: 'yes' }), /^users\[0\]\.banned is "yes", not true or false/);
    assert.match(await one({ ...ada, createdAt: 'yesterday' }), /^users\[0\]\.createdAt is "yesterday"\. .*ISO 8601/);
    assert.match(await one({ emailAddresses: 'ada@example.com' }), /^users\[0\]\.emailAddresses is .* not a list/);
    assert.match(await one({ emailAddresses: ['ada'] }), /^users\[0\]\.emailAddresses\[0\] cannot be used/);
    assert.match(await one({ emailAddresses: [{ verified: true }] }), /emailAddresses\[0\]\.emailAddress is missing/);
    assert.match(await one({}), /^users\[0\] needs an email address/);
    assert.match(await one({ ...ada, totpSecret: SECRET }), /secondFactors\.totp \(--second-factors-totp\)/);
    assert.match(await one({ ...ada, username: 'ada_b' }), /attributes\.username \(--attributes-username optional\)/);
    assert.match(await one({ ...ada, unsafeMetadata: { long: 'x'.repeat(9_000) } }), /unsafeMetadata has 90\d\d bytes/);
    assert.match(await one({ ...ada, passwordDigest: 'x' }), /passwordDigest and passwordHasher go together/);
    const digest = { passwordDigest: 'x', passwordHasher: 'bcrypt' };
    assert.match(await one({ ...ada, ...digest }), /passwordDigest cannot be used\. This is no digest of bcrypt/);
    assert.match(await one({ ...ada, ...digest, password: 'x' }), /one password too many/);
    assert.match(await one({ ...ada, externalAccounts: [{ provider: 'google' }] }), /providerUserId is missing/);
    assert.deepEqual(await problemsOf([]), [
      ' is a list, not an object. What the emulator holds when it starts, and after every reset.',
    ]);
    const twice = await problemsOf({
      users: [
        { id: 'user_a', ...ada },
        { id: 'user_a', ...ada },
      ],
    });
    assert.deepEqual(twice, [
      'users[1].emailAddresses[0] is also that of users[0].emailAddresses[0].',
      'users[1].id is also that of users[0].id.',
    ]);
  });

  it('that is wrong does not show passwords and other secrets', async () => {
    const secret = { password: 7_777_777, totpSecret: 'nineteen-88', backupCodes: ['<secret>'] };
    const wrong = { users: [{ emailAddresses: ['ada@example.com'], ...secret }] };
    const error = await openEmulator({ seed: wrong as unknown as Seed }).catch((thrown: unknown) => String(thrown));
    assert.match(String(error), /3 problems/);
    assert.doesNotMatch(String(error), /7777777|nineteen|<secret>/);
  });
});
