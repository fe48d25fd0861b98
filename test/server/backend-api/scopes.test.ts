import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { it } from 'node:test';
import { ROUTE_SCOPES, SCOPES, type Scope } from '../../../src/server/backend-api/scopes.ts';
import { backendOf, newSecretKey } from '../../support/backend-api.ts';
import { getTestInstance } from '../../support/instance.ts';

const ROUTES = Object.entries(ROUTE_SCOPES) as [keyof typeof ROUTE_SCOPES, Scope | 'any'][];

it('each route is open to a key with its scope, and to no key with all other scopes', async () => {
  const instance = await getTestInstance();
  const scopes = Object.keys(SCOPES) as Scope[];
  for (const [route, scope] of ROUTES) {
    const [method = '', pattern = ''] = route.split(' ');
    const path = pattern.replace('/v1', '').replace(/:\w+/g, 'idn_nothing');
    if (scope === 'any') continue;
    const others = await backendOf(
      instance,
      await newSecretKey(
        instance,
        scopes.filter((each) => each !== scope),
      ),
    );
    const refused = await others(method, path, method === 'GET' ? undefined : {});
    assert.deepEqual([refused.status, refused.code], [403, 'insufficient_scope'], route);
    assert.ok(refused.body.errors[0].long_message.includes(scope), route);
    for (const keyScopes of [[scope], undefined] as const) {
      const call = await backendOf(instance, await newSecretKey(instance, keyScopes));
      const { status, code } = await call(method, path, method === 'GET' ? undefined : {});
      assert.notEqual(code, 'insufficient_scope', route);
      assert.ok(status !== 405 && status < 500, `${route} ${status}`);
    }
  }
  await instance.close();
});

it('each route of the table exists, and the table has each route', async () => {
  const instance = await getTestInstance();
  const call = await backendOf(instance);
  const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];
  const known = new Set(ROUTES.map(([route]) => route as string));
  for (const pattern of new Set(ROUTES.map(([route]) => route.split(' ')[1] ?? ''))) {
    for (const method of methods) {
      const path = pattern.replace('/v1', '').replace(/:\w+/g, 'idn_nothing');
      const { status } = await call(method, path, method === 'GET' ? undefined : {});
      // A path such as /users/count is one of /users/:id, too.
      const general = pattern.replace(/^\/v1\/(\w+)\/\w+$/, '/v1/$1/:id');
      const isKnown = known.has(`${method} ${pattern}`) || known.has(`${method} ${general}`);
      assert.equal(status === 405, !isKnown, `${method} ${pattern} ${status}`);
    }
  }
  await instance.close();
});

it('every scope is needed somewhere', () => {
  const used = new Set(ROUTES.map(([, scope]) => scope));
  assert.deepEqual(
    Object.keys(SCOPES).filter((scope) => !used.has(scope as Scope)),
    [],
  );
});

it('the page about the Backend API has every route and every scope', () => {
  const page = readFileSync('docs/backend-api.md', 'utf8');
  for (const [route, scope] of ROUTES) {
    const row = page.split('\n').find((line) => line.startsWith('|') && line.includes(`\`${route}\``));
    assert.ok(row?.includes(scope === 'any' ? '| any |' : `\`${scope}\``), route);
  }
  for (const [scope, meaning] of Object.entries(SCOPES))
    assert.ok(page.includes(`| \`${scope}\` | ${meaning} |`), scope);
});
