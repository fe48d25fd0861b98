import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type BackendOptions, BackendOptionsError, createClerkClient } from '../../src/entries/backend.ts';
import { forge, now, PUBLIC_PEM, PUBLISHABLE_KEY } from './token-forge.ts';

async function authOf(claims: object = {}, options: BackendOptions = {}) {
  const clerk = createClerkClient({ publishableKey: PUBLISHABLE_KEY, jwtKey: PUBLIC_PEM, now, ...options });
  const headers = new Headers({ authorization: `Bearer ${forge(claims)}` });
  const auth = (await clerk.authenticateRequest({ headers })).toAuth();
  assert.ok(auth.isAuthenticated);
  return auth;
}

describe('the identity of a request', () => {
  it('has() needs every condition, and one that the token cannot decide does not hold', async () => {
    const auth = await authOf({ fva: [1, -1], fea: 'u:export' });
    assert.equal(auth.has({ reverification: 'lax' }), true);
    assert.equal(auth.has({ feature: 'export' }), true);
    assert.equal(auth.has({ reverification: 'lax', feature: 'export' }), true);
    assert.equal(auth.has({ reverification: 'lax', feature: 'import' }), false);
    assert.equal(auth.has({ reverification: 'lax', role: 'org:admin' }), false);
    assert.equal(auth.has({ reverification: 'lax', nonsense: true } as never), false);
    for (const nothing of [{}, null, undefined, 'lax']) assert.equal(auth.has(nothing as never), false);
    assert.equal((await authOf({ fva: [11, 11] })).has({ reverification: 'strict' }), false);
  });

  it('getToken() is the token of the request, and with a template one that the Backend API makes', async () => {
    const asked: string[] = [];
    const fetch = async (url: unknown, init?: RequestInit) => {
      asked.push(`${init?.method} ${String(url)}`);
      return Response.json({ object: 'token', jwt: 'made' });
    };
    const auth = await authOf({}, { secretKey: 'sk_live_0123456789', fetch: fetch as typeof globalThis.fetch });
    assert.equal(await auth.getToken(), auth.token);
    assert.deepEqual(asked, []);
    assert.equal(await auth.getToken({ template: 'hasura' }), 'made');
    assert.deepEqual(asked, ['POST https://clerk.acme.example/v1/sessions/sess_1/tokens/hasura']);
    await assert.rejects((await authOf()).getToken({ template: 'hasura' }), BackendOptionsError);
  });

  it('reads the organization of the token, in both versions of the claims', async () => {
    const second = await authOf({ o: { id: 'org_1', rol: 'admin', slg: 'acme' } });
    const first = await authOf({ v: 1, org_id: 'org_1', org_role: 'org:admin', org_slug: 'acme' });
    for (const { orgId, orgRole, orgSlug } of [first, second]) {
      assert.deepEqual([orgId, orgRole, orgSlug], ['org_1', 'org:admin', 'acme']);
    }
    const { orgId, orgRole } = await authOf({ o: { id: 7, rol: {} } });
    assert.deepEqual([orgId, orgRole], [null, null]);
  });
});
