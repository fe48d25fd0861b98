import assert from 'node:assert/strict';
import { createPublicKey, generateKeyPairSync, randomBytes, verify } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, describe, it } from 'node:test';
import { type KeyStorage, loadKeys } from '../../../src/server/keys/load-keys.ts';
import { ConfigError } from '../../../src/server/lib/config-error.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'clerk-keys-'));
after(() => rmSync(folder, { recursive: true, force: true }));

class MapStorage implements KeyStorage {
  readonly settings = new Map<string, string>();
  async getSetting(key: string) {
    return this.settings.get(key);
  }
  async insertSettingOnce(key: string, value: string) {
    const kept = this.settings.get(key) ?? value;
    this.settings.set(key, kept);
    return kept;
  }
}

let count = 0;
const sqlite = () => ({ databaseUrl: `sqlite:${path.join(folder, String(count++), 'clerk.db')}`, keyFile: null });
const fileOf = (config: { databaseUrl: string }) => config.databaseUrl.slice(7).replace(/\.db$/, '.keys.json');
const postgres = { databaseUrl: 'postgres://db.example/clerk', keyFile: null };
const MASTER = randomBytes(32).toString('base64');
const pemOf = (modulusLength: number, publicExponent = 65_537) =>
  generateKeyPairSync('rsa', { modulusLength, publicExponent }).privateKey.export({
    type: 'pkcs8',
    format: 'pem',
  }) as string;

describe('keys beside a SQLite database', () => {
  it('the first start creates keys that only the owner can read, and the next start uses them', async () => {
    const config = sqlite();
    const storage = new MapStorage();
    const first = await loadKeys(config, storage);
    const second = await loadKeys(config, storage);
    assert.equal(first.signer.kid, second.signer.kid);
    assert.deepEqual(first.secret, second.secret);
    assert.equal(first.secret.length, 32);
    assert.equal(statSync(fileOf(config)).mode & 0o777, 0o600);
    assert.deepEqual(readdirSync(path.dirname(fileOf(config))), ['clerk.keys.json']);
    assert.deepEqual(second.warnings, []);
  });

  it('the published key verifies what the signing key signs', async () => {
    const { signer } = await loadKeys(sqlite(), new MapStorage());
    assert.match(signer.kid, /^ins_[A-Za-z0-9]{20,}$/);
    assert.deepEqual(Object.keys(signer.jwk).sort(), ['alg', 'e', 'kid', 'kty', 'n', 'use']);
    assert.deepEqual([signer.jwk.e, signer.jwk.alg, signer.jwk.kid], ['AQAB', 'RS256', signer.kid]);
    const { kty, n, e } = signer.jwk;
    const key = createPublicKey({ key: { kty, n, e }, format: 'jwk' });
    assert.ok(verify('sha256', Buffer.from('a.b'), key, Buffer.from(signer.sign('a.b'), 'base64url')));
  });

  it('two processes that start together use the same keys', async () => {
    const config = sqlite();
    const storage = new MapStorage();
    const all = await Promise.all(Array.from({ length: 4 }, () => loadKeys(config, storage)));
    assert.equal(new Set(all.map(({ signer }) => signer.kid)).size, 1);
  });

  it('the keys never appear in the database', async () => {
    const config = sqlite();
    const storage = new MapStorage();
    const { secret } = await loadKeys(config, storage);
    const kept = [...storage.settings.values()].join();
    assert.ok(kept.length > 0);
    for (const encoding of ['hex', 'base64', 'base64url'] as const) {
      assert.ok(!kept.includes(Buffer.from(secret).toString(encoding).slice(0, 20)));
    }
    assert.doesNotMatch(kept, /PRIVATE KEY/);
  });

  it('the next start takes read access to the key file from other users', async () => {
    const config = sqlite();
    await loadKeys(config, new MapStorage());
    chmodSync(fileOf(config), 0o644);
    assert.deepEqual((await loadKeys(config, new MapStorage())).warnings, []);
    assert.equal(statSync(fileOf(config)).mode & 0o777, 0o600);
  });

  it('a damaged or lost key file stops the start, and is not replaced', async () => {
    const config = sqlite();
    const storage = new MapStorage();
    await loadKeys(config, storage);
    writeFileSync(fileOf(config), '{"masterKey": "abc"');
    await assert.rejects(loadKeys(config, storage), /keyFile .*is damaged/);
    rmSync(fileOf(config));
    await assert.rejects(loadKeys(config, storage), /master key is not the one of this database/);
  });

  it('the keys of an in-memory database are not stored', async () => {
    const config = { databaseUrl: 'sqlite::memory:', keyFile: null };
    const [first, second] = [await loadKeys(config, new MapStorage()), await loadKeys(config, new MapStorage())];
    assert.notEqual(first.signer.kid, second.signer.kid);
    assert.ok(!existsSync(':memory:.keys.json'));
  });
});

