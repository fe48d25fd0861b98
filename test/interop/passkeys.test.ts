import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, Page } from 'playwright';
import { launchBrowser } from '../support/browser.ts';
import { type Site, startSite } from '../support/site.ts';
import { addVirtualAuthenticator, type VirtualAuthenticator } from '../support/virtual-authenticator.ts';
import { CLIENTS, named, openStock, stockPages } from './stock-page.ts';

interface StockPasskey {
  id: string;
  name: string;
  update(params: { name: string }): Promise<StockPasskey>;
  delete(): Promise<{ deleted: boolean }>;
}

interface StockAttempt {
  status: string;
  createdSessionId: string | null;
  unverifiedFields: string[];
  create(params: Record<string, unknown>): Promise<StockAttempt>;
  prepareEmailAddressVerification(): Promise<StockAttempt>;
  attemptEmailAddressVerification(params: { code: string }): Promise<StockAttempt>;
  authenticateWithPasskey(params?: { flow?: 'autofill' | 'discoverable' }): Promise<StockAttempt>;
}

declare const window: {
  Clerk: {
    client: { signIn: StockAttempt; signUp: StockAttempt };
    user: { id: string; passkeys: StockPasskey[]; createPasskey(): Promise<StockPasskey> } | null;
    setActive(params: { session: string | null }): Promise<void>;
    signOut(done: () => void): Promise<void>;
  };
};

for (const version of CLIENTS) {
  describe(`passkeys through ${named(version)}`, () => {
    let site: Site;
    let browser: Browser;
    let page: Page;
    let authenticator: VirtualAuthenticator;
    let userId: string | undefined;
    const email = `ada.${version}+clerk_test@example.com`;

    before(async () => {
      [site, browser] = await Promise.all([startSite(stockPages, { passkeys: { enabled: true } }), launchBrowser()]);
      page = await openStock(await browser.newContext(), site.origin, version);
      authenticator = await addVirtualAuthenticator(page);
      userId = await page.evaluate(async (emailAddress) => {
        const { signUp } = window.Clerk.client;
        await signUp.create({ emailAddress, password: 'a fine long password' });
        await signUp.prepareEmailAddressVerification();
        const done = await signUp.attemptEmailAddressVerification({ code: '424242' });
        await window.Clerk.setActive({ session: done.createdSessionId });
        return window.Clerk.user?.id;
      }, email);
      assert.ok(userId);
    });
    after(async () => {
      await browser?.close();
      await site?.close();
    });

    const signIn = (flow?: 'autofill' | 'discoverable') =>
      page.evaluate(
        async ([flow, identifier]) => {
          const { signIn } = window.Clerk.client;
          if (!flow) await signIn.create({ identifier });
          const done = await signIn.authenticateWithPasskey(flow ? { flow } : undefined);
          await window.Clerk.setActive({ session: done.createdSessionId });
          return { status: done.status, user: window.Clerk.user?.id };
        },
        [flow, email] as const,
      );

    test(`${named(version)} creates a passkey`, async () => {
      const made = await page.evaluate(async () => {
        const made = await window.Clerk.user?.createPasskey();
        return { id: made?.id, name: made?.name ?? '', all: window.Clerk.user?.passkeys.map((passkey) => passkey.id) };
      });
      assert.deepEqual(made.all, [made.id]);
      assert.match(made.name, /Chrom/);
      assert.equal(await authenticator.count(), 1);
    });

    test(`${named(version)} renames a passkey`, async () => {
      const name = await page.evaluate(async () => {
        await window.Clerk.user?.passkeys[0]?.update({ name: 'Laptop' });
        return window.Clerk.user?.passkeys[0]?.name;
      });
      assert.equal(name, 'Laptop');
    });

    test(`${named(version)} creates no second passkey on the same authenticator`, async () => {
      const code = await page.evaluate(async () => {
        try {
          await window.Clerk.user?.createPasskey();
          return '';
        } catch (error) {
          return (error as { code: string }).code;
        }
      });
      assert.equal(code, 'passkey_already_exists');
    });

    for (const flow of ['discoverable', undefined] as const) {
      test(`${named(version)} signs in with a passkey ${flow ? 'without an identifier' : 'after an identifier'}`, async () => {
        await page.evaluate(() => window.Clerk.signOut(() => {}));
        assert.deepEqual(await signIn(flow), { status: 'complete', user: userId });
      });
    }

    test(`${named(version)} signs in with a passkey from the suggestions of a field`, async () => {
      await page.evaluate(() => window.Clerk.signOut(() => {}));
      await page.evaluate(() => {
        document.body.innerHTML = '<input autocomplete="username webauthn">';
        document.querySelector('input')?.focus();
      });
      assert.deepEqual(await signIn('autofill'), { status: 'complete', user: userId });
    });

    test(`${named(version)} removes a passkey`, async () => {
      const left = await page.evaluate(async () => {
        await window.Clerk.user?.passkeys[0]?.delete();
        return window.Clerk.user?.passkeys.length;
      });
      assert.equal(left, 0);
    });
  });
}
