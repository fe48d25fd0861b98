import assert from 'node:assert/strict';
import { describe, it, mock } from 'node:test';
import type { Auth } from '../../../src/backend/auth.ts';
import { drawShow, drawSignedIn, drawSignedOut, type RenderShowOptions } from '../../../src/backend/render/gates.ts';
import { createClerkClient } from '../../../src/entries/backend.ts';
import { forge, NOW, now, PUBLIC_PEM, PUBLISHABLE_KEY } from '../token-forge.ts';

const clerk = createClerkClient({ publishableKey: PUBLISHABLE_KEY, jwtKey: PUBLIC_PEM, now });
/** Returns who sent a request with a token of these claims; without claims, nobody. */
async function authOf(claims?: object): Promise<Auth> {
  const cookie = claims ? `__session=${forge(claims)}; __client_uat=${NOW - 60}` : '';
  return (await clerk.authenticateRequest(new Request('https://app.acme.example/', { headers: { cookie } }))).toAuth();
}
const PRO = { pla: 'u:pro', fva: [3, -1] };
const show = async (options: Partial<RenderShowOptions>) =>
  (await drawShow({ when: 'signed-in', content: 'YES', fallback: 'NO', ...options })).html;
const shown = async (options: Partial<RenderShowOptions>) => {
  const html = await show(options);
  return / hidden[ >]/.test(html) ? 'nothing' : html.includes('<slot name="fallback">') ? 'NO' : 'YES';
};

describe('gates that the server renders', () => {
  it('shows the content of clerk-signed-in and clerk-signed-out to whom it belongs', async () => {
    const [ada, nobody] = [await authOf({}), await authOf()];
    const html = async (auth?: Auth) => [
      (await drawSignedIn({ auth, content: 'A' })).html,
      (await drawSignedOut({ auth, content: 'B' })).html,
    ];
    assert.deepEqual(await html(ada), [
      '<clerk-signed-in data-clerk-ssr>A</clerk-signed-in>',
      '<clerk-signed-out hidden data-clerk-ssr>B</clerk-signed-out>',
    ]);
    assert.deepEqual(await html(nobody), [
      '<clerk-signed-in hidden data-clerk-ssr>A</clerk-signed-in>',
      '<clerk-signed-out data-clerk-ssr>B</clerk-signed-out>',
    ]);
    // A page that everybody gets: nobody has decided, and the element will.
    assert.deepEqual(await html(), [
      '<clerk-signed-in hidden>A</clerk-signed-in>',
      '<clerk-signed-out hidden>B</clerk-signed-out>',
    ]);
  });

  it('shows the content of clerk-show or its fallback, in a shadow root that browsers parse', async () => {
    assert.equal(
      await show({ auth: await authOf(PRO), when: { plan: 'pro' } }),
      '<clerk-show when="{&quot;plan&quot;:&quot;pro&quot;}" data-clerk-ssr>' +
        '<template shadowrootmode="open"><slot></slot></template>' +
        'YES<div class="cl-showFallback" slot="fallback">NO</div></clerk-show>',
    );
    assert.match(
      await show({ auth: await authOf(), when: { plan: 'pro' } }),
      / data-clerk-ssr="fallback"><template shadowrootmode="open"><slot name="fallback"><\/slot><\/template>YES/,
    );
  });

  for (const [when, pro, plain, nobody] of [
    ['signed-in', 'YES', 'YES', 'NO'],
    ['signed-out', 'NO', 'NO', 'YES'],
    [{ plan: 'pro' }, 'YES', 'NO', 'NO'],
    [{ plan: 'pro', reverification: 'strict' }, 'YES', 'NO', 'NO'],
    [{ role: 'org:admin' }, 'NO', 'NO', 'NO'],
    [{}, 'NO', 'NO', 'NO'],
    [(has: Auth['has']) => has({ plan: 'pro' }) || has({ plan: 'max' }), 'YES', 'NO', 'NO'],
  ] as const) {
    it(`decides ${typeof when === 'function' ? 'a function' : JSON.stringify(when)} by the claims of the token`, async () => {
      const condition = when as RenderShowOptions['when'];
      const seen = [authOf(PRO), authOf({}), authOf()].map(async (auth) =>
        shown({ auth: await auth, when: condition }),
      );
      assert.deepEqual(await Promise.all(seen), [pro, plain, nobody]);
      assert.equal(await shown({ when: condition }), 'nothing');
    });
  }

  it('takes a user with open tasks for signed out, unless it is told otherwise', async () => {
    const auth = await authOf({ ...PRO, sts: 'pending' });
    assert.equal(auth.isAuthenticated, false);
    assert.equal(
      (await drawSignedIn({ auth, content: '' })).html,
      '<clerk-signed-in hidden data-clerk-ssr></clerk-signed-in>',
    );
    for (const when of ['signed-in', { plan: 'pro' }] as const) {
      assert.equal(await shown({ auth, when }), 'NO');
      assert.equal(await shown({ auth, when, treatPendingAsSignedOut: false }), 'YES');
    }
    assert.equal(await shown({ auth, when: 'signed-out' }), 'YES');
    assert.equal(await shown({ auth, when: { plan: 'max' }, treatPendingAsSignedOut: false }), 'NO');
    assert.match(await show({ auth, treatPendingAsSignedOut: false }), / treat-pending-as-signed-out="false"/);
    assert.equal(await shown({ auth: await authOf(), treatPendingAsSignedOut: false }), 'NO');
  });

  it('says nothing of an open session to who asks whether somebody is signed in', async () => {
    const auth = await authOf({ sts: 'pending' });
    assert.deepEqual([auth.userId, auth.claims, auth.token], [null, null, null]);
    assert.doesNotMatch(JSON.stringify({ ...auth }), /user_1|sess_1/);
  });

  it('calls a function only for content that shows, so that a secret stays on the server', async () => {
    const secret = mock.fn(async () => 'SECRET');
    const options = { when: { plan: 'pro' }, content: secret };
    assert.doesNotMatch(await show({ ...options, auth: await authOf({}) }), /SECRET/);
    assert.doesNotMatch(await show(options), /SECRET/);
    assert.equal(secret.mock.callCount(), 0);
    assert.match(await show({ ...options, auth: await authOf(PRO) }), /SECRET/);
  });

  it('takes a function that throws for a condition that does not hold, and says so on the console', async () => {
    const log = mock.method(console, 'error', () => {});
    const when = () => {
      throw new Error('no plan');
    };
    assert.equal(await shown({ auth: await authOf(PRO), when }), 'NO');
    assert.equal(log.mock.callCount(), 1);
    mock.restoreAll();
  });

  it('a hostile condition stays in its attribute', async () => {
    const html = await show({ auth: await authOf(), when: { plan: '"\'><script>alert(1)</script>' } });
    assert.equal(html.match(/<script/g), null);
    assert.equal(html.match(/when="[^"<>]*"/)?.length, 1);
  });
});
