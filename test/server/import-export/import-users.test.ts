import assert from 'node:assert/strict';
import { it } from 'node:test';
import { Secret, TOTP } from 'otpauth';
import { type ImportOptions, importUsers } from '../../../src/server/import-export/import-users.ts';
import type { FileRow } from '../../../src/server/import-export/read-rows.ts';
import { onEachStorage } from '../../support/each-storage.ts';
import type { TestInstance } from '../../support/instance.ts';
import { WEBHOOK_SECRET } from '../../support/webhook-instance.ts';
import { startReceiver } from '../../support/webhook-receiver.ts';
import { clerkRow, csvOf, importFile } from './import-file.ts';

const SIGN_INS = '/v1/client/sign_ins';
/** Of the password `a`. */
const BCRYPT = '$2a$06$m0CrhHm10qJ3lXRY.5zDGO3rS2KdeeWLuGmsfGlMfOxih58VYVfxe';
/** Of the password `password`. */
const MD5 = '5f4dcc3b5aa765d61d8327deb882cf99';
const SEED = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';
const CLERK_ID = 'user_2abcdefghijklmnopqrstuvwxyz';

type SignIn = { response: { status: string; id: string } };

async function signIn(instance: TestInstance, identifier: string, password: string): Promise<string> {
  const { body } = await instance.browser().post<SignIn>(SIGN_INS, { identifier, password });
  return body.errors?.[0]?.code ?? body.response.status;
}

async function userOf({ storage }: TestInstance, email: string) {
  const row = await storage.findVerifiedEmailAddress(email);
  return row && storage.findUser(row.user_id);
}

const people = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, i) =>
    clerkRow({ id: `user_${from + i}`, primary_email_address: `p${from + i}@example.com` }),
  );

/** The first rows of a file that cannot be read to its end. */
async function* firstRows(count: number): AsyncGenerator<FileRow> {
  for (const [place, value] of people(0, count).entries()) yield { line: place + 2, value };
  throw new Error('the disk is gone');
}

