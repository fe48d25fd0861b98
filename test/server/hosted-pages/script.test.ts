import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, it } from 'node:test';
import { createServer } from '../../../src/entries/server.ts';
import { writeBuild } from '../../support/releases.ts';

const ORIGIN = 'http://localhost:4400';
const folder = mkdtempSync(path.join(tmpdir(), 'clerk-pages-'));
after(() => rmSync(folder, { recursive: true, force: true }));

it('the script of a hosted page allows redirects to the allowed origins, and that of any other page changes nothing', async () => {
  const server = await createServer(
    {
      url: ORIGIN,
      instanceType: 'development',
      databaseUrl: 'sqlite::memory:',
      testMode: true,
      allowedOrigins: ['https://app.example.com'],
      cdnDir: await writeBuild(folder, '1.4.3'),
    },
    { logger: { info: () => {}, warn: () => {}, error: () => {} }, env: {} },
  );
  const get = async (file: string) => (await server.fetch(new Request(ORIGIN + file))).text();
  const hosted = await get('/clerk.js?elements=sign-in&page=hosted');
  const origins =
    '{__internal_isHosted:true,allowedRedirectOrigins:["http://localhost:4400","https://app.example.com"]}';
  assert.ok(hosted.endsWith(`window.Clerk?.__internal_updateProps({options:${origins}});\n`), hosted.slice(-200));
  assert.doesNotMatch(await get('/clerk.js?elements=sign-in'), /updateProps/);
  await server.close();
});
