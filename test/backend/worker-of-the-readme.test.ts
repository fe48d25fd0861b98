import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { startWorkers, type Workers } from '../support/runtimes/workerd.ts';
import { forge, PUBLIC_PEM, PUBLISHABLE_KEY } from './token-forge.ts';

/** Compatibility dates, without and with the modules of Node. */
const DATES = { webcrypto: '2025-01-01', node: '2026-08-04' };

describe('the worker of the README', () => {
  let folder = '';
  let workers: Workers;
  before(async () => {
    const readme = await readFile('README.md', 'utf8');
    const [, code = ''] = /^A worker:\n\n```js\n([\s\S]*?)^```$/m.exec(readme) ?? [];
    assert.match(code, /withRequiredAuth/);
    folder = await mkdtemp(path.join(os.tmpdir(), 'clerk-worker-'));
    const entry = path.join(folder, 'worker.js');
    await writeFile(entry, code);
    workers = await startWorkers(entry, DATES, { CLERK_PUBLISHABLE_KEY: PUBLISHABLE_KEY, CLERK_JWT_KEY: PUBLIC_PEM });
  });
  after(async () => {
    await workers?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  for (const name of Object.keys(DATES)) {
    it(`the worker of the README lets signed-in users through, and nobody else: ${name}`, async () => {
      const url = workers.urls[name] as string;
      const iat = Math.floor(Date.now() / 1000);
      const authorization = `Bearer ${forge({ iat, nbf: iat - 10, exp: iat + 60 })}`;
      const visitor = await fetch(url);
      assert.equal(visitor.status, 401);
      assert.equal((await visitor.json()).errors[0].code, 'signed_out');
      for (const headers of [{ authorization }, { authorization }]) {
        const answer = await fetch(url, { headers });
        assert.deepEqual([answer.status, await answer.json()], [200, { userId: 'user_1' }]);
      }
      const page = await fetch(`${url}/notes`, { headers: { accept: 'text/html' }, redirect: 'manual' });
      assert.match(page.headers.get('location') ?? '', /\/sign-in\?redirect_url=http/);
    });
  }
});
