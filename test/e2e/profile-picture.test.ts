import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, test } from 'node:test';
import sharp from 'sharp';
import type { Browser, BrowserContext, Page } from 'playwright';
import { authPages } from '../support/auth-pages.ts';
import { collectErrors, launchBrowser } from '../support/browser.ts';
import { drawPicture } from '../support/pictures.ts';
import { type Pages, type Site, startSite } from '../support/site.ts';
import { signedIn, signUp } from './steps.ts';

/** Allows no inline style, and no picture but the server's own and the `data:` icon of the page: no `blob:`. */
const POLICY =
  "default-src 'none'; script-src 'self'; connect-src 'self'; img-src 'self' data:; style-src 'none'; base-uri 'none'; " +
  "require-trusted-types-for 'script'; trusted-types lit-html";
const ELEMENTS = `<clerk-user-button></clerk-user-button>
  <clerk-user-profile routing="path" path="/profile"></clerk-user-profile>`;
const IMAGES = 'clerk-user-button img.cl-avatarImage, clerk-user-profile img.cl-avatarImage';

describe('the picture in the profile', () => {
  let browser: Browser;
  let site: Site;
  let context: BrowserContext;
  let page: Page;
  let errors: string[];
  let users = 0;
  let wide: Buffer;

  before(async () => {
    const inner = authPages({ others: (pathname) => (pathname.startsWith('/profile') ? ELEMENTS : undefined) });
    const pages: Pages = async (url, settings) => {
      const response = await inner(url, settings);
      response?.headers.set('content-security-policy', POLICY);
      return response;
    };
    [browser, site, wide] = await Promise.all([
      launchBrowser(),
      startSite(pages),
      drawPicture(1200, 600).png().toBuffer(),
    ]);
  });
  after(async () => {
    await browser?.close();
    await site?.close();
  });
  beforeEach(async () => {
    context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
    page = await context.newPage();
    errors = collectErrors(page);
    await page.goto(`${site.origin}/sign-up`);
    await signUp(page, site, { emailAddress: `u${++users}@example.com`, password: 'a fine long password' });
    await signedIn(page, site.origin);
    await page.goto(`${site.origin}/profile`);
    await open();
  });
  afterEach(async () => {
    assert.deepEqual(errors, []);
    await context.close();
  });

  const opener = () => page.getByRole('button', { name: 'Change profile picture' });
  const frame = () => page.getByRole('application');
  const save = () => page.getByRole('button', { name: 'Save' });
  const focused = () => page.locator(':focus');
  const open = async (): Promise<void> => {
    await opener().click();
    await page.getByRole('button', { name: 'Upload' }).waitFor();
  };
  const choose = async (buffer: Buffer, name = 'me.png', mimeType = 'image/png'): Promise<void> => {
    await page.setInputFiles('.cl-actionCard input[type=file]', { name, mimeType, buffer });
  };
  const says = (text: string) => page.locator('.cl-liveRegion', { hasText: text }).waitFor({ state: 'attached' });
  /** Returns the share of red in the picture that the profile shows. */
  const redness = async (): Promise<number> => {
    const src = await page.locator('clerk-user-profile img.cl-avatarImage').getAttribute('src');
    const answer = await fetch(new URL(src ?? '', site.origin));
    const bytes = Buffer.from(await answer.arrayBuffer());
    const { width, height } = await sharp(bytes).metadata();
    assert.equal(width, height);
    const { channels } = await sharp(bytes).stats();
    return (channels[0]?.mean ?? 0) / 255;
  };
  const drag = async (by: number): Promise<void> => {
    const box = await frame().boundingBox();
    assert.ok(box);
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + (by * box.width) / 2, y);
    await page.mouse.move(x + by * box.width, y);
    await page.mouse.up();
  };

  test('the browser’s dialog opens at once for a user without a picture, and not for one who has one', async () => {
    await page.reload();
    const opening = page.waitForEvent('filechooser');
    await opener().click();
    await (await opening).setFiles({ name: 'me.png', mimeType: 'image/png', buffer: wide });
    await save().click();
    await page.locator('clerk-user-profile img.cl-avatarImage').waitFor();
    let dialogs = 0;
    page.on('filechooser', () => dialogs++);
    await open();
    await page.getByRole('button', { name: 'Remove' }).waitFor();
    assert.equal(dialogs, 0);
  });

  test('the user chooses a picture, drags it into place, and every element shows it in one frame after one request', async () => {
    await choose(wide);
    await frame().waitFor();
    // The picture follows the mouse, so its left half comes into the square.
    await drag(0.5);
    const sent: string[] = [];
    page.on('request', (request) => {
      if (request.method() === 'POST' && !/\/tokens/.test(request.url())) sent.push(new URL(request.url()).pathname);
    });
    const frames = page.evaluate(
      (images) =>
        new Promise<number[]>((resolve) => {
          const seen: number[] = [];
          const look = (): void => {
            const shown = document.querySelectorAll(images).length;
            if (seen.at(-1) !== shown) seen.push(shown);
            if (shown < 2) requestAnimationFrame(look);
            else resolve(seen);
          };
          look();
        }),
      IMAGES,
    );
    await save().click();
    assert.deepEqual(await frames, [0, 2]);
    await says('Your profile picture is saved.');
    assert.deepEqual(sent, ['/__clerk/v1/me/profile_image']);
    assert.ok((await redness()) > 0.95);
    await opener().and(focused()).waitFor();
    const sources = await page
      .locator(IMAGES)
      .evaluateAll((all) => all.map((image) => (image as HTMLImageElement).src));
    assert.equal(new Set(sources).size, 1);
  });

  test('the user crops a picture with the keyboard alone', async () => {
    await choose(wide);
    await frame().waitFor();
    await frame().and(focused()).waitFor();
    for (let i = 0; i < 3; i++) await page.keyboard.press('Shift+ArrowLeft');
    await page.keyboard.press('+');
    await page.keyboard.press('Tab');
    const slider = page.getByRole('slider', { name: 'Zoom' });
    assert.ok(Number(await slider.inputValue()) > 1.05);
    const before = Number(await slider.inputValue());
    await page.keyboard.press('ArrowRight');
    assert.ok(Number(await slider.inputValue()) > before);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await save().and(focused()).waitFor();
    await page.keyboard.press('Enter');
    await says('Your profile picture is saved.');
    assert.ok((await redness()) < 0.05);
  });

  test('the user drops a file, zooms with the wheel, and brings a point to the middle by a click', async () => {
    const transfer = await page.evaluateHandle((base64) => {
      const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
      const data = new DataTransfer();
      data.items.add(new File([bytes], 'me.png', { type: 'image/png' }));
      return data;
    }, wide.toString('base64'));
    const area = page.locator('.cl-fileDropAreaOuterBox');
    await area.dispatchEvent('dragenter', { dataTransfer: transfer });
    await page.locator('.cl-fileDropAreaOuterBox.cl-over').waitFor();
    await area.dispatchEvent('drop', { dataTransfer: transfer });
    await frame().waitFor();
    assert.equal(await page.locator('.cl-over').count(), 0);
    const box = await frame().boundingBox();
    assert.ok(box);
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await page.mouse.wheel(0, -500);
    await page.waitForFunction(
      () => Number(document.querySelector<HTMLInputElement>('input[type=range]')?.value) > 1.5,
    );
    await page.mouse.click(box.x + 2, box.y + box.height / 2);
    await save().click();
    await says('Your profile picture is saved.');
    assert.ok((await redness()) > 0.7);
  });

  test('a file that cannot be used is refused before anything is sent, and what was chosen stays', async () => {
    const sent: string[] = [];
    page.on('request', (request) => void (request.url().includes('profile_image') && sent.push(request.url())));
    const alert = page.locator('.cl-actionCard [role=alert]');
    await choose(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'me.svg', 'image/svg+xml');
    await alert.getByText('not a picture that can be used').waitFor();
    await choose(Buffer.from('not a picture'), 'me.png');
    await alert.getByText('not a picture that can be used').waitFor();
    await choose(Buffer.alloc(10_000_001), 'me.png');
    await alert.getByText('too large').waitFor();
    await choose(wide);
    await frame().waitFor();
    assert.equal(await alert.count(), 0);
    await choose(Buffer.from('no picture'), 'me.txt', 'text/plain');
    await alert.waitFor();
    assert.equal(await frame().count(), 1);
    assert.deepEqual(sent, []);
  });

  test('an error of the server keeps the chosen picture and its place, and the next try saves it', async () => {
    await choose(wide);
    await frame().waitFor();
    await drag(0.5);
    await page.route('**/me/profile_image*', (route) => route.abort(), { times: 1 });
    await save().click();
    await page.locator('.cl-actionCard [role=alert]').getByText('No connection').waitFor();
    errors.length = 0;
    await save().click();
    await says('Your profile picture is saved.');
    assert.ok((await redness()) > 0.95);
  });

  test('the user removes the picture, and is offered that only while there is one', async () => {
    const remove = page.locator('.cl-actionCard').getByRole('button', { name: 'Remove' });
    assert.equal(await remove.count(), 0);
    await choose(wide);
    await save().click();
    await says('Your profile picture is saved.');
    await open();
    await remove.click();
    await says('Your profile picture is removed.');
    assert.equal(await page.locator(IMAGES).count(), 0);
    await open();
    assert.equal(await remove.count(), 0);
    await page.getByRole('button', { name: 'Cancel' }).click();
    await opener().and(focused()).waitFor();
  });

  test('a photo of a phone is shown upright, and two fingers zoom it', async () => {
    // Turned by a quarter: the picture is red above and blue below when it is upright.
    await choose(
      await drawPicture(800, 800).withMetadata({ orientation: 6 }).jpeg().toBuffer(),
      'me.jpg',
      'image/jpeg',
    );
    await frame().waitFor();
    const box = await frame().boundingBox();
    assert.ok(box);
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 4];
    const touch = await context.newCDPSession(page);
    const send = (type: 'touchStart' | 'touchMove' | 'touchEnd', apart: number) =>
      touch.send('Input.dispatchTouchEvent', {
        type,
        touchPoints:
          type === 'touchEnd'
            ? []
            : [
                { x: x - apart, y, id: 1 },
                { x: x + apart, y, id: 2 },
              ],
      });
    await send('touchStart', 20);
    await send('touchMove', 40);
    await send('touchMove', 60);
    await send('touchEnd', 0);
    await page.waitForFunction(() => Number(document.querySelector<HTMLInputElement>('input[type=range]')?.value) > 2);
    await save().click();
    await says('Your profile picture is saved.');
    assert.ok((await redness()) > 0.75);
  });
});