describe('keys of several nodes on Postgres', () => {
  it('Postgres needs a master key or a key file', async () => {
    await assert.rejects(loadKeys(postgres, new MapStorage()), /CLERK_MASTER_KEY is missing, and Postgres needs it/);
    const keyFile = path.join(folder, 'shared.json');
    const { signer } = await loadKeys({ ...postgres, keyFile }, new MapStorage());
    assert.equal((await loadKeys({ ...postgres, keyFile }, new MapStorage())).signer.kid, signer.kid);
  });

  it('several nodes share one encrypted signing key through the database', async () => {
    const storage = new MapStorage();
    const env = { CLERK_MASTER_KEY: MASTER };
    const [first, second] = await Promise.all([loadKeys(postgres, storage, env), loadKeys(postgres, storage, env)]);
    assert.equal(first.signer.kid, second.signer.kid);
    // A PEM of such a key begins so. Three characters would also be found in random text, in one run of 150.
    assert.doesNotMatch(storage.settings.get('signing_key') ?? '', /PRIVATE|MIIE[opv]/);
  });

  it('another master key or a changed signing key stops the start', async () => {
    const storage = new MapStorage();
    await loadKeys(postgres, storage, { CLERK_MASTER_KEY: MASTER });
    const other = randomBytes(32).toString('hex');
    await assert.rejects(loadKeys(postgres, storage, { CLERK_MASTER_KEY: other }), /not the one of this database/);
    const sealed = storage.settings.get('signing_key') ?? '';
    storage.settings.set('signing_key', `${sealed.slice(0, -6)}AAAAAA`);
    await assert.rejects(loadKeys(postgres, storage, { CLERK_MASTER_KEY: MASTER }), /cannot be decrypted/);
  });

  it('the environment may hold both the master key and the signing key', async () => {
    const pem = pemOf(2048);
    const storage = new MapStorage();
    const env = { CLERK_MASTER_KEY: MASTER, CLERK_SIGNING_KEY: pem.replaceAll('\n', '\\n') };
    const { signer } = await loadKeys(postgres, storage, env);
    const { kid } = (await loadKeys(postgres, storage, { ...env, CLERK_SIGNING_KEY: pem })).signer;
    assert.equal(signer.kid, kid);
    assert.equal(storage.settings.has('signing_key'), false);
  });
});

describe('wrong keys', () => {
  for (const [name, key] of [
    ['too short', randomBytes(31).toString('base64')],
    ['too long', randomBytes(33).toString('base64')],
    ['words', 'correct horse battery staple correct horse b'],
    ['all one byte', Buffer.alloc(32).toString('base64')],
  ] as const) {
    it(`a master key that is ${name} stops the start, and the error does not show it`, async () => {
      await assert.rejects(loadKeys(postgres, new MapStorage(), { CLERK_MASTER_KEY: key }), (error: Error) => {
        assert.ok(error instanceof ConfigError);
        assert.match(error.message, /CLERK_MASTER_KEY is not 32 random bytes.*openssl rand/);
        return !error.message.includes(key);
      });
    });
  }

  const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
  for (const [name, pem, problem] of [
    ['no PEM', 'hunter2', /is not a private key in PEM.*openssl genpkey/],
    ['an elliptic key', pair.privateKey.export({ type: 'pkcs8', format: 'pem' }), /type ec, not RSA/],
    ['a public key', rsa.publicKey.export({ type: 'spki', format: 'pem' }), /is a public key/],
    ['3072 bits', pemOf(3072), /has 3072 bits instead of 2048/],
    ['another exponent', pemOf(2048, 3), /exponent 3 instead of 65537/],
    [
      'a passphrase',
      rsa.privateKey.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' }),
      /encrypted with a passphrase/,
    ],
  ] as [string, string, RegExp][]) {
    it(`a signing key with ${name} stops the start`, async () => {
      const env = { CLERK_MASTER_KEY: MASTER, CLERK_SIGNING_KEY: pem };
      await assert.rejects(loadKeys(postgres, new MapStorage(), env), (error: Error) => {
        assert.match(error.message, problem);
        return !error.message.includes('hunter2');
      });
    });
  }

  it('the error names a key file that cannot be written', async () => {
    const blocker = path.join(folder, 'blocker');
    writeFileSync(blocker, '');
    const keyFile = path.join(blocker, 'keys.json');
    await assert.rejects(loadKeys({ ...sqlite(), keyFile }, new MapStorage()), /keyFile cannot be (read|written)/);
    assert.equal(readFileSync(blocker, 'utf8'), '');
  });
});
