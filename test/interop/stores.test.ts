import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { build } from 'esbuild';
import type { Browser, Page } from 'playwright';
import { launchBrowser } from '../support/browser.ts';
import { type Site, startSite } from '../support/site.ts';
import { openStock, stockPages, type StockVersion } from './stock-page.ts';

const PASSWORD = 'quite a fine long phrase';
const code = '424242';

/** Follows the stores of `window.Clerk`. `window.seen` has the values of each, as far as they can be sent to the test. */
const FOLLOW = `
  import { authStore } from './src/client/stores/auth-store.ts';
  import { signInStore } from './src/client/stores/sign-in-store.ts';
  import { signUpStore } from './src/client/stores/sign-up-store.ts';
  import { userStore } from './src/client/stores/user-store.ts';

  const seen = (window.seen = { user: [], auth: [], signIn: [], signUp: [] });
  const stores = (window.stores = {
    user: userStore(window.Clerk),
    auth: authStore(window.Clerk),
    signIn: signInStore(window.Clerk),
    signUp: signUpStore(window.Clerk),
  });
  stores.user.subscribe(({ isLoaded, user }) => seen.user.push(isLoaded ? user && (user.firstName ?? 'nameless') : 'loading'));
  stores.auth.subscribe(({ userId }) => seen.auth.push(userId));
  stores.signIn.subscribe(({ signIn, fetchStatus, errors }) => seen.signIn.push([signIn?.status, fetchStatus, Object.keys(errors.fields).filter((name) => errors.fields[name])]));
  stores.signUp.subscribe(({ signUp, fetchStatus }) => seen.signUp.push([signUp?.status, fetchStatus]));
`;

interface Attempt {
  create(params: object): Promise<Attempt>;
  prepareEmailAddressVerification(): Promise<Attempt>;
  attemptEmailAddressVerification(params: object): Promise<Attempt>;
  attemptFirstFactor(params: object): Promise<Attempt>;
  createdSessionId: string;
}
interface Values {
  setActive(params: object): Promise<void>;
  signIn: Attempt;
  signUp: Attempt;
  getToken(): Promise<string | null>;
  user: { update(params: object): Promise<unknown> };
}
declare const window: {
  seen: { user: unknown[]; auth: unknown[]; signIn: unknown[]; signUp: unknown[] };
  stores: Record<keyof typeof window.seen, { getSnapshot(): Values }>;
  Clerk: { signOut(done: () => void): Promise<void>; user: { id: string } };
};

describe('the stores on an instance of unmodified clerk-js', () => {
  let site: Site;
  let browser: Browser;
  let script: string;
  before(async () => {
    const [made, launched, { outputFiles }] = await Promise.all([
      startSite(stockPages, { password: { breachCheck: false } }),
      launchBrowser(),
      build({ stdin: { contents: FOLLOW, resolveDir: process.cwd(), loader: 'ts' }, bundle: true, write: false }),
    ]);
    [site, browser, script] = [made, launched, outputFiles[0]?.text ?? ''];
  });
  after(async () => {
    await browser?.close();
    await site?.close();
  });

  for (const version of ['5.128.0', '6.40.0'] satisfies StockVersion[]) {
    test(`clerk-js ${version}: follow a sign-up, a change of the name, a sign-out and a wrong password`, async () => {
      const page: Page = await openStock(await browser.newContext(), site.origin, version);
      await page.addScriptTag({ content: script });
      const emailAddress = `ada-${version}+clerk_test@example.com`;
      const seen = await page.evaluate(
        async ({ emailAddress, password, code }) => {
          const { stores } = window;
          const { signUp } = stores.signUp.getSnapshot();
          await signUp.create({ emailAddress, password });
          await stores.signUp.getSnapshot().signUp.prepareEmailAddressVerification();
          const done = await stores.signUp.getSnapshot().signUp.attemptEmailAddressVerification({ code });
          await stores.signUp.getSnapshot().setActive({ session: done.createdSessionId });
          const id = window.Clerk.user.id;
          const token = await stores.auth.getSnapshot().getToken();
          await stores.user.getSnapshot().user.update({ firstName: 'Ada' });
          await window.Clerk.signOut(() => {});
          const typed = { identifier: emailAddress, password: 'not the phrase' };
          await stores.signIn
            .getSnapshot()
            .signIn.create(typed)
            .catch(() => {});
          await stores.signIn.getSnapshot().signIn.create({ identifier: emailAddress });
          const attempt = await stores.signIn
            .getSnapshot()
            .signIn.attemptFirstFactor({ strategy: 'password', password });
          await stores.signIn.getSnapshot().setActive({ session: attempt.createdSessionId });
          return { ...window.seen, id, token };
        },
        { emailAddress, password: PASSWORD, code },
      );
      const changes = (values: unknown[]) =>
        values
          .map(String)
          .filter((value) => value !== 'loading' && value !== 'undefined')
          .filter((value, at, all) => value !== all[at - 1]);
      assert.deepEqual(changes(seen.user), ['null', 'nameless', 'Ada', 'null', 'Ada']);
      assert.deepEqual(changes(seen.auth), ['null', seen.id, 'null', seen.id]);
      assert.ok(seen.token);
      const ups = changes(seen.signUp);
      assert.ok(ups.includes('missing_requirements,idle'), ups.join(' '));
      const ins = changes(seen.signIn);
      assert.ok(
        ins.some((value) => value.endsWith('idle,password')),
        ins.join(' '),
      );
      assert.ok(ins.includes('needs_first_factor,idle,'), ins.join(' '));
      assert.equal(ins.at(-1)?.includes('fetching'), false);
      await page.context().close();
    });
  }
});
