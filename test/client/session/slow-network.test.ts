import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createSignInFlow } from '../../../src/client/flows/create-flow.ts';
import { Clerk } from '../../../src/client/clerk.ts';
import { decodeToken } from '../../../src/tokens/decode.ts';
import { FakeFapi, KEY } from '../../support/fake-fapi.ts';
import { type FakeTab, flush } from '../../support/fake-platform.ts';
import { putSlowLink } from '../../support/slow-link.ts';
import { MINUTE, open, REFRESH } from './open-tabs.ts';

const LINK = { rttMs: 400, bitsPerSecond: 50_000, loss: 0.1 };

/** Counts, from now on, the most concurrent refreshes of any tab and of all tabs together. */
function countPending(fapi: FakeFapi) {
  const most = { ofOneTab: 0, together: 0, asked: 0 };
  const pending = new Map<FakeTab, number>();
  const { intercept } = fapi;
  fapi.intercept = async (call, next) => {
    const isRefresh = REFRESH.test(`${call.method} ${call.path}`);
    const add = (by: number) => isRefresh && pending.set(call.tab, (pending.get(call.tab) ?? 0) + by);
    add(1);
    if (isRefresh) most.asked += 1;
    const counts = [...pending.values()];
    most.ofOneTab = Math.max(most.ofOneTab, ...counts);
    most.together = Math.max(
      most.together,
      counts.reduce((sum, count) => sum + count, 0),
    );
    const answer = await (intercept ? intercept(call, next) : next());
    add(-1);
    return answer;
  };
  return most;
}

describe('a network of 400 ms, 50 kbit/s and one lost packet in ten', () => {
  it('a slow network has one pending refresh at a time, no expired token and no sign-out', async () => {
    const fapi = new FakeFapi();
    const session = fapi.signIn();
    const { clerk, tab } = await open(fapi);
    putSlowLink(fapi, LINK);
    const most = countPending(fapi);
    let given = 0;
    for (let passed = 0; passed < 30 * MINUTE; passed += 1000) {
      for (let caller = 0; caller < 5; caller++) {
        void clerk.session?.getToken().then((token) => {
          assert.ok(token && decodeToken(token).claims.exp * 1000 > fapi.world.time);
          given++;
        });
      }
      if (passed % MINUTE === 0) tab.show();
      await fapi.world.advance(1000);
      assert.equal(clerk.session?.id, session.id);
      assert.ok(fapi.world.cookie('__session'));
    }
    assert.equal(most.ofOneTab, 1);
    assert.ok(most.asked <= 38, `${most.asked} refreshes in half an hour`);
    assert.ok(given > 8900, `${given} tokens`);
  });

  it('ten tabs on a slow network stay signed in, and their refreshes do not pile up', async () => {
    const fapi = new FakeFapi();
    const session = fapi.signIn();
    const tabs = [];
    for (let i = 0; i < 10; i++) tabs.push(await open(fapi, { visible: i === 9 }));
    putSlowLink(fapi, LINK);
    const most = countPending(fapi);
    for (let passed = 0; passed < 30 * MINUTE; passed += 1000) {
      await fapi.world.advance(1000);
      for (const { clerk } of tabs) assert.equal(clerk.session?.id, session.id);
    }
    assert.equal(most.together, 1);
    assert.ok(most.asked <= 38, `${most.asked} refreshes in half an hour`);
  });

  it('a slow network loads the page and signs in, with one request for two clicks', async () => {
    const fapi = new FakeFapi();
    fapi.addAccount({ email: 'ada@acme.example', password: 'correct horse' });
    putSlowLink(fapi, LINK);
    const tab = fapi.world.openTab();
    const clerk = new Clerk(KEY, { platform: tab });
    const loaded = clerk.load();
    await fapi.world.advance(MINUTE);
    await loaded;
    const flow = clerk.__internal_createFlow(createSignInFlow);
    await flush();
    fapi.calls.length = 0;
    const click = () => flow.submit({ type: 'identify', identifier: 'ada@acme.example', password: 'correct horse' });
    void click();
    await fapi.world.advance(150);
    void click();
    await fapi.world.advance(MINUTE);
    assert.equal(flow.state.step.name, 'complete');
    assert.equal(fapi.callsTo(/^POST \/client\/sign_ins/).length, 1);
  });
});

describe('a refresh that is never answered', () => {
  it('an unanswered refresh is repeated after half a minute, and signs no user out', async () => {
    const fapi = new FakeFapi();
    const session = fapi.signIn();
    const { clerk } = await open(fapi);
    let isGone = true;
    fapi.intercept = ({ request, method, path }, next) =>
      isGone && REFRESH.test(`${method} ${path}`)
        ? new Promise((_, reject) =>
            request.signal.addEventListener('abort', () => reject(new TypeError('Failed to fetch'))),
          )
        : next();
    await fapi.world.advance(MINUTE);
    assert.equal(fapi.callsTo(REFRESH).length, 1);
    const waiting = assert.rejects(async () => clerk.session?.getToken(), { code: 'network_error' });
    isGone = false;
    await fapi.world.advance(30_000);
    await waiting;
    assert.equal(clerk.session?.id, session.id);
    assert.equal(fapi.callsTo(REFRESH).length, 2);
    assert.ok(await clerk.session?.getToken());
  });
});
