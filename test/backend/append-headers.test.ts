import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { appendHeaders } from '../../src/backend/adapters/append-headers.ts';
import { createClerkClient, withAuth } from '../../src/entries/backend.ts';
import { clerkMiddleware as astro } from '../../src/entries/backend/astro.ts';
import { clerkMiddleware as reactRouter } from '../../src/entries/backend/react-router.ts';
import { rootAuthLoader } from '../../src/entries/backend/remix.ts';
import { clerkHandle } from '../../src/entries/backend/sveltekit.ts';
import { kitEvent } from './adapters/framework-drivers.ts';
import { forge, NOW, now, PUBLIC_PEM, PUBLISHABLE_KEY } from './token-forge.ts';

const clerk = createClerkClient({ publishableKey: PUBLISHABLE_KEY, jwtKey: PUBLIC_PEM, now });
const handshake = [`__session=${forge()}; Path=/`];
const answer = forge({ sid: undefined, sub: undefined, sts: undefined, handshake });
const STALE = { 'sec-fetch-dest': 'document', cookie: `__client_uat=${NOW - 60}; __clerk_handshake=${answer}` };
const FRESH = { 'sec-fetch-dest': 'document', cookie: `__session=${forge()}; __client_uat=${NOW - 60}` };
const cached = async () => new Response('page', { headers: { 'cache-control': 'public, s-maxage=600' } });
const remix = async () => Response.json({}, { headers: { 'cache-control': 'public, s-maxage=600' } });

/** A page that the application lets shared caches keep, in each framework. */
const APPS: Record<string, (request: Request) => Promise<Response>> = {
  fetch: (request) => withAuth(clerk, cached)(request),
  astro: (request) =>
    astro({ clerk })({ request, locals: {}, isPrerendered: false, clientAddress: '192.0.2.1' }, cached),
  'react router': (request) => reactRouter({ clerk })({ request, context: {} }, cached),
  remix: (request) => rootAuthLoader({ request }, remix, { clerk }),
  async sveltekit(request) {
    const { event, answerWith } = kitEvent(request);
    return clerkHandle({ clerk })({ event, resolve: async () => answerWith(await cached()) });
  },
};

describe('headers that an adapter adds', () => {
  for (const [name, app] of Object.entries(APPS)) {
    it(`${name}: no shared cache keeps an answer that renews cookies`, async () => {
      const renewed = await app(new Request('https://app.acme.example/', { headers: STALE }));
      assert.equal(renewed.headers.getSetCookie().length, 1);
      assert.equal(renewed.headers.get('cache-control'), 'private, no-store');
      const plain = await app(new Request('https://app.acme.example/', { headers: FRESH }));
      assert.equal(plain.headers.get('cache-control'), 'public, s-maxage=600');
    });
  }

  it('an answer whose headers cannot be changed is copied with its body, status and cookies', async () => {
    const frozen = Response.redirect('https://app.acme.example/next', 303);
    const copy = appendHeaders(
      frozen,
      new Headers([
        ['set-cookie', 'a=1'],
        ['set-cookie', 'b=2'],
      ]),
    );
    assert.deepEqual([copy.status, copy.headers.get('location')], [303, 'https://app.acme.example/next']);
    assert.deepEqual(copy.headers.getSetCookie(), ['a=1', 'b=2']);
    const untouched = new Response('page');
    assert.equal(appendHeaders(untouched, new Headers()), untouched);
  });
});
