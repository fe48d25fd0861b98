import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { describe, it } from 'node:test';
import {
  type CodeHasher,
  createBackupCodes,
  findBackupCode,
  normalizeBackupCode,
} from '../../../../src/server/factors/backup-code/backup-codes.ts';

const KEY = randomBytes(32);
const USER = 'user_1';

/** Creates a hasher that salts like argon2id. The tests of the password hasher check the strength of the real hash. */
function fastHasher(): CodeHasher {
  const hash = (salt: string, text: string): string =>
    `$argon2id$${salt}$${createHash('sha256')
      .update(salt + text)
      .digest('base64url')}`;
  return {
    hash: async (text) => hash(randomBytes(16).toString('hex'), text),
    verify: async (phc, text) => hash(phc.split('$')[2] as string, text) === phc,
  };
}

describe('backup codes', () => {
  it('a set has ten different codes of 40 bits without look-alike characters', async () => {
    const { codes, hashes } = await createBackupCodes(fastHasher(), KEY, USER);
    assert.equal(new Set(codes).size, 10);
    assert.equal(new Set(hashes).size, 10);
    for (const code of codes) assert.match(code, /^[0-9a-hj-km-np-tv-z]{8}$/);
  });

  it('backup codes use every character of their alphabet', async () => {
    const seen = new Set<string>();
    for (let i = 0; i < 40; i++) {
      for (const code of (await createBackupCodes(fastHasher(), KEY, USER)).codes) for (const c of code) seen.add(c);
    }
    assert.equal(seen.size, 32);
  });

  it('each backup code is found by its own hash', async () => {
    const argon = fastHasher();
    const { codes, hashes } = await createBackupCodes(argon, KEY, USER);
    for (const [i, code] of codes.entries()) {
      assert.equal(await findBackupCode(argon, KEY, USER, code, hashes), hashes[i]);
    }
  });

  it('a backup code is not found after its use, for another user, or under another key', async () => {
    const argon = fastHasher();
    const { codes, hashes } = await createBackupCodes(argon, KEY, USER);
    const [code] = codes as [string];
    assert.equal(await findBackupCode(argon, KEY, USER, code, hashes.slice(1)), undefined);
    assert.equal(await findBackupCode(argon, KEY, USER, code, []), undefined);
    assert.equal(await findBackupCode(argon, KEY, 'user_2', code, hashes), undefined);
    assert.equal(await findBackupCode(argon, randomBytes(32), USER, code, hashes), undefined);
  });

  it('a code of an earlier set is not found in a newer one', async () => {
    const argon = fastHasher();
    const older = await createBackupCodes(argon, KEY, USER);
    const newer = await createBackupCodes(argon, KEY, USER);
    for (const code of older.codes) {
      assert.equal(await findBackupCode(argon, KEY, USER, code, newer.hashes), undefined);
    }
  });

  it('a backup code may be typed in any case, with blanks, dashes and look-alikes', () => {
    for (const typed of ['k3jd 01mx', 'K3JD-01MX', ' k3jd\u00a001mx\n', 'k3jdo1mx', 'K3JD-OLMX', 'k3jd0imx']) {
      assert.equal(normalizeBackupCode(typed), 'k3jd01mx', typed);
    }
  });

  it('a very long text is refused as a backup code without a hash', () => {
    assert.equal(normalizeBackupCode('k'.repeat(100_000)), '');
  });
});
