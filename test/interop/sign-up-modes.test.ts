import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, Page } from 'playwright';
import type { ConfigInput } from '../../src/server/config/config.ts';
import { launchBrowser } from '../support/browser.ts';
import { type Site, startSite } from '../support/site.ts';
import { CLIENTS, named, openStock, stockPages } from './stock-page.ts';

const PASSWORD = 'a fine long password';

/** The part of stock clerk-js that these tests use. */
interface ModesWindow {
  Clerk: {
    client: Record<'signIn' | 'signUp', { create(params: object): Promise<Record<string, unknown>> }>;
    user: { id: string; publicMetadata: object; legalAcceptedAt: Date | null } | null;
    setActive(params: { session: unknown }): Promise<void>;
    joinWaitlist(params: object): Promise<{ id: string }>;
  };
}
declare const window: ModesWindow;

for (const version of CLIENTS) {
  describe(`modes of sign-up with ${named(version)}`, () => {
    let browser: Browser;
    let site: Site | undefined;

    before(async () => {
      browser = await launchBrowser();
    });
    after(async () => {
      await site?.close();
      await browser?.close();
    });
    const open = async (config: Partial<ConfigInput>): Promise<Page> => {
      await site?.close();
      site = await startSite(stockPages, config);
      return fresh();
    };
    const fresh = async (): Promise<Page> => openStock(await browser.newContext(), site?.origin ?? '', version);

    /** Creates an attempt as an application does. Returns the first error code of a refusal. */
    const create = (page: Page, kind: 'signIn' | 'signUp', params: object) =>
      page.evaluate(
        async ({ kind, params }) => {
          try {
            const attempt = await window.Clerk.client[kind].create(params);
            const { status, missingFields, emailAddress, createdSessionId } = attempt;
            if (createdSessionId) await window.Clerk.setActive({ session: createdSessionId });
            return { status, missingFields, emailAddress };
          } catch (error) {
            return { code: (error as { errors?: { code: string }[] }).errors?.[0]?.code ?? String(error) };
          }
        },
        { kind, params },
      );

    test(`${named(version)} signs up with an invitation, and in with a sign-in token`, async () => {
      const page = await open({ signUp: { mode: 'restricted' } });
      assert.deepEqual(await create(page, 'signUp', { emailAddress: 'ada@example.com', password: PASSWORD }), {
        code: 'sign_up_mode_restricted',
      });
      const { invitations, signInTokens } = (site as Site).tickets;
      const publicMetadata = { role: 'editor' };
      const { token: ticket } = await invitations.create({ emailAddress: 'ada@example.com', publicMetadata });
      assert.deepEqual(await create(page, 'signIn', { strategy: 'ticket', ticket }), {
        code: 'invitation_account_not_exists',
      });
      const started = await create(page, 'signUp', { strategy: 'ticket', ticket });
      assert.deepEqual(started, {
        status: 'missing_requirements',
        missingFields: ['password'],
        emailAddress: 'ada@example.com',
      });
      const done = await create(page, 'signUp', { strategy: 'ticket', ticket, password: PASSWORD });
      assert.equal((done as { status: string }).status, 'complete');
      const user = await page.evaluate(() => ({
        id: window.Clerk.user?.id,
        metadata: window.Clerk.user?.publicMetadata,
      }));
      assert.deepEqual(user.metadata, publicMetadata);

      const { token } = await signInTokens.create({ userId: user.id ?? '' });
      const other = await fresh();
      const signedIn = await create(other, 'signIn', { strategy: 'ticket', ticket: token });
      assert.equal((signedIn as { status: string }).status, 'complete');
      assert.equal(await other.evaluate(() => window.Clerk.user?.id), user.id);
      assert.deepEqual(await create(await fresh(), 'signIn', { strategy: 'ticket', ticket: token }), {
        code: 'sign_in_token_already_used_code',
      });
    });

    test(`${named(version)} gets the error of the waitlist and joins it`, async () => {
      const page = await open({ signUp: { mode: 'waitlist' } });
      assert.deepEqual(await create(page, 'signUp', { emailAddress: 'ada@example.com' }), {
        code: 'sign_up_restricted_waitlist',
      });
      const id = await page.evaluate(
        async () => (await window.Clerk.joinWaitlist({ emailAddress: 'ada@example.com' })).id,
      );
      assert.match(id, /^wle_/);
    });

    test(`${named(version)} sends consent like any other field`, async () => {
      const page = await open({ signUp: { legalConsent: true } });
      const { token: ticket } = await (site as Site).tickets.invitations.create({ emailAddress: 'ada@example.com' });
      const form = { strategy: 'ticket', ticket, password: PASSWORD };
      const started = await create(page, 'signUp', form);
      assert.deepEqual((started as { missingFields: string[] }).missingFields, ['legal_accepted']);
      const done = await create(page, 'signUp', { ...form, legalAccepted: true });
      assert.equal((done as { status: string }).status, 'complete');
      assert.ok(await page.evaluate(() => window.Clerk.user?.legalAcceptedAt));
    });
  });
}
