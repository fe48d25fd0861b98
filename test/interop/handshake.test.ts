import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it, mock } from 'node:test';
import { createClerkClient } from '@clerk/backend';
import { decodeToken } from '../../src/tokens/decode.ts';
import { APP, type Kind, type MakeApplication, PAGE, verdictOf as verdict, World } from '../support/application.ts';
import { newSecretKey } from '../support/backend-api.ts';

const NIGHT = 10 * 3_600_000;

/** An application that uses the stock SDK, unmodified. */
const stockSdk: MakeApplication = async (instance, apiUrl) => {
  const { publishableKey } = instance.config;
  const secretKey = await newSecretKey(instance);
  const sdk = createClerkClient({
    publishableKey,
    secretKey,
    apiUrl,
    telemetry: { disabled: true },
  });
  return async (request: Request): Promise<Response> => {
    const state = await sdk.authenticateRequest(request, { authorizedParties: [APP] });
    // What the middleware of the stock SDKs does with a state.
    const status = state.headers.has('location') ? 307 : 200;
    const auth = state.toAuth();
    const { userId } = auth && 'userId' in auth ? auth : { userId: null };
    return new Response(JSON.stringify({ status: state.status, userId, reason: state.reason }), {
      status,
      headers: state.headers,
    });
  };
};

interface State {
  prepare(world: World): Promise<void> | void;
  /** Who is signed in on a page, and whether it takes a handshake. */
  page: { isIn: boolean; redirects: boolean };
  /** The same where it differs with a development key. */
  inDevelopment?: State['page'];
  /** Who is signed in when a script of the page fetches something. */
  isFetchIn: boolean;
}

const STATES: Record<string, State> = {
  'a fresh token': { prepare: () => {}, page: { isIn: true, redirects: false }, isFetchIn: true },
  'a stale token': {
    prepare: (world) => world.advance(70_000),
    page: { isIn: true, redirects: false },
    isFetchIn: true,
  },
  'a stale token alone': {
    prepare(world) {
      world.advance(70_000);
      world.drop('__refresh');
    },
    page: { isIn: true, redirects: true },
    isFetchIn: false,
  },
  'no session cookie': {
    prepare: (world) => world.drop('__session'),
    page: { isIn: true, redirects: true },
    isFetchIn: false,
  },
  'no time of the sign-in': {
    prepare: (world) => world.drop('__client_uat'),
    page: { isIn: true, redirects: true },
    isFetchIn: false,
  },
  'no cookies of the page': {
    prepare: (world) => world.visitor.drop(({ host, domain }) => host === 'app.example.com' || domain !== null),
    // The stock SDK asks nobody when it sees no trace of a sign-in.
    page: { isIn: false, redirects: false },
    inDevelopment: { isIn: true, redirects: true },
    isFetchIn: false,
  },
  'a session that was revoked': {
    async prepare(world) {
      await world.browser.post(`/v1/client/sessions/${world.sessionId}/remove`);
      world.advance(70_000);
    },
    page: { isIn: false, redirects: true },
    isFetchIn: false,
  },
  'a sign-out': {
    async prepare(world) {
      await world.browser.override('DELETE', '/v1/client');
      world.visitor.drop(({ host }) => host === 'clerk.example.com');
      for (const name of ['__client_uat', `__client_uat_${suffixOf(world)}`]) {
        world.visitor.store(`${name}=0; Path=/; Domain=example.com`, new URL(APP));
      }
      world.drop('__session');
    },
    page: { isIn: false, redirects: false },
    isFetchIn: false,
  },
  'a night away': {
    prepare: (world) => world.advance(NIGHT),
    page: { isIn: true, redirects: false },
    isFetchIn: true,
  },
  'a night away, and the stale token alone': {
    prepare(world) {
      world.advance(NIGHT);
      world.drop('__refresh');
    },
    page: { isIn: true, redirects: true },
    isFetchIn: false,
  },
  'a weekend away': {
    prepare: (world) => world.advance(6 * NIGHT),
    page: { isIn: true, redirects: true },
    isFetchIn: false,
  },
};

function suffixOf({ visitor }: World): string {
  return visitor.cookies.find(({ name }) => name.startsWith('__client_uat_'))?.name.slice('__client_uat_'.length) ?? '';
}

