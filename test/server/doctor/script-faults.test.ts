import { buildPublishableKey } from '../../../src/protocol/keys.ts';
import { describeFaults, SIGN_IN, ELEMENT, TAG, SHA, show, plain, keyed } from '../../support/doctor-faults.ts';
import { API, page, scriptOf } from '../../support/doctor-site.ts';

const OTHER_KEY = buildPublishableKey('production', 'clerk.other.example');

describeFaults([
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
]);
