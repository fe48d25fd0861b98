import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { it } from 'node:test';
import type { SigningAlgorithm } from '../../../src/server/lib/jwt-key.ts';
import { backendOf } from '../../support/backend-api.ts';
import { onSqlite } from '../../support/each-storage.ts';

const SECRET = 'a shared secret of more than thirty-two bytes';
const KEY = { custom_signing_key: true, signing_algorithm: 'HS256', signing_key: SECRET };
const CLAIMS = { role: '{{user.public_metadata.role}}' };
const FIELDS = [
  'object',
  'id',
  'name',
  'claims',
  'lifetime',
  'allowed_clock_skew',
  'custom_signing_key',
  'signing_algorithm',
  'created_at',
  'updated_at',
];

function pem(type: 'rsa' | 'ec', of: number | string): string {
  const keys =
    type === 'rsa'
      ? generateKeyPairSync('rsa', { modulusLength: of as number })
      : generateKeyPairSync('ec', { namedCurve: of as string });
  return keys.privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
}

onSqlite('JWT templates of the Backend API', (open) => {
  it('a template is created with defaults, read, listed, changed and deleted', async () => {
    const instance = await open();
    const call = await backendOf(instance);
    const made = await call('POST', '/jwt_templates', { name: 'db', claims: CLAIMS });
    assert.equal(made.status, 200);
    assert.deepEqual(Object.keys(made.body), FIELDS);
    const { id, ...rest } = made.body;
    assert.match(id, /^jtmp_/);
    assert.deepEqual(rest, {
      object: 'jwt_template',
      name: 'db',
      claims: CLAIMS,
      lifetime: 60,
      allowed_clock_skew: 5,
      custom_signing_key: false,
      signing_algorithm: 'RS256',
      created_at: instance.clock.now(),
      updated_at: instance.clock.now(),
    });
    assert.deepEqual((await call('GET', `/jwt_templates/${id}`)).body, made.body);
    assert.deepEqual((await call('GET', '/jwt_templates')).body, [made.body]);
    assert.deepEqual((await call('GET', '/jwt_templates?paginated=true&limit=1')).body, {
      data: [made.body],
      total_count: 1,
    });
    instance.clock.advance(1_000);
    const changed = await call('PATCH', `/jwt_templates/${id}`, { name: 'db2', claims: { x: 1 }, lifetime: null });
    assert.deepEqual(changed.body, { ...made.body, name: 'db2', claims: { x: 1 }, updated_at: instance.clock.now() });
    assert.deepEqual(
      (await call('PATCH', `/jwt_templates/${id}`, { allowed_clock_skew: 0 })).body.allowed_clock_skew,
      0,
    );
    assert.deepEqual((await call('DELETE', `/jwt_templates/${id}`)).body, {
      object: 'jwt_template',
      id,
      deleted: true,
    });
    for (const [method, body] of [['GET'], ['PATCH', { lifetime: 60 }], ['DELETE']] as const) {
      for (const path of [id, 'jtmp_unknown', '%00', '..%2fusers']) {
        assert.equal(
          (await call(method, `/jwt_templates/${path}`, body)).code,
          'resource_not_found',
          `${method} ${path}`,
        );
      }
    }
  });

  it('wrong fields are refused with their name and the place', async () => {
    const call = await backendOf(await open());
    const table: [string, object, string, RegExp][] = [
      ['form_param_missing', { claims: CLAIMS }, 'name', /name is missing/],
      ['form_param_missing', { name: '', claims: CLAIMS }, 'name', /name is missing/],
      ['form_param_value_invalid', { name: 'a b', claims: CLAIMS }, 'name', /not a name/],
      ['form_param_value_invalid', { name: 'a'.repeat(65), claims: CLAIMS }, 'name', /1 to 64/],
      ['form_param_type_invalid', { name: 1, claims: CLAIMS }, 'name', /wrong type/],
      ['form_param_value_invalid', { name: 'x' }, 'claims', /claims is not an object/],
      ['form_param_type_invalid', { name: 'x', claims: [] }, 'claims', /wrong type/],
      [
        'form_param_value_invalid',
        { name: 'x', claims: { a: '{{user.idd}}' } },
        'claims',
        /^claims\.a names user\.idd.*character 3\. Did you mean user\.id/,
      ],
      [
        'form_param_value_invalid',
        { name: 'x', claims: { a: '{{user.private_metadata.x}}' } },
        'claims',
        /does not exist/,
      ],
      ['form_param_value_invalid', { name: 'x', claims: { exp: 1 } }, 'claims', /^claims\.exp is reserved/],
      ['form_param_value_invalid', { name: 'x', claims: { sub: '{{user.id}}' } }, 'claims', /signing key of its own/],
      ['form_param_value_invalid', { name: 'x', claims: { sid: '{{session.id}}' } }, 'claims', /reserved/],
      [
        'form_param_value_invalid',
        { name: 'x', claims: { aud: '{{user.unsafe_metadata.aud}}' } },
        'claims',
        /what the user can write/,
      ],
      ...['first_name', 'last_name', 'full_name'].map((field): [string, object, string, RegExp] => [
        'form_param_value_invalid',
        { name: 'x', ...KEY, claims: { sub: `user {{user.id}} {{user.username || user.${field}}}` } },
        'claims',
        /what the user can write/,
      ]),
      ...['SUB', 'ſub', 'Sid', 'EXP'].map((key): [string, object, string, RegExp] => [
        'form_param_value_invalid',
        { name: 'x', claims: { [key]: '{{user.public_metadata.x}}' } },
        'claims',
        /reserved/,
      ]),
      ['form_param_value_invalid', { name: 'x', claims: { a: 'x'.repeat(6_000) } }, 'claims', /bytes of fixed text/],
      ['form_param_value_invalid', { name: 'x', claims: CLAIMS, lifetime: 29 }, 'lifetime', /from 30 to 315360000/],
      ['form_param_value_invalid', { name: 'x', claims: CLAIMS, lifetime: 315_360_001 }, 'lifetime', /from 30/],
      ['form_param_value_invalid', { name: 'x', claims: CLAIMS, lifetime: 60.5 }, 'lifetime', /whole number/],
      ['form_param_type_invalid', { name: 'x', claims: CLAIMS, lifetime: '60' }, 'lifetime', /wrong type/],
      [
        'form_param_value_invalid',
        { name: 'x', claims: CLAIMS, allowed_clock_skew: 301 },
        'allowed_clock_skew',
        /from 0 to 300/,
      ],
      ['form_param_missing', { name: 'x', claims: CLAIMS, custom_signing_key: true }, 'signing_key', /missing/],
      ['form_param_missing', { name: 'x', claims: CLAIMS, signing_algorithm: 'HS256' }, 'signing_key', /needs a key/],
      [
        'form_param_missing',
        { name: 'x', claims: CLAIMS, signing_key: SECRET },
        'signing_algorithm',
        /needs its algorithm/,
      ],
      [
        'form_param_value_invalid',
        { name: 'x', claims: CLAIMS, signing_key: SECRET, signing_algorithm: 'none' },
        'signing_algorithm',
        /not a signing algorithm/,
      ],
      [
        'form_param_value_invalid',
        { name: 'x', claims: CLAIMS, signing_key: 'short', signing_algorithm: 'HS256' },
        'signing_key',
        /has 5 bytes/,
      ],
      [
        'form_conditional_param_disallowed',
        { name: 'x', claims: CLAIMS, custom_signing_key: false, signing_key: SECRET },
        'signing_key',
        /false/,
      ],
      ['form_param_unknown', { name: 'x', claims: CLAIMS, algorithm: 'HS256' }, 'algorithm', /./],
    ];
    for (const [code, body, param, words] of table) {
      const answer = await call('POST', '/jwt_templates', body);
      const [error] = answer.body.errors;
      assert.deepEqual([error.code, error.meta.param_name], [code, param], JSON.stringify(body).slice(0, 120));
      assert.match(error.long_message, words);
      assert.ok(!JSON.stringify(answer.body).includes(SECRET));
    }
    assert.deepEqual((await call('GET', '/jwt_templates')).body, []);
    await call('POST', '/jwt_templates', { name: 'x', claims: CLAIMS });
    assert.equal((await call('POST', '/jwt_templates', { name: 'x', claims: CLAIMS })).code, 'duplicate_record');
  });

  it('a key is of its algorithm, or refused', async () => {
    const call = await backendOf(await open());
    const [rsa, weak, p256, p384] = [pem('rsa', 2048), pem('rsa', 1024), pem('ec', 'P-256'), pem('ec', 'P-384')];
    const table: [SigningAlgorithm, string, boolean][] = [
      ['RS256', rsa, true],
      ['RS512', rsa.replaceAll('\n', '\\n'), true],
      ['RS256', weak, false],
      ['RS256', p256, false],
      ['RS256', SECRET, false],
      ['ES256', p256, true],
      ['ES384', p384, true],
      ['ES256', p384, false],
      ['ES256', rsa, false],
      ['HS256', 'x'.repeat(32), true],
      ['HS256', 'x'.repeat(31), false],
      ['HS512', 'x'.repeat(63), false],
      ['HS256', rsa, false],
    ];
    for (const [i, [algorithm, key, isRight]] of table.entries()) {
      const body = {
        name: `t${i}`,
        claims: {},
        custom_signing_key: true,
        signing_algorithm: algorithm,
        signing_key: key,
      };
      const { status, body: answer } = await call('POST', '/jwt_templates', body);
      assert.equal(status, isRight ? 200 : 422, `${algorithm} ${i}: ${JSON.stringify(answer)}`);
      assert.ok(!JSON.stringify(answer).includes(key.slice(-20)), 'no answer shows a key');
    }
  });

  it('a key is kept over changes, encrypted, and shown nowhere', async () => {
    const instance = await open();
    const call = await backendOf(instance);
    const own = { custom_signing_key: true, signing_algorithm: 'HS256', signing_key: SECRET };
    const { body: made } = await call('POST', '/jwt_templates', {
      name: 'own',
      claims: { sub: '{{user.external_id}}' },
      ...own,
    });
    assert.deepEqual([made.custom_signing_key, made.signing_algorithm], [true, 'HS256']);
    const row = await instance.storage.findJwtTemplate(made.id);
    assert.match(row?.sealed_key ?? '', /^v1\./);
    const kept = await call('PATCH', `/jwt_templates/${made.id}`, {
      name: 'own',
      claims: { iss: 'me' },
      custom_signing_key: true,
    });
    assert.deepEqual([kept.status, kept.body.custom_signing_key, kept.body.signing_algorithm], [200, true, 'HS256']);
    // The claims that need the key have to go with it.
    const bare = await call('PATCH', `/jwt_templates/${made.id}`, { custom_signing_key: false });
    assert.equal(bare.body.errors[0].meta.param_name, 'claims');
    const gone = await call('PATCH', `/jwt_templates/${made.id}`, { custom_signing_key: false, claims: {} });
    assert.deepEqual([gone.body.custom_signing_key, gone.body.signing_algorithm], [false, 'RS256']);
    assert.equal((await instance.storage.findJwtTemplate(made.id))?.sealed_key, null);
    assert.equal(
      (await call('PATCH', `/jwt_templates/${made.id}`, { custom_signing_key: true })).code,
      'form_param_missing',
    );
    const seen = JSON.stringify([
      made,
      kept.body,
      gone.body,
      (await call('GET', '/jwt_templates')).body,
      instance.log,
      row,
    ]);
    assert.ok(!seen.includes(SECRET) && !seen.includes(SECRET.slice(0, 12)));
  });

  it('the templates of the settings come first, and can be read only', async () => {
    const jwtTemplates = [
      { name: 'hasura', claims: CLAIMS },
      { name: 'supabase', claims: CLAIMS, signingAlgorithm: 'HS256', signingKey: SECRET },
    ];
    const instance = await open({ config: { jwtTemplates } });
    const call = await backendOf(instance);
    const { body: made } = await call('POST', '/jwt_templates', { name: 'mine', claims: CLAIMS });
    const names = async (query: string) =>
      (await call('GET', `/jwt_templates?${query}`)).body.map(({ name }: { name: string }) => name);
    assert.deepEqual(await names(''), ['hasura', 'supabase', 'mine']);
    assert.deepEqual(await names('limit=1&offset=1'), ['supabase']);
    assert.deepEqual(await names('limit=2&offset=1'), ['supabase', 'mine']);
    assert.deepEqual(await names('offset=2'), ['mine']);
    assert.deepEqual(await names('offset=3'), []);
    const { body: all } = await call('GET', '/jwt_templates?paginated=true');
    assert.equal(all.total_count, 3);
    assert.ok(!JSON.stringify(all).includes(SECRET));
    const { id, custom_signing_key: isOwn } = all.data[1];
    assert.deepEqual([isOwn, (await call('GET', `/jwt_templates/${id}`)).body.name], [true, 'supabase']);
    for (const [method, body] of [['PATCH', { lifetime: 60 }], ['DELETE']] as const) {
      const answer = await call(method, `/jwt_templates/${id}`, body);
      assert.deepEqual([answer.status, answer.code], [403, 'setting_read_only']);
      assert.equal(answer.body.errors[0].meta.setting, 'jwtTemplates');
    }
    assert.equal((await call('POST', '/jwt_templates', { name: 'hasura', claims: {} })).code, 'duplicate_record');
    assert.equal((await call('PATCH', `/jwt_templates/${made.id}`, { name: 'hasura' })).code, 'duplicate_record');
  });

  it('a long life is warned of in the answer and in the log', async () => {
    const instance = await open();
    const call = await backendOf(instance);
    const { body: short } = await call('POST', '/jwt_templates', { name: 'short', claims: {}, lifetime: 300 });
    assert.equal(short.warnings, undefined);
    const { body: long } = await call('POST', '/jwt_templates', { name: 'long', claims: {}, lifetime: 301 });
    assert.match(long.warnings[0], /long live for 301 seconds/);
    assert.equal(instance.log.filter((line) => line.includes('"warn"') && line.includes('301 seconds')).length, 1);
  });
});
