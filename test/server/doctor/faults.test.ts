import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { buildPublishableKey } from '../../../src/protocol/keys.ts';
import type { FaultId } from '../../../src/protocol/fault-table.ts';
import type { DoctorOptions } from '../../../src/server/doctor/examine-page.ts';
import { API, APP, type DoctorSite, page, scriptOf, startDoctorSite } from '../../support/doctor-site.ts';

const SIGN_IN = '/sign-in';
const ELEMENT = '<clerk-sign-in routing="hash"></clerk-sign-in>';
const TAG = `<script async src="${API}/clerk.js"></script>`;
const PLAIN = `${API}/npm/clerk-widgets@1/dist/clerk.js`;
const OTHER_KEY = buildPublishableKey('production', 'clerk.other.example');
const SHA = (text: string) => `sha384-${createHash('sha384').update(text).digest('base64')}`;

interface Case {
  name: string;
  /** What is found: exactly these, in this order. */
  ids: FaultId[];
  /** What the sentence, the cure or the evidence of the first one names. */
  says?: RegExp;
  url?: string;
  options?: (site: DoctorSite) => DoctorOptions;
  config?: Parameters<typeof startDoctorSite>[0];
  breaks(site: DoctorSite): void;
}

/** Serves a body at the page, under a policy if there is one. */
const show = (site: DoctorSite, body: string, headers: Record<string, string> = {}) =>
  site.answer('app.example.com', SIGN_IN, () => page(body, headers));
const policy = (site: DoctorSite, text: string, body = TAG + ELEMENT) =>
  show(site, body, { 'content-security-policy': text });
const plain = (site: DoctorSite, attributes: string, answer = () => scriptOf('1')) => {
  show(site, `<script async ${attributes} src="${PLAIN}"></script>${ELEMENT}`);
  site.answer('clerk.example.com', new URL(PLAIN).pathname, answer);
};
const keyed = (site: DoctorSite, attributes = '') =>
  plain(site, `data-clerk-publishable-key="${site.key}" ${attributes}`);
/** Puts a proxy between the page and the API. */
const proxied = (site: DoctorSite, forward: (request: Request, url: URL) => Promise<Response> | Response) => {
  plain(site, `data-clerk-publishable-key="${site.key}" data-clerk-proxy-url="/__clerk"`);
  for (const path of ['/__clerk/v1/environment', '/__clerk/v1/client']) {
    site.answer('app.example.com', path, (request) => {
      const url = new URL(request.url);
      return forward(request, new URL(url.pathname.slice('/__clerk'.length) + url.search, API));
    });
  }
};
const pass = (site: DoctorSite, request: Request, url: URL, { method = request.method } = {}) =>
  site.instance.fetch(new Request(url, { method, headers: request.headers }));

