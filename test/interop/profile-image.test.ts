import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import sharp from 'sharp';
import type { Browser, Page } from 'playwright';
import { launchBrowser } from '../support/browser.ts';
import { drawPicture } from '../support/pictures.ts';
import { type Site, startSite } from '../support/site.ts';
import { CLIENTS, named, openStock, stockPages } from './stock-page.ts';

declare const window: { Clerk: StockClerk };

/** The part of stock clerk-js that these tests use. */
interface StockClerk {
  client: {
    signUp: {
      create(params: Record<string, unknown>): Promise<unknown>;
      prepareEmailAddressVerification(): Promise<unknown>;
      attemptEmailAddressVerification(params: { code: string }): Promise<{ createdSessionId: string | null }>;
    };
  };
  user: {
    imageUrl: string;
    hasImage: boolean;
    setProfileImage(params: {
      file: Blob | string | null;
    }): Promise<{ id?: string; name: string | null; publicUrl: string | null }>;
  };
  session: { publicUserData: { imageUrl: string; hasImage: boolean } };
  setActive(params: { session: string | null }): Promise<void>;
}

for (const version of CLIENTS) {
  describe(`pictures with ${named(version)}`, () => {
    let site: Site;
    let browser: Browser;
    let page: Page;
    before(async () => {
      [site, browser] = await Promise.all([startSite(stockPages), launchBrowser()]);
      page = await openStock(await browser.newContext(), site.origin, version);
      await page.evaluate(async () => {
        const { signUp } = window.Clerk.client;
        await signUp.create({ emailAddress: 'ada+clerk_test@example.com', password: 'a fine long password' });
        await signUp.prepareEmailAddressVerification();
        const { createdSessionId } = await signUp.attemptEmailAddressVerification({ code: '424242' });
        await window.Clerk.setActive({ session: createdSessionId });
      });
    });
    after(async () => {
      await browser?.close();
      await site?.close();
    });

    test(`${named(version)} uploads a picture as a file, a blob and a data URL, and removes it`, async () => {
      const url = `data:image/png;base64,${(await drawPicture(60, 40).png().toBuffer()).toString('base64')}`;
      const initials = await page.evaluate(() => window.Clerk.user.imageUrl);
      assert.match(initials, /avatar_placeholder/);
      const seen = new Set([initials]);
      for (const kind of ['file', 'blob', 'text'] as const) {
        const shown = await page.evaluate(
          async ({ url, kind }) => {
            const blob = await fetch(url).then((answer) => answer.blob());
            const file = { text: url, blob, file: new File([blob], 'me.png', { type: 'image/png' }) }[kind];
            const { id, name, publicUrl } = await window.Clerk.user.setProfileImage({ file });
            const { imageUrl, hasImage } = window.Clerk.user;
            return { id, name, publicUrl, imageUrl, hasImage, isPublic: window.Clerk.session.publicUserData };
          },
          { url, kind },
        );
        assert.ok(shown.publicUrl && shown.id?.startsWith('img_'));
        assert.deepEqual([shown.imageUrl, shown.hasImage], [shown.publicUrl, true]);
        assert.deepEqual([shown.isPublic.imageUrl, shown.isPublic.hasImage], [shown.publicUrl, true]);
        assert.ok(!seen.has(shown.publicUrl));
        seen.add(shown.publicUrl);
        const served = await fetch(shown.publicUrl);
        const { format, width, height } = await sharp(Buffer.from(await served.arrayBuffer())).metadata();
        assert.deepEqual([format, width, height], ['webp', 40, 40]);
      }
      const removed = await page.evaluate(async () => {
        await window.Clerk.user.setProfileImage({ file: null });
        return { imageUrl: window.Clerk.user.imageUrl, hasImage: window.Clerk.user.hasImage };
      });
      assert.deepEqual(removed, { imageUrl: initials, hasImage: false });
    });

    test(`${named(version)} is told what is wrong with a file`, async () => {
      const codes = await page.evaluate(async () => {
        const files = [
          new Blob(['<svg/>'], { type: 'image/png' }),
          new Blob([new Uint8Array(11_000_000)]),
          new Blob([]),
        ];
        const found: string[] = [];
        for (const file of files) {
          const told = await window.Clerk.user.setProfileImage({ file }).then(
            () => 'nothing',
            ({ errors }) => `${errors?.[0]?.code} ${errors?.[0]?.meta?.paramName}`,
          );
          found.push(told);
        }
        return found;
      });
      assert.deepEqual(codes, [
        'avatar_file_type_invalid file',
        'avatar_file_size_exceeded file',
        'form_param_nil file',
      ]);
    });
  });
}
