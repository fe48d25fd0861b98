import { buildPublishableKey } from '../../../src/protocol/keys.ts';
import {
  describeFaults,
  SIGN_IN,
  ELEMENT,
  TAG,
  show,
  plain,
  proxied,
  pass,
  cookie,
} from '../../support/doctor-faults.ts';
import { page } from '../../support/doctor-site.ts';

describeFaults([
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
]);