describe('the stock server SDK', () => {
  const opened: World[] = [];
  const open = async (kind: Kind): Promise<World> => {
    const world = await World.open(kind, stockSdk);
    opened.push(world);
    return world;
  };

  before(() => mock.timers.enable({ apis: ['Date'] }));
  afterEach(async () => {
    for (const world of opened.splice(0)) await world.close();
  });
  after(() => mock.timers.reset());

  for (const kind of ['development', 'production'] as const) {
    for (const [name, { prepare, page, inDevelopment, isFetchIn }] of Object.entries(STATES)) {
      const expected = (kind === 'development' && inDevelopment) || page;

      it(`renders the page of a visitor with ${name}, on a ${kind} instance`, async () => {
        const world = await open(kind);
        await world.signUp();
        await prepare(world);
        const visit = await world.visitor.open(PAGE);
        assert.equal(visit.status, 200, visit.text);
        assert.equal(verdict(visit).userId, expected.isIn ? world.userId : null, visit.text);
        // There and back; on a development instance the SDK takes the answer out of the URL by one more redirect.
        const redirects = kind === 'development' ? 3 : 2;
        assert.equal(visit.redirects, expected.redirects ? redirects : 0, visit.urls.join('\n'));
        // In production it leaves a nonce in the URL, which was used up by then.
        const { searchParams, href } = new URL(visit.urls.at(-1) ?? '');
        assert.equal(searchParams.has('__clerk_handshake_nonce'), kind === 'production' && expected.redirects);
        assert.ok(href.startsWith(PAGE), href);
        world.advance(3_000);
        const reloaded = await world.visitor.open(href);
        assert.deepEqual([reloaded.redirects, verdict(reloaded).userId], [0, verdict(visit).userId]);
        const again = await world.visitor.open(PAGE);
        assert.deepEqual([again.redirects, verdict(again).userId], [0, verdict(visit).userId]);
      });

      it(`answers a fetch of a visitor with ${name}, on a ${kind} instance`, async () => {
        const world = await open(kind);
        await world.signUp();
        await prepare(world);
        const headers = { 'sec-fetch-dest': 'empty', 'sec-fetch-mode': 'cors', accept: '*/*' };
        const visit = await world.visitor.open(`${APP}/api`, headers);
        assert.deepEqual([visit.status, visit.redirects], [200, 0]);
        assert.equal(verdict(visit).userId, isFetchIn ? world.userId : null, visit.text);
      });
    }

    it(`signs nobody in who never signed in, without a loop, on a ${kind} instance`, async () => {
      const world = await open(kind);
      const visit = await world.visitor.open(PAGE);
      assert.deepEqual([visit.status, verdict(visit).userId], [200, null]);
      assert.equal(visit.redirects, kind === 'development' ? 3 : 0);
      assert.equal((await world.visitor.open(PAGE)).redirects, 0);
    });

    it(`refreshes every one of several requests that come at once, on a ${kind} instance`, async () => {
      const world = await open(kind);
      await world.signUp();
      world.advance(70_000);
      const headers = { 'sec-fetch-dest': 'empty', 'sec-fetch-mode': 'cors' };
      const visits = await Promise.all(Array.from({ length: 10 }, () => world.visitor.open(`${APP}/api`, headers)));
      for (const visit of visits) assert.equal(verdict(visit).userId, world.userId);
      const raw = world.visitor.get('__session', 'app.example.com') ?? '';
      assert.equal(decodeToken(raw).claims.iat, Math.floor(world.instance.clock.now() / 1000));
    });

    it(`restores ten tabs at once after a night, on a ${kind} instance`, async () => {
      const world = await open(kind);
      await world.signUp();
      world.advance(NIGHT);
      world.drop('__refresh');
      const visits = await Promise.all(
        Array.from({ length: 10 }, (_, at) => world.visitor.open(`${APP}/tab/${at % 5}`)),
      );
      for (const visit of visits) assert.equal(verdict(visit).userId, world.userId, visit.urls.join('\n'));
    });

    it(`judges the cookies when the URL has a nonce that was used, on a ${kind} instance`, async (t) => {
      // The SDK prints the token that it could not use.
      t.mock.method(console, 'error', () => {});
      const world = await open(kind);
      await world.signUp();
      const old = `${PAGE}&__clerk_handshake_nonce=${'A'.repeat(43)}`;
      const fresh = await world.visitor.open(old);
      assert.equal(verdict(fresh).userId, world.userId);
      world.advance(70_000);
      world.drop('__refresh');
      world.advance(3_000);
      const stale = await world.visitor.open(old);
      assert.equal(verdict(stale).userId, world.userId, stale.urls.join('\n'));
    });
  }
});
