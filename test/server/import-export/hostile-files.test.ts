import assert from 'node:assert/strict';
import { it } from 'node:test';
import { onEachStorage } from '../../support/each-storage.ts';
import { importFile } from './import-file.ts';

const BCRYPT = '$2a$06$m0CrhHm10qJ3lXRY.5zDGO3rS2KdeeWLuGmsfGlMfOxih58VYVfxe';
const TEXTS = ['a\0b', 'a\r\nBcc: eve@example.com', '\ud800', '\u2028', '<script>', 'x'.repeat(100_000), '__proto__'];
const VALUES: unknown[] = [
  ...TEXTS,
  1,
  1e308,
  -1,
  true,
  null,
  [],
  {},
  [[]],
  [{}],
  [null],
  { toString: 1, valueOf: 1 },
  ['a\0b'],
  { a: 'a\0b' },
  [1],
];
const DEEP = `${'['.repeat(20_000)}${']'.repeat(20_000)}`;
const FIELDS = [
  'id',
  'external_id',
  'first_name',
  'last_name',
  'username',
  'email_addresses',
  'email_address',
  'phone_numbers',
  'phone_number',
  'web3_wallets',
  'external_accounts',
  'password',
  'password_digest',
  'password_hasher',
  'totp_secret',
  'backup_codes',
  'public_metadata',
  'private_metadata',
  'unsafe_metadata',
  'locale',
  'timezone',
  'created_at',
  'last_sign_in_at',
  'legal_accepted_at',
  'banned',
  'delete_self_enabled',
  'primary_email_address',
  'verified_email_addresses',
  'unverified_email_addresses',
  'nonsense',
  '__proto__',
  'constructor',
];

onEachStorage('hostile files of users', (open) => {
  it('a row with any value in any field is imported or refused, and the others are imported', async () => {
    const instance = await open({ config: { attributes: { phoneNumber: 'optional', username: 'optional' } } });
    let n = 0;
    const lines: string[] = [];
    for (const name of FIELDS) {
      for (const value of [...VALUES.map((each) => JSON.stringify(each)), DEEP]) {
        const rest = JSON.stringify({ id: `u${++n}`, email_addresses: [`a${n}@example.com`], [name]: undefined });
        lines.push(`${rest.slice(0, -1)}${rest === '{}' ? '' : ','}${JSON.stringify(name)}:${value}}`);
      }
    }
    const accounts = TEXTS.flatMap((text) =>
      ['provider', 'provider_user_id', 'email_address', 'first_name', 'last_name', 'username', 'image_url'].map(
        (field) => ({
          id: `o${++n}`,
          email_addresses: [`o${n}@example.com`],
          external_accounts: [{ provider: 'oauth_google', provider_user_id: `g${n}`, [field]: text }],
        }),
      ),
    );
    lines.push(...accounts.map((row) => JSON.stringify(row)));
    for (const cost of ['$2a$31$', '$2a$99$']) {
      const password_digest = BCRYPT.replace('$2a$06$', cost);
      lines.push(JSON.stringify({ id: `u${++n}`, email_addresses: [`a${n}@example.com`], password_digest }));
    }
    lines.push(JSON.stringify({ id: 'last', email_addresses: ['last@example.com'] }));
    const report = await importFile(instance, lines.join('\n'), { format: undefined });
    const count = report.created + report.updated + report.skipped + report.refused.length;
    assert.equal(count, lines.length, JSON.stringify(report.refused.slice(0, 3)));
    assert.ok((await instance.storage.findVerifiedEmailAddress('last@example.com')) !== null);
    const shown = JSON.stringify(report.refused);
    assert.doesNotMatch(shown, /invalid byte|sqlite|constraint failed|\bat \S+ \(|Cannot read|is not a function/i);
    assert.equal(({} as Record<string, unknown>).polluted, undefined);
    const users = await instance.storage.listUsers(
      {},
      { by: 'created_at', direction: 'desc' },
      { limit: 500, offset: 0 },
    );
    for (const user of users) {
      for (const text of [user.first_name, user.last_name, user.external_id, user.username, user.locale]) {
        assert.doesNotMatch(text ?? '', /[\p{Cc}\u2028\u2029]/u, 'no control character is stored');
      }
    }
  });
});
