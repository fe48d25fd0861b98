import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { type ExportFormat, exportUsers } from '../../../src/server/import-export/export-users.ts';
import type { ExportedUser, ExportOptions } from '../../../src/server/import-export/present-record.ts';
import { getTestInstance, type TestInstance } from '../../support/instance.ts';
import { KNOWN_DIGESTS } from '../factors/password/digests/known-digests.ts';
import { importFile } from './import-file.ts';

const EVERYTHING = { withHashes: true, withSecrets: true };

async function exported(
  { app }: TestInstance,
  format: ExportFormat,
  options: ExportOptions = EVERYTHING,
): Promise<string> {
  let text = '';
  for await (const part of exportUsers(app.services, format, options)) text += part.text;
  return text;
}

const usersOf = (text: string): ExportedUser[] =>
  text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));

/** In CSV the verified addresses come before the others. */
const byVerified = (user: ExportedUser): ExportedUser => ({
  ...user,
  email_addresses: user.email_addresses.toSorted((a, b) => Number(b.verified) - Number(a.verified)),
  phone_numbers: user.phone_numbers.toSorted((a, b) => Number(b.verified) - Number(a.verified)),
});

const time = fc.integer({ min: 0, max: 1_700_000_000_000 }).map((ms) => new Date(ms).toISOString());
const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
/** Names begin with what a spreadsheet would run, too. */
const name = fc
  .tuple(fc.constantFrom('', '=', '@', "'", '-', '+1'), fc.string({ minLength: 1, maxLength: 20 }))
  .map((parts) => parts.join(''));
const metadata = fc.dictionary(fc.string({ maxLength: 8 }), fc.jsonValue({ maxDepth: 2 }), { maxKeys: 3 });

/** A user with a number of its own, so that no two of them have anything in common. */
const user = fc.record({
  username: fc.boolean(),
  first_name: optional(name),
  last_name: optional(name),
  emails: fc.array(fc.boolean(), { maxLength: 3 }),
  phones: fc.array(fc.record({ verified: fc.boolean(), isSecond: fc.boolean() }), { maxLength: 2 }),
  wallets: fc.array(fc.boolean(), { maxLength: 2 }),
  accounts: fc.array(fc.constantFrom('google', 'github', 'custom_acme'), { maxLength: 2 }),
  digest: optional(fc.constantFrom(...KNOWN_DIGESTS)),
  hasTotp: fc.boolean(),
  public_metadata: metadata,
  private_metadata: metadata,
  unsafe_metadata: metadata,
  banned: fc.boolean(),
  delete_self_enabled: optional(fc.boolean()),
  locale: optional(fc.constantFrom('en-US', 'de')),
  created_at: time,
  last_sign_in_at: optional(time),
  legal_accepted_at: optional(time),
});

function rowOf(
  {
    username,
    emails,
    phones,
    wallets,
    accounts,
    digest,
    hasTotp,
    ...plain
  }: typeof user extends fc.Arbitrary<infer T> ? T : never,
  i: number,
) {
  return {
    ...plain,
    id: `user_${i}`,
    // Every user has one identifier at least.
    username: username || emails.length + phones.length === 0 ? `name_${i}` : undefined,
    email_addresses: emails.map((verified, j) => ({ email_address: `a${i}.${j}@example.com`, verified })),
    phone_numbers: phones.map(({ verified, isSecond }, j) => ({
      phone_number: `+1415${String(5_550_100 + ((2 * i + j) % 100)).padStart(7, '0')}`,
      verified,
      ...(isSecond && { reserved_for_second_factor: true }),
    })),
    web3_wallets: wallets.map((verified, j) => ({
      web3_wallet: `0x${String(10 * i + j).padStart(40, 'a')}`,
      verified,
    })),
    external_accounts: accounts.map((provider, j) => ({
      provider,
      provider_user_id: `${i}-${j}`,
      email_address: 'x@example.com',
      email_verified: j === 0,
      first_name: 'A',
    })),
    ...(digest && { password_digest: digest.digest, password_hasher: digest.hasher }),
    ...(hasTotp && { totp_secret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP' }),
  };
}

describe('an export', () => {
  it('makes the same accounts on an empty server, as lines of JSON and as CSV', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(user, { minLength: 1, maxLength: 6 }), async (made) => {
        const servers = await Promise.all([1, 2, 3].map(() => getTestInstance()));
        const [first, second, third] = servers as [TestInstance, TestInstance, TestInstance];
        try {
          const report = await importFile(first, JSON.stringify(made.map(rowOf)), { keepIds: true });
          assert.deepEqual(report.refused, []);
          const lines = await exported(first, 'json');
          assert.equal(usersOf(lines).length, made.length);
          assert.deepEqual((await importFile(second, lines, { keepIds: true })).refused, []);
          assert.deepEqual(usersOf(await exported(second, 'json')), usersOf(lines));
          assert.deepEqual((await importFile(third, await exported(first, 'csv'), { keepIds: true })).refused, []);
          assert.deepEqual(usersOf(await exported(third, 'json')).map(byVerified), usersOf(lines).map(byVerified));
        } finally {
          for (const server of servers) await server.close();
        }
      }),
      { numRuns: 25 },
    );
  });

  it('has no hash and no secret unless they are asked for', async () => {
    const instance = await getTestInstance();
    const { digest, hasher } = KNOWN_DIGESTS[3] as (typeof KNOWN_DIGESTS)[number];
    const row = {
      email: 'ada@example.com',
      password_digest: digest,
      password_hasher: hasher,
      totp_secret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP',
    };
    await importFile(instance, JSON.stringify(row));
    for (const format of ['json', 'csv'] as const) {
      const plain = await exported(instance, format, {});
      assert(!plain.includes(digest) && !plain.includes('JBSWY'), format);
      const hashes = await exported(instance, format, { withHashes: true });
      assert(hashes.includes(digest) && !hashes.includes('JBSWY'), format);
      const secrets = await exported(instance, format, { withSecrets: true });
      assert(!secrets.includes(digest) && secrets.includes('JBSWY'), format);
    }
    await instance.close();
  });

  it('has the users of every page once', async () => {
    const instance = await getTestInstance();
    const rows = Array.from({ length: 401 }, (_, i) => ({ email: `p${i}@example.com` }));
    await importFile(instance, JSON.stringify(rows));
    const emails = usersOf(await exported(instance, 'json')).map((one) => one.email_addresses[0]?.email_address);
    assert.deepEqual(emails.toSorted(), rows.map(({ email }) => email).toSorted());
    await instance.close();
  });
});
