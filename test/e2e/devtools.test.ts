import { after, before, describe, test } from 'node:test';
import type { Browser } from 'playwright';
import { buildPublishableKey } from '../../src/protocol/keys.ts';
import { launchBrowser } from '../support/browser.ts';
import {
  changeEnvironment,
  type DevtoolsCase,
  findsFaults,
  forwarded,
  startDevtoolsSite,
} from '../support/devtools-page.ts';
import { html } from '../support/site.ts';

const SCRIPT = 'src="/__clerk/npm/clerk-widgets@1/dist/clerk.js"';
const PATH = '<clerk-sign-in path="/sign-in"></clerk-sign-in>';
const AVATAR = '<clerk-user-avatar></clerk-user-avatar>';
const secret = `sk_test_${'0'.repeat(40)}`;

const CASES: readonly DevtoolsCase[] = [
  { name: 'nothing on a healthy page', ids: [], says: /Nothing is wrong/, body: '<clerk-sign-in></clerk-sign-in>' },
  {
    name: 'a key that was cut off',
    ids: ['key-malformed'],
    says: /cut off/,
    script: ({ key }) => `data-clerk-publishable-key="${key.slice(0, -6)}" ${SCRIPT}`,
  },
  { name: 'a page without a key', ids: ['key-missing'], script: () => SCRIPT },
  {
    name: 'a secret key in the page',
    ids: ['key-secret'],
    says: /Revoke it now/,
    script: () => `data-clerk-publishable-key="${secret}" ${SCRIPT}`,
  },
  {
    name: 'the key of another instance',
    ids: ['key-other-instance'],
    says: /clerk\.other\.example/,
    script: () =>
      `data-clerk-publishable-key="${buildPublishableKey('development', 'clerk.other.example')}" data-clerk-proxy-url="/__clerk" ${SCRIPT}`,
  },
  {
    name: 'an origin that the API does not allow, on another site',
    ids: ['origin-not-allowed', 'cookie-third-party'],
    says: /allowedOrigins/,
    host: '127.0.0.1',
    script: ({ key, origin }) =>
      `data-clerk-publishable-key="${key}" data-clerk-proxy-url="${origin}" src="${origin}/npm/clerk-widgets@1/dist/clerk.js"`,
  },
  {
    name: 'an instance of production on another site than its page',
    ids: ['domain-mismatch'],
    host: '127.0.0.1',
    script: ({ key, origin }) =>
      `data-clerk-publishable-key="${key}" data-clerk-proxy-url="${origin}" src="${origin}/npm/clerk-widgets@1/dist/clerk.js"`,
    answer: async (url) => {
      if (!/^\/v1\/(environment|client)$/.test(url.pathname)) return undefined;
      const headers = {
        'access-control-allow-origin': `http://127.0.0.1:${url.port}`,
        'access-control-allow-credentials': 'true',
      };
      if (url.pathname.endsWith('client')) return Response.json({ response: null, client: null }, { headers });
      const json = await (await forwarded(url)).json();
      json.display_config.instance_environment_type = 'production';
      return Response.json(json, { headers });
    },
  },
  {
    name: 'an API that answers without its headers for the page',
    ids: ['cors-missing', 'cookie-third-party'],
    says: /Access-Control-Allow-Origin/,
    host: '127.0.0.1',
    script: ({ key, origin }) =>
      `data-clerk-publishable-key="${key}" data-clerk-proxy-url="${origin}" src="${origin}/npm/clerk-widgets@1/dist/clerk.js"`,
    answer: (url) => (url.pathname.startsWith('/v1/') ? Response.json({}) : undefined),
  },
  {
    name: 'an API that is not there',
    ids: ['api-unreachable'],
    says: /clerk-widgets serve/,
    script: ({ key }) => `data-clerk-publishable-key="${key}" data-clerk-proxy-url="http://localhost:9" ${SCRIPT}`,
  },
  {
    name: 'another server in the place of the API',
    ids: ['api-other'],
    script: ({ key, origin }) => `data-clerk-publishable-key="${key}" data-clerk-proxy-url="${origin}" ${SCRIPT}`,
    answer: (url) => (url.pathname.startsWith('/v1/') ? html('Welcome') : undefined),
  },
  {
    name: 'a proxy path that is not forwarded',
    ids: ['proxy-not-forwarded'],
    says: /status 200, text\/html/,
    answer: (url) => (url.pathname.startsWith('/__clerk/v1/') ? html('Home') : undefined),
  },
  {
    name: 'a proxy that drops the query',
    ids: ['proxy-query'],
    answer: (url) =>
      url.pathname === '/__clerk/v1/environment' && url.searchParams.get('_method') === 'PATCH'
        ? Response.json({ errors: [{ code: 'method_not_allowed' }] }, { status: 405 })
        : undefined,
  },
  {
    name: 'a proxy that forwards POST as GET',
    ids: ['proxy-method'],
    answer: (url) => (url.pathname === '/__clerk/v1/environment' ? forwarded(url) : undefined),
  },
  {
    name: 'a server that does not know the address of its proxy',
    ids: ['proxy-address'],
    before: (context) =>
      changeEnvironment(context, (json) => {
        const host = atob(json.publishable_key.slice(8)).replace('$', '');
        json.display_config['sign_in_url'] = `https://${host}/sign-in`;
      }),
  },
  {
    name: 'a proxy that loses cookies',
    ids: ['proxy-cookies'],
    answer: (url) =>
      url.pathname === '/__clerk/v1/client' ? Response.json({ response: null, client: null }) : undefined,
  },
  {
    name: 'a cookie of the API that the browser drops',
    ids: ['cookie-dropped'],
    script: ({ key, origin }) => `data-clerk-publishable-key="${key}" data-clerk-proxy-url="${origin}" ${SCRIPT}`,
    answer: (url) => (url.pathname === '/v1/client' ? Response.json({ response: null, client: null }) : undefined),
  },
  {
    name: 'a browser that keeps no cookies',
    ids: ['cookie-blocked'],
    before: async (context, page) => {
      const session = await context.newCDPSession(page);
      await session.send('Emulation.setDocumentCookieDisabled', { disabled: true });
    },
  },
  {
    name: 'clocks of the page and of the API that differ',
    ids: ['clock-skew'],
    ahead: -300,
  },
  {
    name: 'a site without a page for the steps',
    ids: ['steps-missing'],
    body: PATH,
    answer: (url) => (url.pathname.startsWith('/sign-in/') ? new Response('no', { status: 404 }) : undefined),
  },
  {
    name: 'a path that is not that of the page',
    ids: ['steps-path'],
    body: '<clerk-sign-in path="/login"></clerk-sign-in>',
    answer: (url) => (url.pathname.startsWith('/login') ? new Response('no', { status: 404 }) : undefined),
  },
  {
    name: 'steps that are redirected to another page',
    ids: ['steps-redirected'],
    body: PATH,
    answer: (url) =>
      url.pathname.startsWith('/sign-in/')
        ? new Response(null, { status: 307, headers: { location: '/sign-in' } })
        : undefined,
  },
  {
    name: 'a file of the script that is not there',
    ids: ['script-missing'],
    body: AVATAR,
    answer: (url) => (url.pathname.includes('/user-avatar-') ? new Response('no', { status: 404 }) : undefined),
  },
  {
    name: 'a file of the script that something blocks',
    ids: ['script-blocked'],
    says: /content blocker/,
    body: AVATAR,
    before: (context) => context.route(/\/user-avatar-/, (route) => route.abort('blockedbyclient')),
  },
  ...(
    [
      ['script', 'csp-script', `script-src 'self'`, ['script', 'src', 'https://challenges.cloudflare.com/x.js']],
      ['frame', 'csp-frame', `frame-src 'none'`, ['iframe', 'src', 'https://challenges.cloudflare.com/x']],
      ['picture', 'csp-image', `img-src data:`, ['img', 'src', '/picture.png']],
    ] as const
  ).map(
    ([what, id, policy, [tag, attribute, value]]): DevtoolsCase => ({
      name: `a policy that blocks a ${what}`,
      ids: [id],
      headers: { 'content-security-policy': policy },
      inPage: (page) =>
        page.evaluate(
          ([name, key, url]) => {
            const node = document.createElement(name);
            node.setAttribute(key, url);
            document.body.append(node);
          },
          [tag, attribute, value] as const,
        ),
    }),
  ),
  {
    name: 'a policy that blocks requests to the API',
    ids: ['csp-connect'],
    says: /'self' to connect-src in the header/,
    headers: { 'content-security-policy': "connect-src 'none'" },
  },
  {
    name: 'a policy that refuses a name of Trusted Types',
    ids: ['csp-trusted-types'],
    says: /clerk-captcha to trusted-types/,
    headers: { 'content-security-policy': 'trusted-types lit-html' },
    inPage: (page) =>
      page.evaluate(() => {
        const { trustedTypes } = window as unknown as {
          trustedTypes: { createPolicy(name: string, rules: object): void };
        };
        try {
          trustedTypes.createPolicy('clerk-captcha', {});
        } catch {
          // The policy of the page refuses it, which is the point.
        }
      }),
  },
  {
    name: 'pages that send the browser to each other',
    ids: ['redirect-loop'],
    says: /without a key or a click/,
    body: `<script>addEventListener('load', () => customElements.whenDefined('clerk-devtools').then(() => setTimeout(() => {
      const times = Number(sessionStorage.getItem('times')) + 1;
      sessionStorage.setItem('times', times);
      if (times < 8) location.replace(location.pathname === '/' ? '/sign-in' : '/');
    })))</script>`,
    inPage: (page) => page.waitForFunction(() => sessionStorage.getItem('times') === '8'),
  },
];

describe('<clerk-devtools> in a page', () => {
  let browser: Browser;
  let site: Awaited<ReturnType<typeof startDevtoolsSite>>;

  before(async () => {
    [browser, site] = await Promise.all([launchBrowser(), startDevtoolsSite()]);
  });
  after(async () => {
    await browser?.close();
    await site?.close();
  });

  for (const broken of CASES) {
    test(`names ${broken.name}`, () => findsFaults(browser, site, broken));
  }
});
