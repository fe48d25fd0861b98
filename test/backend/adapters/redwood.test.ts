import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createClerkClient } from '../../../src/entries/backend.ts';
import {
  AuthenticationError,
  createAuthDecoder,
  getCurrentUser,
  requireAuth,
} from '../../../src/entries/backend/redwood.ts';
import { forge, NOW, now, PUBLIC_PEM, PUBLISHABLE_KEY } from '../token-forge.ts';

describe('the helpers of RedwoodJS', () => {
  const clerk = createClerkClient({ publishableKey: PUBLISHABLE_KEY, jwtKey: PUBLIC_PEM, now });
  const decode = createAuthDecoder({ clerk });
  const signInWith = async (token: string, type = 'clerk') => getCurrentUser(await decode(token, type));

  it('the decoder of RedwoodJS returns the user of a token, with the role in the organization', async () => {
    const user = await signInWith(forge({ o: { id: 'org_1', rol: 'admin', slg: 'acme' } }));
    assert.equal(user?.id, 'user_1');
    assert.equal(user?.sessionId, 'sess_1');
    assert.deepEqual([user?.orgId, user?.roles], ['org_1', ['org:admin']]);
    assert.equal(user?.claims.sub, 'user_1');
    assert.deepEqual((await signInWith(forge()))?.roles, []);
  });

  it('the decoder of RedwoodJS returns null for tokens that do not count, and never throws', async () => {
    const tokens = [
      '',
      'x',
      'a.b.c',
      `${forge()}, ${forge()}`,
      forge({ exp: NOW - 60 }),
      forge({ sts: 'pending' }),
      '\r\n',
    ];
    for (const token of tokens) assert.equal(await signInWith(token), null, token.slice(0, 20));
    assert.equal(await signInWith(forge(), 'custom'), null);
  });

  it('requireAuth refuses nobody, and a user without the role', async () => {
    const user = { id: 'user_1', roles: ['org:member'] };
    const code = (extensions: string) => (error: AuthenticationError) =>
      error instanceof AuthenticationError && error.extensions.code === extensions;
    assert.throws(() => requireAuth(null), code('UNAUTHENTICATED'));
    assert.throws(() => requireAuth(undefined, { roles: [] }), code('UNAUTHENTICATED'));
    requireAuth(user);
    requireAuth(user, { roles: ['org:admin', 'org:member'] });
    assert.throws(() => requireAuth(user, { roles: 'org:admin' }), code('FORBIDDEN'));
    assert.throws(() => requireAuth(user, { roles: [] }), code('FORBIDDEN'));
  });
});
