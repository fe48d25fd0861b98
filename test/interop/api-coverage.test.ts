import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type ApiOperations, readOperations } from '../../build/api-coverage/operations.ts';
import { type Reason, REASONS } from '../../build/api-coverage/reasons.ts';
import { backendOf, type CallBackend } from '../support/backend-api.ts';
import { getTestInstance, type TestInstance } from '../support/instance.ts';

const { frontend, backend } = readOperations();
/** What a call answers that exists and refuses for good. */
const REFUSALS = ['setting_read_only', 'feature_not_enabled'];

/** Whether a route such as `GET /v1/users/:id` answers an operation such as `GET /v1/users/{user_id}`. */
function answers(route: string, operation: string): boolean {
  const [wanted, given] = [operation.split(/[ /]/), route.split(/[ /]/)];
  return (
    wanted.length === given.length && given.every((part, index) => part.startsWith(':') || same(part, wanted[index]))
  );
}

function same(part: string, wanted = ''): boolean {
  return part === wanted || (wanted.startsWith('{') && part.startsWith(':'));
}

describe("the table of Clerk's operations", () => {
  let instance: TestInstance;
  let routes: ReturnType<TestInstance['app']['routes']>;
  let call: CallBackend;
  before(async () => {
    instance = await getTestInstance({ config: { instanceType: 'development', passkeys: { enabled: true } } });
    routes = instance.app.routes();
    call = await backendOf(instance);
  });
  after(() => instance.close());

  for (const [name, api] of Object.entries({ frontend, backend }) as ['frontend' | 'backend', ApiOperations][]) {
    it(`every operation of the ${api.title} is served, or has a reason why not, and never both`, () => {
      const isServed = (operation: string) => routes[name].some((route) => answers(route, operation));
      for (const operation of api.operations) {
        const reason = api.unserved[operation];
        if (reason === 'setting') assert.ok(isServed(operation), `${operation} should refuse, but has no route`);
        else if (reason === undefined) assert.ok(isServed(operation), `${operation} has neither a route nor a reason`);
        else assert.ok(!isServed(operation), `${operation} is served now: delete it from build/api-coverage/`);
      }
    });

    it(`the reasons of the ${api.title} are about operations that it has, in their order`, () => {
      assert.deepEqual(
        Object.keys(api.unserved),
        api.operations.filter((operation) => operation in api.unserved),
      );
    });
  }

  it('every operation of the Backend API that is served answers, and every setting is refused', async () => {
    for (const operation of backend.operations) {
      const reason = backend.unserved[operation];
      if (reason !== undefined && reason !== 'setting') continue;
      const [method = '', path = ''] = operation.split(' ');
      const id = path.replace('/v1', '').replace(/\{[^}]+\}/g, 'nothing_here');
      const { status, code } = await call(method, id, method === 'GET' ? undefined : {});
      assert.ok(status !== 405 && status < 500, `${operation}: ${status}`);
      assert.equal(REFUSALS.includes(code ?? '') && code === 'setting_read_only', reason === 'setting', operation);
    }
  });

  it('every operation of the Frontend API that is served answers with something else than an unknown path', async () => {
    const browser = instance.browser();
    const { userId } = await instance.signUp(browser, 'ada@example.com');
    assert.ok(userId);
    const textOf = async (path: string, method = 'GET') => {
      const answer = await browser.fetch(path, { method });
      return { status: answer.status, text: await answer.text() };
    };
    const UNKNOWN = /The Backend API needs the header/;
    assert.match((await textOf('/v1/nothing/here')).text, UNKNOWN);
    for (const operation of frontend.operations.filter((each) => frontend.unserved[each] === undefined)) {
      // These two end what the others need.
      if (operation === 'DELETE /v1/me' || operation.startsWith('DELETE /v1/client')) continue;
      const [method = '', path = ''] = operation.split(' ');
      const { status, text } = await textOf(path.replace(/\{[^}]+\}/g, 'nothing_here'), method);
      assert.ok(status !== 405 && status < 500 && !UNKNOWN.test(text), `${operation}: ${status}`);
    }
  });

  it('every reason is needed somewhere', () => {
    const used = new Set([...Object.values(frontend.unserved), ...Object.values(backend.unserved)]);
    assert.deepEqual(
      (Object.keys(REASONS) as Reason[]).filter((reason) => !used.has(reason)),
      [],
    );
  });
});
