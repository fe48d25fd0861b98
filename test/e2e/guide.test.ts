import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { Browser } from 'playwright';
import { collectErrors, launchBrowser } from '../support/browser.ts';
import { lastCode } from '../support/last-code.ts';
import { freePort, listen, stop } from '../support/listen.ts';
import { runCli } from '../support/run-cli.ts';
import { codeInput, codeSent, continueWith, userButton } from './steps.ts';

const EMAIL = 'ada@example.com';

describe('the guide of the README', () => {
  let folder: string;
  let pages: Server;
  let browser: Browser;

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'clerk-guide-'));
    pages = createServer();
    browser = await launchBrowser();
  });
  after(async () => {
    await browser?.close();
    if (pages) await stop(pages);
    await rm(folder, { recursive: true, force: true });
  });

  test('the command and the page of the guide sign a new user up', async () => {
    const [, guide = ''] = (await readFile('README.md', 'utf8')).split('## Your own server in five minutes\n');
    const api = `http://localhost:${await freePort('localhost')}`;
    const app = await listen(pages);
    const own = (text: string) =>
      text.replaceAll('http://localhost:4400', api).replaceAll('http://localhost:3000', app).trim();
    const command = own(/```sh\nnpx clerk-widgets ([^]*?)```/.exec(guide)?.[1] ?? '');
    const page = own(/```html\n([^]*?)```/.exec(guide)?.[1] ?? '');
    pages.on('request', (_, answer) => answer.setHeader('content-type', 'text/html').end(page));
    // No look-up leaves the machine.
    const server = runCli(folder, command.split(/[\s\\]+/), { CLERK_PASSWORD_BREACH_CHECK: 'false' });
    await server.line('ready');
    const tab = await browser.newPage();
    const errors = collectErrors(tab);
    await tab.goto(app);
    await tab.locator('input[name=identifier]').fill(EMAIL);
    await continueWith(tab);
    await tab.locator('clerk-sign-in input[autocomplete=new-password]').fill('a fine long password');
    await continueWith(tab);
    await codeSent(tab);
    await codeInput(tab).fill(await lastCode(api, EMAIL));
    await userButton(tab).waitFor();
    assert.deepEqual(
      errors.filter((error) => !/status of 422/.test(error)),
      [],
    );
    server.child.kill('SIGTERM');
    assert.equal(await server.end, 0);
  });
});
