import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, it } from 'node:test';
import { nodeTests } from './node-tests.ts';

const BROWSER = path.resolve('test/support/browser.ts');
/** A URL at which no server answers. */
const CLOSED = 'http://localhost:9/nobody';
const FAILING = `
import { test } from 'node:test';
import { launchBrowser } from ${JSON.stringify(BROWSER)};
test('looks for what is not there', async () => {
  const browser = await launchBrowser();
  const page = await browser.newPage();
  await page.setContent('<h1>Sign in to Acme</h1><input name="identifier" value="ada@example.com">');
  await page.evaluate((url) => fetch(url).catch(() => console.error('it did not answer')), ${JSON.stringify(CLOSED)});
  throw new Error('not there');
});
test('ends', () => process.exit(1));
`;

let dir: string;
before(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'clerk-widgets-gate-'));
  await writeFile(path.join(dir, 'failing.test.mjs'), FAILING);
});
after(() => rm(dir, { recursive: true, force: true }));

it('a failed browser test prints what the page showed and requested', async () => {
  const lines: string[] = [];
  const { failed } = await nodeTests([`${dir}/failing*`], 1, { print: (text) => lines.push(text) });
  assert.ok(failed);
  const output = lines.join('');
  for (const line of ['Sign in to Acme', '[identifier: ada@example.com]', `GET ${CLOSED}`, 'it did not answer'])
    assert.ok(output.includes(line), `${line} is missing in:\n${output}`);
});
