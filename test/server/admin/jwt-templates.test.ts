import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { seededId } from '../../../src/server/ids.ts';
import { type AdminAnswer, type AdminBrowser, adminOf } from '../../support/admin.ts';
import { backendOf } from '../../support/backend-api.ts';
import { getTestInstance, type TestInstance } from '../../support/instance.ts';

const SECRET = 'a-shared-secret-of-more-than-thirty-two-characters';
const FORM = {
  name: 'hasura',
  claims: '{"role": "user", "plan": "{{user.public_metadata.plan}}"}',
  lifetime: '60',
  allowed_clock_skew: '5',
  signing_algorithm: 'RS256',
};

describe('JWT templates on the admin page', () => {
  let instance: TestInstance;
  let admin: AdminBrowser;
  beforeEach(async () => {
    instance = await getTestInstance({
      config: { adminPage: true, jwtTemplates: [{ name: 'seeded', claims: { role: 'user' } }] },
    });
    admin = await adminOf(instance);
  });
  afterEach(() => instance.close());

  const fieldOf = ({ elements }: AdminAnswer, name: string) =>
    elements.find(({ attributes }) => attributes.name === name);
  const create = async (fields: Partial<typeof FORM> & { signing_key?: string } = {}) => {
    const answer = await admin.post('/jwt-templates/new', { ...FORM, ...fields });
    return (answer.location ?? '').replace('/__admin', '').replace(/\?.*$/, '');
  };

  it('are created, changed and deleted, and make tokens at once', async () => {
    const path = await create();
    assert.match((await admin.get(`${path}?done=templateCreated`)).text, /The JWT template was created/);
    const browser = instance.browser();
    const { sessionId } = await instance.signUp(browser, 'ada@example.com');
    const token = async () => {
      const { body } = await browser.post(`/v1/client/sessions/${sessionId}/tokens/hasura`);
      return JSON.parse(Buffer.from(String(body.jwt).split('.')[1] ?? '', 'base64url').toString()) as Record<
        string,
        unknown
      >;
    };
    assert.equal((await token()).role, 'user');
    const changed = await admin.submit(path, { ...FORM, claims: '{"role": "admin"}', lifetime: '600' });
    assert.match(changed.text, /The JWT template was changed/);
    assert.match(changed.text, /live for 600 seconds/);
    assert.equal((await token()).role, 'admin');
    assert.match((await admin.get(`${path}/delete`)).text, /Delete hasura\?/);
    assert.match((await admin.submit(`${path}/delete`)).text, /The JWT template was deleted/);
    assert.equal((await admin.get(path)).status, 404);
  });

  it('start from a ready-made one', async () => {
    const page = await admin.get('/jwt-templates/new?preset=supabase');
    assert.equal(fieldOf(page, 'name')?.attributes.value, 'supabase');
    assert.match(fieldOf(page, 'claims')?.text ?? '', /"role": "authenticated"/);
    const { privateKey } = generateKeyPairSync('rsa', {
      modulusLength: 2048,
      publicKeyEncoding: { type: 'spki', format: 'pem' },
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    });
    const claims = fieldOf(await admin.get('/jwt-templates/new?preset=firebase'), 'claims')?.text ?? '';
    const file = JSON.stringify({ client_email: 'app@project.example', private_key: privateKey });
    const page2 = await admin.get(await create({ claims, signing_key: file }));
    assert.match(fieldOf(page2, 'claims')?.text ?? '', /"iss": "app@project\.example"/);
    assert.ok(!page2.body.includes('PRIVATE KEY'));
  });

  it('keep what was typed, but the key, and say at each field what is wrong', async () => {
    const wrong: Record<string, Record<string, string>> = {
      name: { name: 'no name' },
      claims: { claims: '{"role": }' },
      lifetime: { lifetime: '1' },
      allowed_clock_skew: { allowed_clock_skew: 'x' },
      signing_key: { signing_algorithm: 'HS256' },
    };
    for (const [name, fields] of Object.entries(wrong)) {
      const refused = await admin.post('/jwt-templates/new', { ...FORM, ...fields });
      assert.ok(refused.status >= 400 && refused.status < 500, name);
      assert.equal(fieldOf(refused, name)?.attributes['aria-invalid'], 'true', name);
      assert.match(fieldOf(refused, 'claims')?.text ?? '', /"role":/);
    }
    const claims = await admin.post('/jwt-templates/new', { ...FORM, claims: '{"a": {"b": "{{user.nothing}}"}}' });
    assert.match(claims.text, /claims\.a\.b/);
    const key = { signing_key: SECRET, signing_algorithm: 'HS256', lifetime: '1' };
    assert.ok(!(await admin.post('/jwt-templates/new', { ...FORM, ...key })).body.includes(SECRET));
    await create();
    assert.match((await admin.post('/jwt-templates/new', FORM)).text, /There is a JWT template of this name/);
  });

  it('keep their key until it is replaced or taken away', async () => {
    const path = await create({ signing_key: SECRET, signing_algorithm: 'HS256' });
    const page = await admin.get(path);
    assert.ok(!page.body.includes(SECRET));
    assert.match(page.text, /Leave it empty to keep the key/);
    await admin.submit(path, { ...FORM, signing_algorithm: 'HS256', lifetime: '90' });
    assert.match((await admin.get('/jwt-templates')).text, /hasura\s*HS256\s*A key of its own\s*90 s/);
    await admin.submit(path, { ...FORM, signing_algorithm: 'HS256', remove_key: 'true' });
    assert.match((await admin.get('/jwt-templates')).text, /hasura\s*RS256\s*The key of the instance/);
  });

  it('show the claims that a user would get, whom an id or an address names', async () => {
    const call = await backendOf(instance);
    const { body: user } = await call('POST', '/users', {
      email_address: ['ada@example.com'],
      public_metadata: { plan: '<b>pro' },
      skip_password_requirement: true,
    });
    const path = await create();
    for (const name of [user.id, 'ADA@example.com']) {
      const page = await admin.get(`${path}?user=${encodeURIComponent(name)}`);
      const shown = page.elements.find(({ attributes }) => attributes.role === 'region')?.text ?? '';
      assert.match(shown, new RegExp(`"sub": "${user.id}"`));
      assert.match(shown, /"plan": "<b>pro"/);
      assert.match(page.body, /&lt;b&gt;pro/);
    }
    for (const name of ['nobody@example.com', 'user_nobody', '%']) {
      const page = await admin.get(`${path}?user=${encodeURIComponent(name)}`);
      assert.equal(fieldOf(page, 'user')?.attributes['aria-invalid'], 'true');
    }
  });

  it('of the settings are read-only, and say so', async () => {
    const path = `/jwt-templates/${seededId('jtmp', 'seeded')}`;
    const page = await admin.get(path);
    assert.match(page.text, /The setting jwtTemplates has this template/);
    assert.equal(fieldOf(page, 'claims'), undefined);
    for (const end of ['', '/delete']) {
      const refused = await admin.post(`${path}${end}`, FORM);
      assert.equal(refused.status, 403);
    }
  });
});
