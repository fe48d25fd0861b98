import assert from 'node:assert/strict';
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'playwright';
import { launchBrowser } from '../support/browser.ts';
import { freePort, stop } from '../support/listen.ts';
import { takeOverRenderedForm } from '../support/rendered-form.ts';
import { runCli } from '../support/run-cli.ts';
import { type Site, startSite } from '../support/site.ts';
import { Visitor } from '../support/visitor.ts';

/** Without the program, Node sends what the lines for PHP would send. */
const hasPhp = spawnSync('php', ['--version']).status === 0;
if (!hasPhp)
  console.error('!!! THERE IS NO PHP: the recipe of docs/server-rendering.md IS NOT RUN, Node stands in for it.');

describe('a form in a static file', () => {
  let folder = '';
  let port = 0;
  let origin = '';
  let site: Site;
  let php: ChildProcess | undefined;
  let node: Server | undefined;
  let browser: Browser;
  let accounts = 0;
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'clerk-static-'));
    port = await freePort();
    origin = `http://localhost:${port}`;
    site = await startSite(() => undefined, { hostedPages: true, allowedOrigins: [origin], homeUrl: origin });
    await render('sign-in.html');
    await render('whole-page.html', '--document');
    await (hasPhp ? startPhp() : startNode());
    browser = await launchBrowser();
  });
  after(async () => {
    await browser?.close();
    php?.kill();
    if (node) await stop(node);
    await site?.close();
    await rm(folder, { recursive: true, force: true });
  });

  async function render(file: string, ...flags: string[]): Promise<void> {
    const words = ['render', 'sign-in', '--url', site.origin, '--output', path.join(folder, file), ...flags];
    const run = runCli(folder, words, {}, [path.resolve('dist/node/bin.js')]);
    assert.equal(await run.end, 0, run.output());
  }

  /** Writes the page of the documentation, for the server of the test, and lets PHP serve it. */
  async function startPhp(): Promise<void> {
    const docs = await readFile('docs/server-rendering.md', 'utf8');
    const recipe = /^```php\n([^]*?)^```$/m.exec(docs)?.[1] ?? '';
    await writeFile(path.join(folder, 'sign-in.php'), recipe.replaceAll('https://clerk.example.com', site.origin));
    php = spawn('php', ['-S', `localhost:${port}`, '-t', folder], { stdio: ['ignore', 'ignore', 'pipe'] });
    await new Promise<void>((resolve, reject) => {
      php?.stderr?.on('data', (line) => String(line).includes('started') && resolve());
      php?.on('exit', () => reject(new Error('PHP has ended.')));
    });
  }

  async function startNode(): Promise<void> {
    const form = await readFile(path.join(folder, 'sign-in.html'), 'utf8');
    const policy =
      `default-src 'none'; style-src 'sha256-${hashOf(form)}'; script-src ${site.origin}; connect-src ${site.origin}; ` +
      `img-src ${site.origin}; form-action ${site.origin} 'self'`;
    const script = `<script async src="${site.origin}/clerk.js?elements=sign-in"></script>`;
    const wholePage = await readFile(path.join(folder, 'whole-page.html'), 'utf8');
    node = createServer((request, response) => {
      if (request.url === '/whole-page.html') {
        response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(wholePage);
        return;
      }
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy });
      response.end(`<!doctype html><html lang="en"><title>Sign in</title>${form}${script}</html>`);
    });
    await new Promise<void>((resolve) => node?.listen(port, 'localhost', resolve));
  }

  function hashOf(form: string): string {
    const css = /<style[^>]*>([^]*?)<\/style>/.exec(form)?.[1] ?? '';
    return createHash('sha256').update(css).digest('base64');
  }

  it('is allowed by the policy that the page computes, and taken over by the element', async () => {
    const answer = await fetch(`${origin}/sign-in.php`);
    const policy = answer.headers.get('content-security-policy') ?? '';
    assert.ok(policy.includes(`style-src 'sha256-${hashOf(await answer.text())}'`), policy);
    await takeOverRenderedForm(browser, `${origin}/sign-in.php`, site.origin);
  });

  it('leads a person without JavaScript through the pages of the server and back, signed in', async () => {
    await signInWithoutScript('/sign-in.php');
  });

  it('that is a whole page keeps its own policy, and does the same with its script and without', async () => {
    await takeOverRenderedForm(browser, `${origin}/whole-page.html`, site.origin);
    await signInWithoutScript('/whole-page.html');
  });

  async function signInWithoutScript(path: string): Promise<void> {
    const { email, password } = await account();
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(origin + path);
    await page.locator('input[name=identifier]').fill(email);
    await page.locator('button.cl-formButtonPrimary').click();
    await page.waitForURL(`${site.origin}/sign-in/**`);
    await page.locator('input[name=password]').fill(password);
    await page.locator('button.cl-formButtonPrimary').click();
    await page.waitForURL((url) => url.origin === origin);
    const cookies = await context.cookies(site.origin);
    assert.ok(cookies.some(({ name }) => name.startsWith('__client')));
    await context.close();
  }

  async function account(): Promise<{ email: string; password: string }> {
    const email = `static${++accounts}+clerk_test@example.com`;
    const password = 'a fine long password';
    await new Visitor(site.origin).signUp({ email_address: email, password });
    return { email, password };
  }
});
