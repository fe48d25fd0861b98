import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { StorageUnavailable } from '../../../src/server/storage/storage-errors.ts';
import { getHostedInstance } from '../../support/hosted-instance.ts';

const URL_OF_API = 'https://clerk.example.com';
const form = (fields: Record<string, string>): RequestInit => ({ method: 'POST', body: new URLSearchParams(fields) });

/** A visitor with an account, on a server whose database stops answering. */
async function start(t: TestContext, failing: string) {
  let isDown = false;
  const instance = await getHostedInstance({
    wrapStorage: (storage) =>
      new Proxy(storage, {
        get: (target, name, receiver) =>
          isDown && name === failing
            ? () => Promise.reject(new StorageUnavailable('connect ECONNREFUSED'))
            : Reflect.get(target, name, receiver),
      }),
  });
  t.after(() => instance.close());
  const browser = instance.browser({ origin: URL_OF_API });
  await instance.signUp(browser, 'ada@example.com');
  instance.log.length = 0;
  isDown = true;
  return { browser, log: instance.log, mend: () => void (isDown = false) };
}

describe('while the database is down, a hosted page', () => {
  for (const path of ['/sign-in', '/sign-in/factor-one', '/sign-up', '/user', '/user/security']) {
    for (const init of [{} as RequestInit, form({ identifier: 'ada@example.com', action: 'sign-out-all' })]) {
      it(`${path} says so to a ${init.method ?? 'GET'}, and logs it once`, async (t) => {
        const { browser, log } = await start(t, 'findClientByToken');
        for (let i = 0; i < 3; i++) {
          const answer = await browser.fetch(path, init);
          assert.equal(answer.status, 503);
          assert.equal(answer.headers.get('retry-after'), '2');
          assert.equal(answer.headers.get('cache-control'), 'no-store');
          assert.match(answer.headers.get('content-security-policy') ?? '', /^default-src 'none';/);
          assert.match(await answer.text(), /<h1>This did not work<\/h1>\n<p>[^<]+<\/p>/);
        }
        assert.equal(log.filter((line) => /"level":"error"/.test(line)).length, 1, log.join('\n'));
      });
    }
  }

  it('never says that a visitor is signed out who is not', async (t) => {
    const { browser, mend } = await start(t, 'findClientByToken');
    const { location } = Object.fromEntries((await browser.fetch('/user', form({ action: 'sign-out-all' }))).headers);
    assert.equal(location, undefined);
    mend();
    assert.equal((await browser.fetch('/user')).status, 200);
  });
});
