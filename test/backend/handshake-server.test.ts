import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it, mock } from 'node:test';
import { createClerkClient } from '../../src/entries/backend.ts';
import { decodeToken } from '../../src/tokens/decode.ts';
import { APP, type Kind, type MakeApplication, PAGE, verdictOf, World } from '../support/application.ts';
import { newSecretKey } from '../support/backend-api.ts';

const HOST = new URL(APP).host;

/** An application with this project's SDK. @param withKey it has a secret key, else it knows the public key alone */
function ownSdk(withKey: boolean): MakeApplication {
  return async (instance, apiUrl) => {
    const sdk = createClerkClient({
      publishableKey: instance.config.publishableKey,
      authorizedParties: [APP],
      now: () => instance.clock.now(),
      // Without a secret key it fetches the public key alone, from the Frontend API.
      ...(withKey
        ? { secretKey: await newSecretKey(instance), apiUrl }
        : { fetch: (input: unknown) => instance.fetch(new Request(input as string)) }),
    });
    return async (request) => {
      const state = await sdk.authenticateRequest(request);
      const { userId } = state.toAuth();
      return new Response(JSON.stringify({ status: state.status, userId, reason: state.reason }), {
        status: state.status === 'handshake' ? 307 : 200,
        headers: state.headers,
      });
    };
  };
}

describe('this SDK with this server', () => {
  const opened: World[] = [];
  const open = async (kind: Kind, withKey: boolean): Promise<World> => {
    const world = await World.open(kind, ownSdk(withKey));
    opened.push(world);
    await world.signUp();
    return world;
  };

  before(() => mock.timers.enable({ apis: ['Date'] }));
  afterEach(async () => {
    for (const world of opened.splice(0)) await world.close();
  });
  after(() => mock.timers.reset());

  it('uses the answer for a visitor in no other browser, whoever of the domain was sent it', async () => {
    for (const isThief of [false, true]) {
      const world = await open('production', true);
      world.advance(10 * 3_600_000);
      world.drop('__refresh');
      // The browser gets the answer, and every host of the domain with its next request.
      const { location = '' } = await world.visitor.navigate(PAGE);
      const { response } = await world.visitor.navigate(location);
      const line = response.headers.getSetCookie().find((each) => each.startsWith('__clerk_handshake_nonce=')) ?? '';
      assert.match(line, /; Domain=example\.com; HttpOnly; /);
      const browser = isThief ? world.newVisitor() : world.visitor;
      if (isThief) {
        browser.setCookie('__clerk_handshake_nonce', line.slice(line.indexOf('=') + 1, line.indexOf(';')), HOST);
        browser.setCookie('__client_uat', '1', HOST);
        browser.setCookie('__Host-clerk_handshake_state', 'f'.repeat(32), HOST);
        // What a page of the domain can set, too.
        browser.setCookie('__clerk_handshake_state', world.visitor.get('__Host-clerk_handshake_state') ?? '', HOST);
      }
      const visit = await browser.open(PAGE);
      assert.equal(verdictOf(visit).userId, isThief ? null : world.userId, visit.urls.join('\n'));
      assert.equal(visit.redirects, isThief ? 2 : 0);
    }
  });

  for (const kind of ['development', 'production'] as const) {
    for (const withKey of [true, false]) {
      const who = `${withKey ? 'with' : 'without'} a secret key, on a ${kind} instance`;

      it(`lets a visitor in by one handshake after a night, ${who}`, async () => {
        const world = await open(kind, withKey);
        world.advance(10 * 3_600_000);
        world.drop('__refresh');
        const visit = await world.visitor.open(PAGE);
        assert.deepEqual([visit.status, verdictOf(visit).userId], [200, world.userId], visit.urls.join('\n'));
        // There and back, and once more without the answer where it comes in the URL.
        assert.equal(visit.redirects, kind === 'production' && withKey ? 2 : 3);
        assert.equal(visit.urls.at(-1), PAGE);
        assert.equal((await world.visitor.open(PAGE)).redirects, 0);
        assert.deepEqual(
          world.visitor.cookies.filter(({ name }) => ['__clerk_handshake', '__clerk_handshake_nonce'].includes(name)),
          [],
        );
      });

      it(`refreshes without a redirect where it can, ${who}`, async () => {
        const world = await open(kind, withKey);
        world.advance(70_000);
        const headers = { 'sec-fetch-dest': 'empty', 'sec-fetch-mode': 'cors' };
        const visit = await world.visitor.open(`${APP}/api`, headers);
        assert.equal(verdictOf(visit).userId, withKey ? world.userId : null);
        assert.equal((await world.visitor.open(PAGE)).redirects > 0, !withKey);
      });

      it(`signs out a visitor whose session was revoked, ${who}`, async () => {
        const world = await open(kind, withKey);
        await world.browser.post(`/v1/client/sessions/${world.sessionId}/remove`);
        world.advance(70_000);
        const visit = await world.visitor.open(PAGE);
        assert.deepEqual([visit.status, verdictOf(visit).userId], [200, null], visit.urls.join('\n'));
        assert.equal((await world.visitor.open(PAGE)).redirects, 0);
      });

      it(`stays with the account of the page, ${who}`, async () => {
        const world = await open(kind, withKey);
        const { userId } = await world.instance.signUp(world.browser, 'bob@example.com');
        assert.notEqual(userId, world.userId);
        world.visitor.adopt(world.browser, world.instance.config.url, 'example.com');
        world.advance(10 * 3_600_000);
        world.drop('__refresh');
        assert.equal(verdictOf(await world.visitor.open(PAGE)).userId, world.userId);
      });

      it(`restores ten tabs at once after a night, ${who}`, async () => {
        const world = await open(kind, withKey);
        world.advance(10 * 3_600_000);
        world.drop('__refresh');
        const visits = await Promise.all(Array.from({ length: 10 }, (_, at) => world.visitor.open(`${APP}/tab/${at}`)));
        for (const visit of visits) assert.equal(verdictOf(visit).userId, world.userId, visit.urls.join('\n'));
        const raw = world.visitor.get('__session', 'app.example.com') ?? '';
        assert.equal(decodeToken(raw).claims.sub, world.userId);
      });
    }
  }
});
