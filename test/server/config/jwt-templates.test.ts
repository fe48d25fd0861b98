import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, describe, it } from 'node:test';
import type { ConfigInput } from '../../../src/server/config/config.ts';
import { parseConfig } from '../../../src/server/config/parse-config.ts';
import { ConfigError } from '../../../src/server/lib/config-error.ts';
import { openInstance } from '../../../src/server/serve/open-instance.ts';

const SECRET = 'a shared secret of more than thirty-two bytes';
const folder = mkdtempSync(path.join(tmpdir(), 'clerk-templates-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const BASE = { url: 'http://localhost:4400', instanceType: 'development', testMode: true } as const;
const read = (...jwtTemplates: unknown[]) => parseConfig({ ...BASE, jwtTemplates }).jwtTemplates;

function refusal(...jwtTemplates: unknown[]): string {
  try {
    read(...jwtTemplates);
  } catch (error) {
    assert.ok(error instanceof ConfigError);
    assert.ok(!error.message.includes(SECRET) && !error.message.includes('hush'), 'no error shows a key');
    return error.message;
  }
  throw new Error('The setting was accepted.');
}

describe('the setting jwtTemplates', () => {
  it('fills in what a template does not say', () => {
    assert.deepEqual(read({ name: 'db', claims: { role: 'x' } }), [
      {
        name: 'db',
        claims: { role: 'x' },
        lifetime: 60,
        allowedClockSkew: 5,
        signingAlgorithm: 'RS256',
        signingKey: null,
      },
    ]);
    assert.deepEqual(parseConfig(BASE).jwtTemplates, []);
    const fromEnv = parseConfig(BASE, {
      CLERK_JWT_TEMPLATES: '[{"name":"db","claims":{}}]',
      CLERK_SESSION_CLAIMS: '{"a":1}',
    });
    assert.deepEqual([fromEnv.jwtTemplates[0]?.name, fromEnv.session.claims], ['db', { a: 1 }]);
  });

  it('reads a key from an environment variable or from a file', () => {
    const file = path.join(folder, 'secret.txt');
    writeFileSync(file, `${SECRET}\n`);
    process.env.TEST_JWT_SECRET = SECRET;
    const own = { name: 'a', claims: {}, signingAlgorithm: 'HS256' };
    for (const key of [{ signingKey: SECRET }, { signingKeyFile: file }, { signingKeyEnv: 'TEST_JWT_SECRET' }]) {
      assert.equal(read({ ...own, ...key })[0]?.signingKey, SECRET);
    }
    delete process.env.TEST_JWT_SECRET;
    assert.match(
      refusal({ ...own, signingKeyEnv: 'TEST_JWT_SECRET' }),
      /signingKeyEnv names TEST_JWT_SECRET, which is not set/,
    );
    assert.match(
      refusal({ ...own, signingKeyFile: path.join(folder, 'none') }),
      /signingKeyFile cannot be read \(ENOENT\)/,
    );
    assert.match(refusal({ ...own, signingKey: SECRET, signingKeyFile: file }), /comes with signingKeyFile/);
  });

  it('names every mistake, and no key', () => {
    const all = refusal(
      'db',
      { name: 'a', claims: { x: '{{user.idd}}' } },
      { name: 'b', claims: {}, signingKey: 'hush', signingAlgorithm: 'HS256' },
      { name: 'c', claims: {}, lifeTime: 3 },
      { name: 'd', claims: {} },
      { name: 'd', claims: {} },
      { claims: { iat: 1 }, lifetime: 1 },
    );
    for (const words of [
      /jwtTemplates\[0\] is not an object/,
      /jwtTemplates\[1\]\.claims\.x.*Did you mean user\.id/s,
      /jwtTemplates\[2\]\.signingKey has 4 bytes/,
      /jwtTemplates\[3\]\.lifeTime.*Did you mean lifetime/s,
      /jwtTemplates\[5\]\.name repeats d/,
      /jwtTemplates\[6\]\.name is missing/,
      /jwtTemplates\[6\]\.claims\.iat is reserved/,
      /jwtTemplates\[6\]\.lifetime is not a whole number from 30/,
    ]) {
      assert.match(all, words);
    }
  });

  it('the server warns at its start of tokens that live for more than five minutes', async () => {
    const templates = [300, 301].map((lifetime) => ({ name: `t${lifetime}`, claims: {}, lifetime }));
    const input: ConfigInput = { ...BASE, databaseUrl: 'sqlite::memory:', jwtTemplates: templates };
    const instance = await openInstance(input, { logger: { info() {}, warn() {}, error() {} } });
    const warnings = instance.warnings.filter((text) => text.includes('JWT template'));
    await instance.close();
    assert.equal(warnings.length, 1);
    assert.match(warnings[0] ?? '', /t301 live for 301 seconds.*signed out or banned/);
  });
});
