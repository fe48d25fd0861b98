import assert from 'node:assert/strict';
import { createServer, type IncomingMessage } from 'node:http';
import { createRequire } from 'node:module';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'playwright';
import type { MailPurpose } from '../../../../src/server/delivery/port.ts';
import {
  type LinkProblem,
  type LinkQuestion,
  renderLinkProblem,
  renderLinkQuestion,
} from '../../../../src/server/frontend-api/pages/link-page.ts';
import { pageHeaders } from '../../../../src/server/frontend-api/pages/page.ts';
import { collectErrors, launchBrowser } from '../../../support/browser.ts';
import { listen } from '../../../support/listen.ts';

const question: LinkQuestion = {
  token: 'abc_-123',
  purpose: 'sign_in',
  address: 'a***@example.com',
  requester: { device: 'Firefox on Linux', place: '203.0.113.7', at: Date.UTC(2026, 10, 21, 23, 24) },
  choices: null,
};
const matching: LinkQuestion = { ...question, choices: [17, 42, 88] };
const PAGES: Record<string, string> = {
  '/question': renderLinkQuestion('Acme', question),
  '/match': renderLinkQuestion('Acme', matching),
  '/dead': renderLinkProblem('Acme', 'expired', 'https://app.example.com/sign-in'),
  '/long': renderLinkQuestion('A'.repeat(60), { ...matching, address: `a***@${'long-domain.'.repeat(18)}example` }),
};

describe('the page of an email link', () => {
  it('the page of a link asks in words of its purpose, and runs, loads and submits nothing by itself', () => {
    const purposes: MailPurpose[] = ['sign_in', 'sign_up', 'verify_address', 'new_device', 'reverification'];
    for (const purpose of purposes) {
      for (const choices of [null, [17, 42, 88]]) {
        const page = renderLinkQuestion('Acme', { ...question, purpose, choices });
        assert.doesNotMatch(page, /<script|<img|<iframe|http-equiv|\son\w+=|autofocus/);
        assert.equal(page.match(/<form method="post" action="verify">/g)?.length, 1);
        assert.match(page, /<input type="hidden" name="token" value="abc_-123">/);
        assert.match(page, /name="answer" value="no"/);
      }
    }
  });

  it('the page of a link offers another browser numbers only, with device, place and time of the one that asked', () => {
    const page = PAGES['/match'] ?? '';
    assert.deepEqual(
      [...page.matchAll(/name="number" value="(\d+)"/g)].map(([, value]) => value),
      ['17', '42', '88'],
    );
    assert.doesNotMatch(page, /value="yes"/);
    for (const fact of ['Firefox on Linux', '203.0.113.7', '21 November 2026, 23:24 UTC'])
      assert.ok(page.includes(fact));
  });

  it('the page says why a link does not work', () => {
    const reasons: LinkProblem[] = ['unknown', 'expired', 'used', 'refused', 'mismatch'];
    const pages = reasons.map((reason) => renderLinkProblem('Acme', reason));
    assert.equal(new Set(pages).size, reasons.length);
    for (const page of pages) assert.doesNotMatch(page, /<form|<button|<script/);
  });

  it('the page of a link shows hostile names as text', () => {
    const hostile = '"><script>alert(1)</script>\u202e';
    const requester = { device: hostile, place: hostile, at: 0 };
    const page = renderLinkQuestion(hostile, { ...matching, token: hostile, address: hostile, requester });
    assert.doesNotMatch(page, /<script/);
    assert.doesNotMatch(renderLinkProblem(hostile, 'used', `https://a.example/?"${hostile}`), /<script/);
  });

  it('the headers of the page allow its own style sheet and form only', () => {
    const headers = pageHeaders({ allowedOrigins: ['https://app.example.com', "https://x.example;script-src 'self'"] });
    const policy = headers['Content-Security-Policy'] ?? '';
    assert.match(policy, /^default-src 'none'; style-src 'sha256-[^']+'; /);
    assert.match(policy, /; form-action 'self' https:\/\/app\.example\.com; frame-ancestors 'none'$/);
    assert.doesNotMatch(policy, /script-src|unsafe/);
    assert.equal(headers['Referrer-Policy'], 'no-referrer');
    assert.equal(headers['Cache-Control'], 'no-store');
    assert.equal(headers['X-Content-Type-Options'], 'nosniff');
    assert.equal(headers['Cross-Origin-Opener-Policy'], 'same-origin');
  });
});

describe('the page of an email link, in a browser', () => {
  const posts: { headers: IncomingMessage['headers']; body: string }[] = [];
  let browser: Browser;
  let origin = '';
  const server = createServer((request, response) => {
    const page = PAGES[request.url ?? ''];
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      if (request.method === 'POST') posts.push({ headers: request.headers, body });
      response.writeHead(page ? 200 : 404, pageHeaders({ allowedOrigins: [origin] })).end(page);
    });
  });
  before(async () => {
    origin = await listen(server);
    browser = await launchBrowser();
  });
  after(async () => {
    await browser.close();
    server.close();
    server.closeAllConnections();
  });

  for (const path of Object.keys(PAGES)) {
    for (const colorScheme of ['light', 'dark'] as const) {
      it(`${path} is accessible, keeps to its policy and fits a small screen (${colorScheme})`, async () => {
        const page = await browser.newPage({ colorScheme, viewport: { width: 320, height: 640 }, bypassCSP: false });
        const errors = collectErrors(page);
        await page.goto(origin + path);
        assert.deepEqual(errors, []);
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        assert.equal(overflow, 0);
        const isStyled = await page.evaluate(
          () => getComputedStyle(document.querySelector('main') as Element).borderRadius,
        );
        assert.equal(isStyled, '12px');
        await page.context().close();
        assert.deepEqual(await violations(browser, origin + path, colorScheme), []);
      });
    }
  }

  it('the page of a link sends its form by keyboard, with the origin and without its address', async () => {
    const page = await browser.newPage();
    await page.goto(`${origin}/match`);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.waitForURL(`${origin}/verify`);
    assert.equal(posts.length, 1);
    assert.equal(posts[0]?.headers.origin, origin);
    assert.equal(posts[0]?.body, 'token=abc_-123&number=42');
    await page.context().close();
  });
});

/** What axe finds; it needs a page without the policy to run in. */
async function violations(browser: Browser, url: string, colorScheme: 'light' | 'dark'): Promise<string[]> {
  const context = await browser.newContext({ colorScheme, bypassCSP: true });
  const page = await context.newPage();
  await page.goto(url);
  await page.addScriptTag({ path: createRequire(import.meta.url).resolve('axe-core/axe.min.js') });
  const found = await page.evaluate(async () => {
    const { axe } = window as unknown as { axe: { run(): Promise<{ violations: { id: string; help: string }[] }> } };
    return (await axe.run()).violations.map(({ id, help }) => `${id}: ${help}`);
  });
  await context.close();
  return found;
}
