import assert from 'node:assert/strict';
import { test } from 'node:test';
import '../../../build/source-hooks.ts';
import { createServer } from '../../../src/entries/server.ts';
import { consoleLogger } from '../../../src/server/logger.ts';
import { openEmulator } from '../../support/emulators.ts';

type Fetch = (request: Request) => Promise<Response>;

const HOSTS: { name: string; open(): Promise<{ url: string; fetch: Fetch; close(): Promise<void> }> }[] = [
  {
    name: 'a server',
    async open() {
      const url = 'http://localhost:4400';
      const logger = { ...consoleLogger, info() {}, warn() {} };
      const server = await createServer(
        { url, testMode: true, forceTestMode: true, databaseUrl: 'sqlite::memory:' },
        { logger },
      );
      return { url, fetch: (request) => server.fetch(request), close: () => server.close() };
    },
  },
  {
    name: 'an emulator',
    async open() {
      const emulator = await openEmulator();
      return { url: emulator.url, fetch: (request) => emulator.fetch(request), close: () => emulator.close() };
    },
  },
];

for (const { name, open } of HOSTS) {
  test(`${name} answers forms that work without a script`, async (t) => {
    const { url, fetch, close } = await open();
    t.after(close);
    const signIn = await (await fetch(new Request(`${url}/sign-in`))).text();
    assert.match(signIn, /<form [^>]*method="post"[^>]*action="\/sign-in"/);
    assert.match(signIn, /<input [^>]*name="identifier"/);
    const signUp = await (await fetch(new Request(`${url}/sign-up`))).text();
    assert.match(signUp, /<input [^>]*name="emailAddress"/);
    const body = new URLSearchParams({ identifier: '' });
    const empty = await fetch(new Request(`${url}/sign-in`, { method: 'POST', body, headers: { origin: url } }));
    assert.equal(empty.status, 422);
    assert.match(await empty.text(), /name="identifier"[^>]*aria-invalid="true"/);
  });
}
