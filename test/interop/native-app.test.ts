import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { after, before, describe, it, mock } from 'node:test';
import { verifyToken } from '@clerk/backend';
import { getTestInstance, PASSWORD, type TestInstance } from '../support/instance.ts';
import { jwksPem } from './jwks-pem.ts';
import type { StockClerk } from './stock-page.ts';

const API = 'https://clerk.example.com';
const EMAIL = 'ada@example.com';

/** What the hooks of clerk-js get, as the SDKs for native apps use them. */
interface HookRequest {
  url: URL;
  headers: Headers;
  credentials?: string;
}
interface NativeClerk extends StockClerk {
  load(options: { standardBrowser: false; telemetry: false }): Promise<void>;
  setActive(params: { session: string | null }): Promise<void>;
  signOut(): Promise<void>;
  __internal_onBeforeRequest(hook: (request: HookRequest) => Promise<void>): void;
  __internal_onAfterResponse(hook: (request: HookRequest, response: Response) => Promise<void>): void;
}
type NativeClerkClass = new (publishableKey: string) => NativeClerk;

/**
 * The build of clerk-js 6 for native apps, unmodified, with the hooks that Clerk's own SDKs for apps set: requests go
 * without cookies, the client token is read from and written to `Authorization`. Node sends no origin either.
 */
describe('clerk-js 6 in a native app', () => {
  let instance: TestInstance;
  const answers: Response[] = [];
  const requests: Request[] = [];
  /** The secure storage of the device. */
  const device = new Map<string, string>();

  before(async () => {
    instance = await getTestInstance();
    // clerk-js reads the clock of this machine.
    instance.clock.advance(Date.now() - instance.clock.now());
    // As in React Native: there is a `window`, and there are no other tabs.
    Object.assign(globalThis, { window: {}, BroadcastChannel: undefined });
    const { fetch, setInterval, setTimeout } = globalThis;
    // An app polls as long as it runs. That must not keep the test from ending.
    for (const [name, timer] of Object.entries({ setInterval, setTimeout })) {
      mock.method(globalThis, name as 'setTimeout', (...given: Parameters<typeof setTimeout>) =>
        timer(...given).unref(),
      );
    }
    mock.method(globalThis, 'fetch', async (input: string | URL | Request, init?: RequestInit) => {
      const request = new Request(input, init);
      if (new URL(request.url).origin !== API) return fetch(request);
      requests.push(request.clone());
      const answer = await instance.fetch(request);
      answers.push(answer.clone());
      return answer;
    });
  });
  after(async () => {
    mock.restoreAll();
    await instance.close();
  });

  /** Starts the app anew, with what the device has kept. */
  async function startApp(): Promise<NativeClerk> {
    const require = createRequire(import.meta.url);
    const native = require.resolve('@clerk/clerk-js').replace(/clerk\.js$/, 'clerk.native.js');
    const { Clerk } = require(native) as { Clerk: NativeClerkClass };
    const clerk = new Clerk(instance.config.publishableKey);
    clerk.__internal_onBeforeRequest(async (request) => {
      request.credentials = 'omit';
      request.url.searchParams.append('_is_native', '1');
      request.headers.set('authorization', device.get('token') ?? '');
    });
    clerk.__internal_onAfterResponse(async (_, response) => {
      const token = response.headers.get('authorization');
      if (token) device.set('token', token);
    });
    await clerk.load({ standardBrowser: false, telemetry: false });
    return clerk;
  }

  it('a native app signs up, restarts, refreshes, signs out and in with stock clerk-js and without cookies', async () => {
    const clerk = await startApp();
    assert.equal(clerk.client.sessions.length, 0);
    await clerk.client.signUp.create({ emailAddress: EMAIL, password: PASSWORD });
    await clerk.client.signUp.prepareEmailAddressVerification();
    const code = instance.mailbox.lastCode(EMAIL);
    const done = await clerk.client.signUp.attemptEmailAddressVerification({ code });
    await clerk.setActive({ session: done.createdSessionId });
    assert.equal(clerk.user?.primaryEmailAddress.emailAddress, EMAIL);

    const again = await startApp();
    assert.equal(again.session?.id, clerk.session?.id);
    const token = await again.session?.getToken({ skipCache: true });
    const claims = await verifyToken(token ?? '', { jwtKey: await jwksPem(API) });
    assert.deepEqual([claims.sid, claims.sub], [again.session?.id, again.user?.id]);
    await again.user?.update({ firstName: 'Ada' });
    assert.equal(again.user?.firstName, 'Ada');

    await again.signOut();
    assert.equal(again.client.sessions.length, 0);
    const signIn = await again.client.signIn.create({ strategy: 'password', identifier: EMAIL, password: PASSWORD });
    assert.equal(signIn.status, 'complete');
    await again.setActive({ session: signIn.createdSessionId });
    assert.ok(await again.session?.getToken());
  });

  it('no answer to the app sets a cookie, and no request of it has an origin, a cookie or a token in its URL', () => {
    assert.ok(answers.length > 8);
    for (const answer of answers) assert.deepEqual(answer.headers.getSetCookie(), []);
    for (const request of requests) {
      assert.deepEqual([request.headers.get('cookie'), request.headers.get('origin')], [null, null]);
      assert.ok(!request.url.includes(device.get('token')!));
    }
  });
});
