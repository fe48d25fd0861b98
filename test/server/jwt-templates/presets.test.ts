import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { createLocalJWKSet, jwtVerify } from 'jose';
import { createClerkClient } from '../../../src/entries/backend.ts';
import { CLAIM_NAMES } from '../../../src/server/expressions/claim-names.ts';
import { presetTemplates, SERVICE_ACCOUNT } from '../../../src/server/jwt-templates/preset-templates.ts';
import { backendOf, newSecretKey } from '../../support/backend-api.ts';
import { getTestInstance, type TestInstance } from '../../support/instance.ts';

const SECRET = 'super-secret-jwt-token-with-at-least-32-characters-long';
const EMAIL = 'robot@acme.iam.gserviceaccount.com';

describe('the ready-made templates', () => {
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
  let instance: TestInstance;
  let sessionId: string;
  let userId: string;
  const minted = async (name: string): Promise<string> => {
    const call = await backendOf(instance);
    const { status, body } = await call('POST', `/sessions/${sessionId}/tokens/${name}`, {});
    assert.equal(status, 200, JSON.stringify(body));
    return body.jwt;
  };
  const jwks = async () => createLocalJWKSet((await (await backendOf(instance))('GET', '/jwks')).body);
  const now = () => ({ currentDate: new Date(instance.clock.now()) });

  before(async () => {
    instance = await getTestInstance();
    ({ sessionId, userId } = await instance.signUp(instance.browser(), 'ada@example.com', {
      first_name: 'Ada',
      username: 'ada_l',
    }));
    const clerk = createClerkClient({
      publishableKey: instance.config.publishableKey,
      secretKey: await newSecretKey(instance),
      apiUrl: instance.config.url,
      fetch: (input, init) => instance.fetch(new Request(input as string, init as RequestInit)),
    });
    const pem = rsa.privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
    const keys = { none: undefined, 'shared secret': SECRET, 'service account': pem };
    for (const { name, claims, lifetime, signingAlgorithm, key } of presetTemplates()) {
      const text = JSON.stringify(claims).replaceAll(SERVICE_ACCOUNT, EMAIL);
      const own = key === 'none' ? {} : { customSigningKey: true, signingAlgorithm, signingKey: keys[key] };
      const made = await clerk.jwtTemplates.create({ name, claims: JSON.parse(text), lifetime, ...own });
      assert.deepEqual(made.claims, JSON.parse(text));
      assert.equal(made.warnings, undefined);
    }
    const { data, totalCount } = await clerk.jwtTemplates.list();
    assert.equal(totalCount, data.length);
  });
  after(() => instance.close());

  it('hasura: the roles and the id are texts below the namespace that Hasura reads', async () => {
    const { payload } = await jwtVerify(await minted('hasura'), await jwks(), now());
    const claims = payload['https://hasura.io/jwt/claims'] as Record<string, unknown>;
    assert.deepEqual(claims, {
      'x-hasura-default-role': 'user',
      'x-hasura-allowed-roles': ['user'],
      'x-hasura-user-id': userId,
    });
    assert.ok((claims['x-hasura-allowed-roles'] as string[]).includes(claims['x-hasura-default-role'] as string));
  });

  it('supabase: the shared secret verifies it, with the role and the audience of a signed-in user', async () => {
    const { payload } = await jwtVerify(await minted('supabase'), new TextEncoder().encode(SECRET), {
      algorithms: ['HS256'],
      audience: 'authenticated',
      ...now(),
    });
    assert.deepEqual([payload.role, payload.sub, payload.email], ['authenticated', userId, 'ada@example.com']);
  });

  it('convex: issuer and audience are those of its configuration, and the standard claims have their types', async () => {
    const { payload } = await jwtVerify(await minted('convex'), await jwks(), {
      issuer: 'https://clerk.example.com',
      audience: 'convex',
      algorithms: ['RS256'],
      ...now(),
    });
    assert.deepEqual(
      [payload.name, payload.nickname, payload.email_verified, payload.phone_number, typeof payload.updated_at],
      ['Ada', 'ada_l', true, null, 'number'],
    );
  });

  it('firebase: a custom token as the Admin SDK makes it', async () => {
    const { payload, protectedHeader } = await jwtVerify(await minted('firebase'), rsa.publicKey, {
      issuer: EMAIL,
      subject: EMAIL,
      audience: 'https://identitytoolkit.googleapis.com/google.identity.identitytoolkit.v1.IdentityToolkit',
      algorithms: ['RS256'],
      ...now(),
    });
    assert.equal(protectedHeader.typ, 'JWT');
    assert.equal(payload.uid, userId);
    assert.deepEqual(payload.claims, { email: 'ada@example.com' });
    // Google refuses more than an hour, and ids of more than 128 characters.
    assert.ok(Number(payload.exp) - Number(payload.iat) <= 3_600 && String(payload.uid).length <= 128);
  });
});

describe('docs/jwt-templates.md', () => {
  const page = readFileSync('docs/jwt-templates.md', 'utf8');

  it('lists every expression with its type', () => {
    const rows = [...page.matchAll(/^\| `\{\{([\w.]+)\}\}` \| (\w+) \| (.+) \|$/gm)].map(([, ...cells]) => cells);
    assert.deepEqual(
      rows,
      Object.entries(CLAIM_NAMES).map(([name, { type, says }]) => [name, type, says]),
    );
  });

  it('names every ready-made template', () => {
    for (const { name, service } of presetTemplates()) {
      assert.ok(page.includes(`| \`${name}\` | ${service} |`), name);
    }
  });
});