const CASES: Case[] = [
  {
    name: 'a host without a DNS record',
    url: 'https://nobody.example.com/',
    ids: ['page-unreachable'],
    says: /no DNS record/,
    breaks() {},
  },
  {
    name: 'a page that is not there',
    url: `${APP}/nowhere`,
    ids: ['page-status'],
    says: /404/,
    breaks() {},
  },
  {
    name: 'a page that is no HTML',
    ids: ['page-not-html'],
    says: /application\/json/,
    breaks: (site) => site.answer('app.example.com', SIGN_IN, () => Response.json({})),
  },
  {
    name: 'a page over plain http',
    url: 'http://app.example.com/sign-in',
    ids: ['page-insecure', 'origin-not-allowed', 'steps-missing'],
    says: /app\.example\.com over https/,
    breaks: (site) => {
      show(site, `${TAG}<clerk-sign-in path="/sign-in"></clerk-sign-in>`);
      site.answer('app.example.com', '/sign-in/factor-one', () => new Response('gone', { status: 404 }));
    },
  },
  {
    name: 'a page and a sign-in that redirect to each other',
    url: `${APP}/dashboard`,
    ids: ['redirect-loop'],
    says: /(app\.example\.com\/dashboard and .*\/sign-in|app\.example\.com\/sign-in and .*\/dashboard) redirect to each other/,
    breaks: (site) => {
      site.answer('app.example.com', '/dashboard', () => to(`${SIGN_IN}?redirect_url=hunter2`));
      site.answer('app.example.com', SIGN_IN, () => to('/dashboard'));
    },
  },
  {
    name: 'more redirects than a page needs',
    url: `${APP}/0`,
    ids: ['redirect-too-many'],
    says: /more than 10 times/,
    breaks: (site) =>
      site.answer('app.example.com*', '', (request) => to(`/${Number(new URL(request.url).pathname.slice(1)) + 1}`)),
  },
  {
    name: 'a page that scripts draw',
    ids: ['not-in-html'],
    says: /<clerk-devtools>/,
    breaks: (site) => show(site, '<div id="root"></div><script src="/app.js"></script>'),
  },
  {
    name: 'an element without a script',
    ids: ['script-not-seen'],
    says: /<clerk-sign-in>/,
    breaks: (site) => show(site, ELEMENT),
  },
  { name: 'a script without a key', ids: ['key-missing'], breaks: (site) => plain(site, '') },
  {
    name: 'a key that was cut off',
    ids: ['key-malformed'],
    says: /cut off/,
    breaks: (site) => plain(site, `data-clerk-publishable-key="${site.key.slice(0, -3)}"`),
  },
  {
    name: 'a secret key on the script tag',
    ids: ['key-secret'],
    says: /revoke/,
    breaks: (site) => plain(site, 'data-clerk-publishable-key="sk_live_0123456789abcdef"'),
  },
  {
    name: 'a secret key in a bundle',
    ids: ['key-secret'],
    says: /app\.js/,
    breaks: (site) => {
      show(site, `${TAG}${ELEMENT}<script src="/app.js"></script>`);
      site.answer('app.example.com', '/app.js', () => scriptOf('const key="sk_live_0123456789abcdef"'));
    },
  },
  {
    name: 'a test key on a live host',
    ids: ['key-test-on-live-host'],
    says: /pk_test_/,
    config: { instanceType: 'development' },
    breaks: keyed,
  },
  {
    name: 'a live key on this machine',
    url: 'http://localhost:3000/sign-in',
    ids: ['key-live-on-local-host', 'origin-not-allowed', 'domain-mismatch'],
    says: /pk_live_/,
    breaks: (site) => site.answer('localhost:3000', SIGN_IN, () => page(TAG + ELEMENT)),
  },
  {
    name: 'the key of another instance than that of the script',
    ids: ['key-other-instance'],
    says: /clerk\.other\.example \(production\), and the script of the instance to clerk\.example\.com/,
    breaks: (site) =>
      show(site, `<script async data-clerk-publishable-key="${OTHER_KEY}" src="${API}/clerk.js"></script>${ELEMENT}`),
  },
  {
    name: 'the key of another instance than that of the API',
    ids: ['key-other-instance'],
    says: /the API at https:\/\/clerk\.example\.com/,
    options: () => ({ frontendApi: 'clerk.example.com' }),
    breaks: (site) => plain(site, `data-clerk-publishable-key="${OTHER_KEY}"`),
  },
  {
    name: 'a script that is not there',
    ids: ['script-missing'],
    says: /status 404/,
    breaks: (site) => site.answer('clerk.example.com', '/clerk.js', () => new Response('', { status: 404 })),
  },
  {
    name: 'a script that is a page',
    ids: ['script-type'],
    says: /text\/html/,
    breaks: (site) => site.answer('clerk.example.com', '/clerk.js', () => page('home')),
  },
  {
    name: 'a script tag of a module',
    ids: ['script-module'],
    says: /type="module"/,
    breaks: (site) => show(site, `<script type="module" src="${API}/clerk.js"></script>${ELEMENT}`),
  },
  {
    name: 'a script over http in a page over https',
    ids: ['script-mixed-content', 'script-missing', 'api-mixed-content'],
    says: /http:\/\/clerk/,
    breaks: (site) => {
      show(site, `<script src="http://clerk.example.com/clerk.js"></script>${ELEMENT}`);
      site.answer('clerk.example.com', '/clerk.js', () => new Response('', { status: 404 }));
    },
  },
  {
    name: 'a script with a wrong hash',
    ids: ['script-integrity'],
    says: /integrity\.json/,
    breaks: (site) => keyed(site, `crossorigin="anonymous" integrity="${SHA('another script')}"`),
  },
  {
    name: 'a hash without crossorigin',
    ids: ['script-crossorigin'],
    says: /crossorigin="anonymous"/,
    breaks: (site) => keyed(site, `integrity="${SHA('1')}"`),
  },
  {
    name: 'an embedder policy without crossorigin',
    ids: ['script-crossorigin'],
    says: /Cross-Origin-Embedder-Policy/,
    breaks: (site) => show(site, TAG + ELEMENT, { 'cross-origin-embedder-policy': 'require-corp' }),
  },
  {
    name: 'a script that other origins may not read',
    ids: ['script-cors'],
    says: /Access-Control-Allow-Origin/,
    breaks: (site) =>
      plain(site, `crossorigin data-clerk-publishable-key="${site.key}"`, () =>
        scriptOf('1', { 'access-control-allow-origin': 'https://other.example.com' }),
      ),
  },
  {
    name: 'a cache that keeps an old script',
    ids: ['script-stale'],
    says: /Age: 90000/,
    breaks: (site) =>
      site.answer('clerk.example.com', '/clerk.js', (request) => {
        const isFresh = new URL(request.url).searchParams.has('doctor');
        const text = `({publishableKey:"${site.key}"},${isFresh ? 2 : 1})`;
        return scriptOf(text, isFresh ? {} : { age: '90000' });
      }),
  },
  {
    name: 'a header that keeps the script for a year',
    ids: ['script-cached'],
    says: /max-age=31536000/,
    breaks: (site) =>
      site.answer('clerk.example.com', '/clerk.js', () =>
        scriptOf(`({publishableKey:"${site.key}"})`, { 'cache-control': 'public, max-age=31536000' }),
      ),
  },
  {
    name: 'a service worker that keeps everything',
    ids: ['service-worker'],
    says: /\/sw\.js/,
    breaks: (site) => {
      show(site, `${TAG}${ELEMENT}<script>navigator.serviceWorker.register('/sw.js')</script>`);
      site.answer('app.example.com', '/sw.js', () =>
        scriptOf("addEventListener('fetch',e=>e.respondWith(caches.match(e.request)))"),
      );
    },
  },
  {
    name: 'a policy without the script',
    ids: ['csp-script'],
    says: /Add https:\/\/clerk\.example\.com\/clerk\.js to script-src/,
    breaks: (site) => policy(site, `script-src 'self' ${API}/npm/`),
  },
  {
    name: 'a policy without the files of the script',
    ids: ['csp-script'],
    says: /Add https:\/\/clerk\.example\.com\/npm\/ to script-src/,
    breaks: (site) => policy(site, `script-src ${API}/clerk.js`),
  },
  {
    name: 'a policy with strict-dynamic, and a tag without its nonce',
    ids: ['csp-script'],
    says: /nonce of the script tag/,
    breaks: (site) => policy(site, "script-src 'nonce-abc' 'strict-dynamic' https:"),
  },
  {
    name: 'a policy in the page without the API',
    ids: ['csp-connect'],
    says: /<meta/,
    breaks: (site) =>
      show(site, `<meta http-equiv="Content-Security-Policy" content="connect-src &#39;self&#39;">${TAG}${ELEMENT}`),
  },
  {
    name: 'a policy without the style of a rendered form',
    ids: ['csp-style'],
    says: /sha256-/,
    breaks: (site) => policy(site, "style-src 'self'", `${TAG}<style data-clerk-ssr>p{}</style>${ELEMENT}`),
  },
  {
    name: 'a policy without the frame of the bot check',
    ids: ['csp-frame'],
    says: /challenges\.cloudflare\.com/,
    config: { captcha: { provider: 'turnstile', siteKey: 'site', secretKey: 'secret' } },
    breaks: (site) => policy(site, "frame-src 'none'"),
  },
  {
    name: 'a policy without the worker of the page',
    ids: ['csp-worker'],
    says: /worker-src/,
    breaks: (site) =>
      policy(site, "worker-src 'none'", `${TAG}${ELEMENT}<script>navigator.serviceWorker.register("/sw.js")</script>`),
  },
  {
    name: 'a policy without pictures of the API',
    ids: ['csp-image'],
    says: /img-src/,
    breaks: (site) => policy(site, "img-src 'self'"),
  },
  {
    name: 'a policy without the Trusted Types of Lit',
    ids: ['csp-trusted-types'],
    says: /lit-html/,
    breaks: (site) => policy(site, "require-trusted-types-for 'script'; trusted-types default"),
  },
  {
    name: 'a page in a sandbox',
    ids: ['csp-sandbox'],
    says: /allow-forms allow-same-origin/,
    breaks: (site) => policy(site, 'sandbox allow-scripts'),
  },
  {
    name: 'an API that does not answer',
    ids: ['api-unreachable'],
    says: /no DNS record/,
    breaks: (site) => {
      plain(site, `data-clerk-publishable-key="${buildPublishableKey('production', 'gone.example.com')}"`);
    },
  },
  {
    name: 'a host of the API that is a site',
    ids: ['api-other'],
    says: /status 200, text\/html/,
    breaks: (site) => {
      site.answer('clerk.example.com', '/v1/environment', () => page('parked'));
    },
  },
  {
    name: 'an origin that is not allowed',
    ids: ['origin-not-allowed'],
    says: /Add https:\/\/app\.example\.com to allowedOrigins/,
    config: { allowedOrigins: ['https://www.example.com'] },
    breaks() {},
  },
  {
    name: 'a cache that drops the headers of CORS',
    ids: ['cors-missing'],
    says: /Access-Control-Allow-Origin: https:\/\/app\.example\.com/,
    breaks: (site) => {
      site.answer('clerk.example.com', '/v1/client', () => Response.json({ response: null }));
    },
  },
  {
    name: 'a Secure cookie over plain http',
    url: 'http://app.example.com/sign-in',
    ids: ['page-insecure', 'origin-not-allowed', 'cookie-insecure'],
    options: () => ({ frontendApi: 'http://clerk.example.com' }),
    breaks: (site) => show(site, TAG + ELEMENT),
  },
  {
    name: 'a cookie for another domain',
    ids: ['cookie-domain'],
    says: /other\.example/,
    breaks: (site) => cookie(site, '__client_uat=0; Path=/; Domain=other.example; Secure; SameSite=Lax'),
  },
  {
    name: 'a cookie that the page does not get',
    ids: ['cookie-domain'],
    says: /cookieDomain/,
    config: { cookieDomain: undefined },
    breaks() {},
  },
  {
    name: 'a cookie for all sites that is not Secure',
    ids: ['cookie-samesite'],
    says: /SameSite=None/,
    breaks: (site) => cookie(site, '__client_uat=0; Path=/; Domain=example.com; SameSite=None'),
  },
  {
    name: 'a development instance on another site',
    url: 'http://localhost:3000/sign-in',
    ids: ['cookie-third-party'],
    says: /third-party cookies/,
    config: { instanceType: 'development', allowedOrigins: ['http://localhost:3000'] },
    breaks: (site) => site.answer('localhost:3000', SIGN_IN, () => page(TAG + ELEMENT)),
  },
  {
    name: 'a production instance on another site',
    url: 'https://app.other.example/sign-in',
    ids: ['domain-mismatch'],
    says: /registrable domain/,
    config: { allowedOrigins: ['https://app.other.example'] },
    breaks: (site) => site.answer('app.other.example', SIGN_IN, () => page(TAG + ELEMENT)),
  },
  {
    name: 'a server of the page whose clock is behind',
    ids: ['clock-skew'],
    says: /differ by 90 seconds/,
    breaks: (site) => show(site, TAG + ELEMENT, { date: new Date(Date.parse('2026-06-01T11:58:30Z')).toUTCString() }),
  },
  {
    name: 'a machine whose clock is behind',
    ids: ['clock-local'],
    says: /by 9[01] seconds/,
    breaks: (site) => {
      const date = new Date(Date.parse('2026-06-01T12:01:30Z')).toUTCString();
      show(site, TAG + ELEMENT, { date });
      site.answer('clerk.example.com', '/v1/environment', async (request) => {
        const answer = await site.instance.fetch(request);
        answer.headers.set('date', date);
        return answer;
      });
    },
  },
  {
    name: 'a proxy path that is a page of the site',
    ids: ['proxy-not-forwarded'],
    says: /text\/html/,
    breaks: (site) => proxied(site, () => page('home')),
  },
  {
    name: 'a proxy that drops the query',
    ids: ['proxy-query'],
    says: /\$is_args\$args/,
    breaks: (site) => proxied(site, (request, url) => pass(site, request, new URL(url.pathname, url))),
  },
  {
    name: 'a proxy that sends everything as GET',
    ids: ['proxy-method'],
    says: /arrives as GET/,
    breaks: (site) =>
      proxied(site, (request, url) => pass(site, request, new URL(url.pathname, url), { method: 'GET' })),
  },
  {
    name: 'a proxy for GET alone',
    ids: ['proxy-method'],
    says: /status 405/,
    breaks: (site) =>
      proxied(site, (request, url) =>
        request.method === 'GET' ? pass(site, request, url) : new Response('GET only', { status: 405 }),
      ),
  },
  {
    name: 'a proxy that loses cookies',
    ids: ['proxy-cookies'],
    says: /Set-Cookie/,
    breaks: (site) =>
      proxied(site, (request, url) => {
        request.headers.delete('cookie');
        return pass(site, request, url);
      }),
  },
  {
    name: 'a proxy that does not tell its address',
    ids: ['proxy-address'],
    says: /Clerk-Proxy-Url: https:\/\/app\.example\.com\/__clerk/,
    config: { hostedPages: true },
    breaks: (site) => proxied(site, (request, url) => pass(site, request, url)),
  },
  {
    name: 'a site without a page for the steps',
    ids: ['steps-missing'],
    says: /sign-in\/\[\[\.\.\.rest\]\]/,
    breaks: (site) => site.answer('app.example.com', '/sign-in/factor-one', () => new Response('404', { status: 404 })),
  },
  {
    name: 'a path that is not that of the page',
    ids: ['steps-path'],
    says: /path="\/login"/,
    breaks: (site) => {
      site.answer('app.example.com', '/', () => page('home'));
      show(site, `${TAG}<clerk-sign-in path="/login"></clerk-sign-in>`);
    },
  },
  {
    name: 'a middleware that redirects the steps',
    ids: ['steps-redirected'],
    says: /sign-in\(\.\*\)/,
    breaks: (site) => site.answer('app.example.com', '/sign-in/factor-one', () => to(SIGN_IN)),
  },
];

function to(location: string): Response {
  return new Response(null, { status: 307, headers: { location } });
}

function cookie(site: DoctorSite, line: string): void {
  site.answer('clerk.example.com', '/v1/client', async (request) => {
    const answer = await site.instance.fetch(request);
    answer.headers.delete('set-cookie');
    answer.headers.append('set-cookie', line);
    return answer;
  });
}

for (const { name, ids, says = /./, url, options, config, breaks } of CASES) {
  test(`names ${name} and its cure`, async (t) => {
    const site = await startDoctorSite(config);
    t.after(site.close);
    breaks(site);
    const report = await site.examine(url, options?.(site));
    assert.deepEqual(
      report.findings.map(({ id }) => id),
      ids,
      JSON.stringify(report.findings, null, 1),
    );
    const [first] = report.findings;
    assert.match(`${first?.what} ${first?.cure} ${first?.evidence}`, says);
    const text = JSON.stringify(report);
    assert.doesNotMatch(text, /sk_live_0|hunter2/, 'a secret is repeated');
    assert.doesNotMatch(text, /\{\w+\}/, 'a slot is not filled');
  });
}
