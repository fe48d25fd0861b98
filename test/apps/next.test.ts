import assert from 'node:assert/strict';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import type { Browser, BrowserContext, Page } from 'playwright';
import { type AppSite, startAppSite } from '../support/app-site.ts';
import { collectErrors, launchBrowser } from '../support/browser.ts';
import { listen, stop } from '../support/listen.ts';
import { takeOverRenderedForm } from '../support/rendered-form.ts';
import { Visitor, VISITOR_PASSWORD } from '../support/visitor.ts';

const NIGHT = 9 * 3_600_000;

describe('a Next.js app with clerk-widgets/backend/next', () => {
  let next: AppSite;
  let elsewhere: Server;
  const received: { url: string | undefined; headers: IncomingHttpHeaders }[] = [];
  before(async () => {
    elsewhere = createServer(({ url, headers }, response) => {
      received.push({ url, headers });
      response.end('from elsewhere');
    });
    next = await startAppSite({ name: 'next', env: { ELSEWHERE: await listen(elsewhere) } });
  });
  after(async () => {
    await next?.close();
    await stop(elsewhere);
  });

  it('shows a public page to everybody', async () => {
    const visit = await new Visitor(next.origin).open('/');
    assert.equal(visit.status, 200);
    assert.match(visit.text, /Public page/);
    assert.match(visit.text, />Sign in</);
  });

  it('sends a visitor of a protected page to the sign-in page, and says where to return', async () => {
    const visit = await new Visitor(next.origin).open('/protected?tab=2');
    assert.equal(visit.status, 200);
    assert.equal(visit.url.pathname, '/sign-in');
    assert.equal(visit.url.searchParams.get('redirect_url'), `${next.origin}/protected?tab=2`);
    assert.match(visit.text, /<clerk-sign-in/);
  });

  it('renders the page with the user', async () => {
    const visitor = new Visitor(next.origin);
    const { userId } = await visitor.signUp({ first_name: 'Ada' });
    const visit = await visitor.open('/protected');
    assert.equal(visit.status, 200, visit.text);
    assert.match(visit.text, new RegExp(`<p id="user">${userId}</p>`));
    assert.match(visit.text, /<span id="name">Ada<\/span>/);
    assert.doesNotMatch(visit.text, />Sign in</);
  });

  it('answers an API route with 401, and with 200 for a signed-in user', async () => {
    const visitor = new Visitor(next.origin);
    const refused = await visitor.ask('/api/me');
    assert.equal(refused.status, 401);
    assert.equal((await refused.json()).errors[0].code, 'signed_out');
    const { userId } = await visitor.signUp();
    const answer = await visitor.ask('/api/me');
    assert.equal(answer.status, 200);
    assert.deepEqual(await answer.json(), { userId });
  });

  it('a user who comes back after a night sees the page after one round of redirects', async () => {
    const { visitor, userId } = await visitorAfter(NIGHT);
    const visit = await visitor.open('/protected');
    assert.equal(visit.status, 200, visit.text);
    assert.match(visit.text, new RegExp(`<p id="user">${userId}</p>`), visit.hops.join('\n'));
    assert.equal(visit.hops.filter((hop) => hop.includes('/v1/client/handshake')).length, 1, visit.hops.join('\n'));
    assert.equal((await visitor.open('/protected')).hops.length, 1);
  });

  it('a page that protects itself sends visitors to the sign-in page and back to itself', async () => {
    const visit = await new Visitor(next.origin).open('/half-protected');
    assert.equal(visit.url.pathname, '/sign-in');
    assert.equal(visit.url.searchParams.get('redirect_url'), `${next.origin}/half-protected`);
    const visitor = new Visitor(next.origin);
    const { userId } = await visitor.signUp();
    assert.match((await visitor.open('/half-protected')).text, new RegExp(`Protected by itself, for .*${userId}`));
  });

  it('getServerSideProps gets the identity and the user, and the page no private metadata', async () => {
    const visitor = new Visitor(next.origin);
    assert.equal((await visitor.open('/legacy/profile')).url.pathname, '/sign-in');
    const { userId } = await visitor.signUp({ first_name: 'Ada' });
    const metadata = { public_metadata: { plan: 'open plan' }, private_metadata: { debt: 'secret debt' } };
    const changed = await fetch(`${next.site.origin}/v1/users/${userId}/metadata`, {
      method: 'PATCH',
      headers: { authorization: `Bearer ${next.env.CLERK_SECRET_KEY}`, 'content-type': 'application/json' },
      body: JSON.stringify(metadata),
    });
    assert.equal(changed.status, 200);
    const visit = await visitor.open('/legacy/profile');
    assert.match(visit.text, /open plan/);
    assert.doesNotMatch(visit.text, /secret debt/);
    assert.match(visit.text.replaceAll('<!-- -->', ''), new RegExp(`<h1>Ada is ${userId}</h1>`));
  });

  it('an API route of the Pages Router answers 401, and 200 for a signed-in user', async () => {
    const visitor = new Visitor(next.origin);
    assert.equal((await visitor.ask('/api/legacy')).status, 401);
    const { userId } = await visitor.signUp();
    assert.deepEqual(await (await visitor.ask('/api/legacy')).json(), { userId, plan: 'pro' });
  });

  it('beforeAuth answers instead of the page, and afterAuth redirects', async () => {
    const visitor = new Visitor(next.origin);
    assert.equal((await visitor.open('/health')).text, 'well');
    await visitor.signUp();
    assert.equal((await visitor.open('/old')).url.pathname, '/protected');
  });

  it('static files and the files of Next.js need no user', async () => {
    const visitor = new Visitor(next.origin);
    const [, script = ''] = /<script src="(\/_next\/static\/[^"]+)"/.exec((await visitor.open('/')).text) ?? [];
    assert.equal((await visitor.ask(script)).status, 200);
    assert.equal((await visitor.ask('/missing.css')).status, 404);
    assert.equal((await visitor.ask('/missing.json')).status, 401);
  });

  describe('a revoked session', () => {
    it('its token is refused at most 65 seconds after it was issued', async () => {
      const { visitor, sessionId } = await visitorAfter(65_000);
      await visitor.call(`/client/sessions/${sessionId}/remove`, {});
      assert.equal((await visitor.ask('/api/me')).status, 401);
    });

    it('its next refresh is refused at once, and its next page is the sign-in page', async () => {
      const { visitor, sessionId, token } = await visitorAfter(0);
      const client = new Map(visitor.cookies);
      await visitor.call(`/client/sessions/${sessionId}/remove`, {});
      for (const [name, value] of client) visitor.cookies.set(name, value);
      const refresh = await visitor.ask(`/__clerk/v1/client/sessions/${sessionId}/tokens`, { method: 'POST' });
      assert.ok([401, 404].includes(refresh.status), `${refresh.status}`);
      // The token itself lives on for the rest of its minute.
      assert.equal((await visitor.ask('/api/me', { headers: { authorization: `Bearer ${token}` } })).status, 200);
      visitor.cookies.delete('__session');
      const visit = await visitor.open('/protected');
      assert.equal(visit.url.pathname, '/sign-in', visit.hops.join('\n'));
    });
  });

  describe('headers that a client forges', () => {
    for (const name of ['proxy', 'src/proxy', 'middleware', 'src/middleware', 'pages/_middleware']) {
      it(`the middleware cannot be skipped by x-middleware-subrequest with ${name}`, async () => {
        const headers = { 'x-middleware-subrequest': Array.from({ length: 5 }, () => name).join(':') };
        const visitor = new Visitor(next.origin);
        assert.equal((await visitor.ask('/api/me', { headers })).status, 401);
        assert.equal((await visitor.open('/protected', headers)).url.pathname, '/sign-in');
      });
    }

    it('no header makes a visitor a user', async () => {
      const visitor = new Visitor(next.origin);
      const headers = {
        'x-clerk-auth-status': 'signed-in',
        'x-clerk-auth-token': 'a.b.c',
        'x-clerk-user-id': 'user_1',
        'x-clerk-page': 'https://evil.example.com/',
        'x-middleware-next': '1',
        'x-middleware-override-headers': 'cookie',
        'x-middleware-request-cookie': '__session=a.b.c; __client_uat=1',
      };
      assert.equal((await visitor.ask('/api/me', { headers })).status, 401);
      assert.deepEqual(await (await visitor.ask('/api/public', { headers })).json(), { userId: null });
      const page = await visitor.open('/half-protected', { 'x-clerk-page': 'https://evil.example.com/' });
      assert.equal(page.url.searchParams.get('redirect_url'), `${next.origin}/half-protected`);
    });

    for (const path of [
      '//protected',
      '/%70rotected',
      '/x/..%2fprotected',
      '/PROTECTED',
      '/protected;x',
      '/protected.',
    ]) {
      it(`no other spelling of the path leads past the middleware: ${path}`, async () => {
        const visit = await new Visitor(next.origin).open(path);
        assert.doesNotMatch(visit.text, /Protected page/);
        assert.ok(visit.status < 500, `${visit.status}`);
      });
    }
  });

  describe('values that the middleware passes on', () => {
    it('reach route handlers, API routes and getServerSideProps', async () => {
      const visitor = new Visitor(next.origin);
      assert.deepEqual(await (await visitor.ask('/api/context')).json(), { plan: 'pro' });
      assert.match((await visitor.open('/legacy/context')).text, /The plan is (<!-- -->)?pro/);
    });

    it('are not what a client sends in the header or the query', async () => {
      const visitor = new Visitor(next.origin);
      const headers = { 'x-clerk-context': JSON.stringify({ plan: 'forged' }) };
      const answer = await visitor.ask('/api/context?__clerk_context=forged&plan=forged', { headers });
      assert.deepEqual(await answer.json(), { plan: 'pro' });
    });

    it('are not sent to another origin', async () => {
      const visitor = new Visitor(next.origin);
      const headers = { 'x-clerk-context': 'forged', 'x-clerk-page': 'forged' };
      const visit = await visitor.open('/elsewhere', headers);
      assert.equal(visit.text, 'from elsewhere');
      const [seen] = received.splice(0);
      assert.equal(seen?.url, '/seen');
      assert.deepEqual(
        Object.keys(seen?.headers ?? {}).filter((name) => name.startsWith('x-clerk')),
        [],
      );
    });
  });

  describe('in a browser', () => {
    let browser: Browser;
    let context: BrowserContext;
    let page: Page;
    let errors: string[];
    before(async () => {
      browser = await launchBrowser();
    });
    after(() => browser?.close());
    beforeEach(async () => {
      context = await browser.newContext();
      page = await context.newPage();
      errors = collectErrors(page, next.origin);
    });
    afterEach(() => context.close());

    it('a form that a server component renders is taken over by the element', () =>
      takeOverRenderedForm(browser, `${next.origin}/rendered`, '/__clerk'));

    it('a visitor signs in with the element of the package and comes back to the page', async () => {
      const user = await account();
      await page.goto(`${next.origin}/protected?tab=2`);
      await signIn(page, user.email);
      await page.waitForURL(`${next.origin}/protected?tab=2`);
      assert.equal(await page.locator('#user').textContent(), user.userId);
      await page.locator('button.cl-userButtonTrigger').waitFor();
      await page.getByRole('button', { name: 'Who am I?' }).click();
      await page.locator('output', { hasText: user.userId }).waitFor();
      assert.deepEqual(errors, []);
    });

    it('a signed-in user sees the own name from the first byte on, and never an offer to sign in', async () => {
      const user = await account();
      await page.goto(`${next.origin}/sign-in`);
      await signIn(page, user.email);
      await page.waitForURL(`${next.origin}/`);
      // Notes every text that the header has had since the parser made it.
      await page.addInitScript(() => {
        const seen = new Set<string>();
        Object.assign(window, { seen });
        const note = () => seen.add(document.querySelector('header')?.textContent ?? '');
        new MutationObserver(note).observe(document, { childList: true, subtree: true, characterData: true });
      });
      const answer = await page.reload();
      assert.match((await answer?.text()) ?? '', /<span id="name">Ada<\/span>/);
      await page.locator('button.cl-userButtonTrigger').waitFor();
      const texts = await page.evaluate(() => [...(window as unknown as { seen: Set<string> }).seen].filter(Boolean));
      assert.ok(
        texts.some((text) => text.includes('Ada')),
        texts.join('|'),
      );
      assert.deepEqual(
        texts.filter((text) => /sign in/i.test(text)),
        [],
      );
      assert.deepEqual(errors, []);
    });

    it('a user whose token went stale follows a link to a protected page', async () => {
      const user = await account();
      await page.goto(`${next.origin}/sign-in`);
      await signIn(page, user.email);
      await page.waitForURL(`${next.origin}/`);
      await page.locator('button.cl-userButtonTrigger').waitFor();
      // The tab slept: its token is one that has expired, and the page has not renewed it yet.
      const { token } = await visitorAfter(NIGHT);
      await page.evaluate((value) => {
        const names = document.cookie.split('; ').map((pair) => pair.split('=', 1)[0]);
        for (const name of names) if (name?.startsWith('__session')) document.cookie = `${name}=${value}; path=/`;
      }, token);
      await page.getByRole('link', { name: 'To the protected page' }).click();
      await page.waitForURL(`${next.origin}/protected`);
      assert.equal(await page.locator('#user').textContent(), user.userId);
    });

    /** Creates an account that this browser does not know. */
    async function account(): Promise<{ email: string; userId: string }> {
      const { userId, email } = await new Visitor(next.origin).signUp({ first_name: 'Ada' });
      return { userId, email };
    }
  });

  async function signIn(page: Page, email: string): Promise<void> {
    await page.locator('input[name=identifier]').fill(email);
    await page.locator('.cl-formButtonPrimary:visible').click();
    await page.locator('.cl-signIn-password input[name=password]').fill(VISITOR_PASSWORD);
    await page.locator('.cl-signIn-password .cl-formButtonPrimary').click();
  }

  async function visitorAfter(ms: number) {
    const visitor = new Visitor(next.origin);
    next.site.advance(-ms);
    try {
      return { visitor, ...(await visitor.signUp()) };
    } finally {
      next.site.advance(ms);
    }
  }
});