onEachStorage('import of users', (open) => {
  it("reads the file that Clerk's dashboard exports, and its users sign in with their passwords and authenticator apps", async () => {
    const instance = await open({
      config: { secondFactors: { totp: true }, attributes: { phoneNumber: 'optional' }, sms: undefined },
    });
    const report = await importFile(
      instance,
      csvOf([
        clerkRow({
          id: CLERK_ID,
          first_name: 'Ada',
          last_name: 'Lovelace',
          username: 'ada_l',
          primary_email_address: 'ada@example.com',
          verified_email_addresses: 'ada@example.com,lady@example.com',
          unverified_email_addresses: 'new@example.com',
          primary_phone_number: '+14155550123',
          verified_phone_numbers: '+14155550123',
          password_digest: BCRYPT,
          password_hasher: 'bcrypt',
        }),
        clerkRow({
          id: 'user_2',
          primary_email_address: 'tim@example.com',
          totp_secret: SEED,
          password_digest: MD5,
          password_hasher: 'md5',
        }),
        clerkRow({ id: 'user_3', primary_email_address: 'u@example.com', unverified_email_addresses: 'u@example.com' }),
      ]),
    );
    assert.deepEqual([report.format, report.created, report.refused], ['clerk', 3, []]);
    assert.deepEqual([report.unreachable, report.hashers], [1, { bcrypt: 1, md5: 1 }]);
    const ada = await userOf(instance, 'ada@example.com');
    assert(ada);
    assert.deepEqual(
      [ada.external_id, ada.first_name, ada.last_name, ada.username],
      [CLERK_ID, 'Ada', 'Lovelace', 'ada_l'],
    );
    const emails = await instance.storage.listEmailAddresses([ada.id]);
    assert.deepEqual(
      emails.map(({ email, verified, id }) => [email, verified, id === ada.primary_email_address_id]),
      [
        ['ada@example.com', true, true],
        ['lady@example.com', true, false],
        ['new@example.com', false, false],
      ],
    );
    const [phone] = await instance.storage.listPhoneNumbers([ada.id]);
    assert.deepEqual([phone?.phone, phone?.verified, phone?.id], ['+14155550123', true, ada.primary_phone_number_id]);
    assert.equal(await signIn(instance, 'lady@example.com', 'a'), 'complete');
    assert.match((await instance.storage.findUser(ada.id))?.password_hash ?? '', /^\$argon2id\$/);

    const browser = instance.browser();
    const first = await browser.post<SignIn>(SIGN_INS, { identifier: 'tim@example.com', password: 'password' });
    assert.equal(first.body.response.status, 'needs_second_factor');
    const code = TOTP.generate({ secret: Secret.fromBase32(SEED), timestamp: instance.clock.now() });
    const path = `${SIGN_INS}/${first.body.response.id}/attempt_second_factor`;
    assert.equal((await browser.post<SignIn>(path, { strategy: 'totp', code })).body.response.status, 'complete');
  });

  it('mails nobody, and leaves an event that no webhook and no mail tells of', async () => {
    const instance = await open();
    await importFile(instance, csvOf(people(0, 3)));
    const user = await userOf(instance, 'p1@example.com');
    assert.deepEqual(
      (await instance.storage.listEvents(user?.id ?? '')).map(({ type }) => type),
      ['user.created'],
    );
    await instance.app.settle();
    assert.equal(instance.mailbox.messages.length, 0);
    // A later change continues the row of events.
    await importFile(
      instance,
      csvOf([clerkRow({ id: 'user_1', first_name: 'Pat', primary_email_address: 'p1@example.com' })]),
      { update: true },
    );
    assert.deepEqual(
      (await instance.storage.listEvents(user?.id ?? '')).map(({ type }) => type),
      ['user.created', 'user.updated'],
    );
  });

  it('sends webhooks of new and of changed users when it is asked to, and none otherwise', async () => {
    const receiver = await startReceiver();
    try {
      const instance = await open({
        config: { instanceType: 'development', webhooks: [{ url: receiver.url, secret: WEBHOOK_SECRET }] },
      });
      const file = (name: string) =>
        csvOf([clerkRow({ id: 'user_1', first_name: name, primary_email_address: 'pat@example.com' })]);
      const told = async (name: string, options: ImportOptions) => {
        await importFile(instance, file(name), options);
        await instance.app.settle();
        return receiver.types();
      };
      assert.deepEqual(await told('Pat', {}), []);
      assert.deepEqual(await told('Patrick', { update: true }), []);
      assert.deepEqual(await told('Patricia', { update: true, webhooks: true }), ['user.updated']);
    } finally {
      await receiver.close();
    }
  });

  it('can be run again after it was interrupted: users who are there stay as they are', async () => {
    const instance = await open();
    const file = csvOf(people(0, 450));
    const interrupted = importUsers(instance.app.services, { ip: null, now: instance.clock.now() }, firstRows(250));
    await assert.rejects(interrupted, /the disk is gone/);
    const before = await instance.storage.countUsers({});
    assert(before > 0 && before < 450);
    const again = await importFile(instance, file);
    assert.deepEqual([again.created, again.skipped, again.refused], [450 - before, before, []]);
    assert.equal((await importFile(instance, file)).skipped, 450);
    assert.equal(await instance.storage.countUsers({}), 450);
  });

  it('refuses the rows that cannot be imported, with their lines and reasons, and imports the others', async () => {
    const instance = await open();
    await instance.signUp(instance.browser(), 'there@example.com');
    const lines = [
      'id,primary_email_address,username,password_digest,password_hasher,created_at',
      'a,fine@example.com,,,,',
      'b,not an address,,,,',
      'c,there@example.com,,,,',
      'd,fine@EXAMPLE.com,,,,',
      'e,e@example.com,x,,,',
      'f,f@example.com,,$2b$31$abcdefghijklmnopqrstuu9zkq65eNjJ/pyWJYBzBge4LrMqMXEd6,bcrypt,',
      'g,g@example.com,,5f4dcc3b5aa765d61d8327deb882cf99,,',
      'h,h@example.com,,x,rot13,',
      'i,,,,,',
      'j,j@example.com,,,,2999-01-01T00:00:00Z',
      'k,k@example.com',
      'l,l@example.com,,,,',
    ];
    const report = await importFile(instance, lines.join('\n'));
    assert.equal(report.created, 2);
    assert.deepEqual(
      report.refused.map(({ line, id }) => [line, id]),
      [
        [3, 'b'],
        [4, 'c'],
        [5, 'd'],
        [6, 'e'],
        [7, 'f'],
        [8, 'g'],
        [9, 'h'],
        [10, 'i'],
        [11, 'j'],
        [12, null],
      ],
    );
    const reasons = report.refused.map(({ reason }) => reason);
    const expected = [
      /email address/,
      /its email address belongs to user_/,
      /its email address belongs to the user of line 2/,
      /username/,
      /from 4 to 15/,
      /give password_hasher/,
      /Give one of/,
      /a user needs/,
      /in the future/,
      /2 cells/,
    ];
    for (const [place, pattern] of expected.entries()) assert.match(reasons[place] ?? '', pattern);
  });

  it('writes nothing in a dry run, and reports the same', async () => {
    const instance = await open();
    const twice = csvOf([...people(0, 250), clerkRow({ id: 'other', primary_email_address: 'P7@example.com' })]);
    const dry = await importFile(instance, twice, { dryRun: true });
    assert.equal(await instance.storage.countUsers({}), 0);
    const real = await importFile(instance, twice);
    assert.deepEqual([dry.created, dry.refused.length], [250, 1]);
    assert.deepEqual(
      { ...dry, dryRun: false, refused: dry.refused.map(({ line }) => line) },
      { ...real, refused: real.refused.map(({ line }) => line) },
    );
  });

  it('keeps ids where they are asked for, and refuses those that are none', async () => {
    const instance = await open();
    const file = csvOf([
      clerkRow({ id: CLERK_ID, primary_email_address: 'ada@example.com' }),
      clerkRow({ id: 'auth0|1', primary_email_address: 'bob@example.com' }),
    ]);
    const report = await importFile(instance, file, { keepIds: true });
    assert.equal((await userOf(instance, 'ada@example.com'))?.id, CLERK_ID);
    assert.equal((await userOf(instance, 'ada@example.com'))?.external_id, null);
    assert.match(report.refused[0]?.reason ?? '', /cannot be kept/);
    assert.equal((await importFile(instance, file, { keepIds: true })).skipped, 1);
  });

  it('changes users who are there when it is asked to, and takes nothing away', async () => {
    const instance = await open();
    await importFile(
      instance,
      csvOf([
        clerkRow({
          id: 'a',
          primary_email_address: 'ada@example.com',
          first_name: 'Ada',
          password_digest: BCRYPT,
          password_hasher: 'bcrypt',
        }),
      ]),
    );
    const changed = JSON.stringify({
      id: 'a',
      email_addresses: ['ada@example.com', 'second@example.com'],
      last_name: 'Lovelace',
      public_metadata: { plan: 'pro' },
      password_digest: MD5,
      password_hasher: 'md5',
      external_accounts: [{ provider: 'google', provider_user_id: '42', email_address: 'ada@example.com' }],
    });
    const report = await importFile(instance, changed, { update: true });
    assert.deepEqual([report.updated, report.skipped, report.refused], [1, 0, []]);
    const ada = await userOf(instance, 'second@example.com');
    assert.deepEqual([ada?.first_name, ada?.last_name, ada?.public_metadata], ['Ada', 'Lovelace', '{"plan":"pro"}']);
    assert.equal((await instance.storage.listExternalAccounts([ada?.id ?? ''])).length, 1);
    assert.equal((await importFile(instance, changed, { update: true })).skipped, 1);
    // The password of the newer file counts, until one was used here.
    assert.equal(await signIn(instance, 'ada@example.com', 'password'), 'complete');
    const older = JSON.stringify({
      id: 'a',
      email_addresses: ['ada@example.com'],
      password_digest: BCRYPT,
      password_hasher: 'bcrypt',
    });
    await importFile(instance, older, { update: true });
    assert.equal(await signIn(instance, 'ada@example.com', 'password'), 'complete');
  });

  it('imports plaintext passwords, backup codes and unverified addresses that the operator trusts', async () => {
    const instance = await open({ config: { secondFactors: { totp: true, backupCode: true } } });
    const user = {
      email: 'ada@example.com',
      unverified_email_addresses: ['ada@example.com'],
      password: 'a plain long phrase',
      totp_secret: SEED,
      backup_codes: ['ABCD-1234', 'efgh5678'],
    };
    const report = await importFile(instance, JSON.stringify([user]), { assumeVerified: true });
    assert.deepEqual([report.created, report.unreachable, report.refused], [1, 0, []]);
    const browser = instance.browser();
    const first = await browser.post<SignIn>(SIGN_INS, { identifier: user.email, password: user.password });
    const path = `${SIGN_INS}/${first.body.response.id}/attempt_second_factor`;
    const second = await browser.post<SignIn>(path, { strategy: 'backup_code', code: 'abcd1234' });
    assert.equal(second.body.response.status, 'complete');
  });
});
