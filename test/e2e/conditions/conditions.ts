import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import type { BrowserContext, Locator, Page } from 'playwright';
import { translatePage } from '../../support/translate-page.ts';
import { continueWith, leaving, signedIn, userButton } from '../steps.ts';
import { STORIES } from './stories.ts';
import { type Condition, type ElementName, ELEMENTS, PATHS, type Story, type World } from './world.ts';

const DAY = 86_400_000;
const WORKS = Object.fromEntries(ELEMENTS.map((name) => [name, 'works'])) as Record<ElementName, string>;
/** Names and files of style sheets. */
const SHEETS = [
  ['Pico CSS', '@picocss/pico/css/pico.classless.min.css'],
  ['Water.css', 'water.css/out/water.css'],
  ['MVP.css', 'mvp.css/mvp.css'],
  ['Sakura', 'sakura.css/css/sakura.css'],
  ['new.css', '@exampledev/new.css/new.css'],
  ['Simple.css', 'simpledotcss/simple.css'],
] as const;

/** Each row of the table; the elements are in the order in which a user meets them. */
export const CONDITIONS: readonly Condition[] = [
  {
    title: 'Translated by the browser',
    how: 'two `<font>` elements replace each text node, at first and whenever text changes, as in Chrome',
    holds: {
      ...WORKS,
      'clerk-sign-up': 'works, and shows every text that changes',
      'clerk-sign-in': 'works, and shows every text that changes',
    },
    opened: (page) => page.evaluate(`(${translatePage.toString()})('~ ')`),
  },
  {
    title: 'In a dialog of the page',
    how: 'a modal `<dialog>` that fits its content stands around the element',
    holds: { ...WORKS, 'clerk-sign-up': 'works, at its natural width', 'clerk-sign-in': 'works, at its natural width' },
    wrap: (markup) =>
      `<dialog id="around">${markup}</dialog><script>document.getElementById('around').showModal()</script>`,
  },
  ...(await Promise.all(
    SHEETS.map(
      async ([name, file]): Promise<Condition> => ({
        title: `Under ${name}`,
        how: `the classless style sheet of \`${file
          .split('/')
          .slice(0, file.startsWith('@') ? 2 : 1)
          .join('/')}\` dresses the page`,
        holds: WORKS,
        head: `<style>${await readFile(`node_modules/${file}`, 'utf8')}</style>`,
      }),
    ),
  )),
  {
    title: 'With an input method',
    how: 'each text is composed and then committed; codes are full-width digits',
    holds: WORKS,
    type: compose,
  },
  {
    title: 'Cookies blocked',
    how: 'the browser neither keeps nor sends a cookie, and says so to scripts',
    holds: {
      'clerk-sign-up': 'says that cookies are blocked and what to do',
      'clerk-user-button': 'shows nothing, as for any signed-out user',
      'clerk-user-profile': 'shows nothing of a profile, as for any signed-out user',
      'clerk-signed-in': 'shows the content for signed-out users',
      'clerk-sign-in': 'says that cookies are blocked and what to do',
    },
    prepare: blockCookies,
    stories: {
      'clerk-sign-up': says('clerk-sign-up', /Allow cookies for this site/),
      'clerk-sign-in': says('clerk-sign-in', /Allow cookies for this site/),
      ...signedOutStories(),
    },
  },
  {
    title: 'Storage blocked',
    how: '`localStorage`, `sessionStorage`, `indexedDB` and `BroadcastChannel` throw when they are touched',
    holds: WORKS,
    prepare: blockStorage,
  },
  {
    title: 'Clock a day ahead',
    how: 'the visitor’s clock is a day ahead of the server’s',
    holds: WORKS,
    prepare: (context) => context.addInitScript(shiftClock, DAY),
  },
  {
    title: 'Clock a day behind',
    how: 'the visitor’s clock is a day behind the server’s',
    holds: WORKS,
    prepare: (context) => context.addInitScript(shiftClock, -DAY),
  },
  {
    title: 'In two tabs',
    how: 'the user acts in one tab and looks at another one, which does not reload',
    holds: {
      'clerk-sign-up': 'signs the other tab in as well',
      'clerk-user-button': 'appears in the other tab',
      'clerk-user-profile': 'shows a changed name in the other tab at once',
      'clerk-signed-in': 'follows the sign-out in the other tab',
      'clerk-sign-in': 'signs the other tab in as well, and out with it',
    },
    stories: twoTabs(),
  },
  {
    title: 'At 400 % zoom',
    how: 'a window of 1280 x 1024 px, zoomed: 320 x 256 px of four device pixels each; nothing is wider than the window',
    holds: WORKS,
    options: { viewport: { width: 320, height: 256 }, deviceScaleFactor: 4 },
  },
  {
    title: 'In a sandboxed frame',
    how: 'the page stands in a frame with `sandbox="allow-scripts allow-forms"`, without an origin',
    holds: {
      'clerk-sign-up': 'says that the page has to be opened in a tab of its own',
      'clerk-user-button': 'shows nothing, as for any signed-out user',
      'clerk-user-profile': 'shows nothing of a profile, as for any signed-out user',
      'clerk-signed-in': 'shows nothing, since it does not know who is signed in',
      'clerk-sign-in': 'says that the page has to be opened in a tab of its own',
    },
    stories: sandboxed(),
  },
];

/** Composes a text in two steps and commits it, as an input method does; digits of a code are full-width. */
async function compose(field: Locator, text: string): Promise<void> {
  const page = field.page();
  const session = await page.context().newCDPSession(page);
  const typed = /^\d{6}$/.test(text)
    ? text.replace(/\d/g, (digit) => String.fromCodePoint((digit.codePointAt(0) as number) + 0xfee0))
    : text;
  await field.focus();
  for (const part of [typed.slice(0, typed.length / 2), typed]) {
    const caret = { selectionStart: part.length, selectionEnd: part.length };
    await session.send('Input.imeSetComposition', { text: part, ...caret });
  }
  await session.send('Input.insertText', { text: typed });
  await session.detach();
}

async function blockCookies(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    Object.defineProperty(Navigator.prototype, 'cookieEnabled', { get: () => false });
    Object.defineProperty(Document.prototype, 'cookie', { get: () => '', set() {} });
  });
  await context.route('**/v1/**', async (route) => {
    const { cookie: _, ...headers } = await route.request().allHeaders();
    const response = await route.fetch({ headers });
    const { 'set-cookie': __, ...kept } = response.headers();
    await context.clearCookies();
    await route.fulfill({ response, headers: kept });
  });
}

async function blockStorage(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const get = () => {
      throw new DOMException('Access is denied', 'SecurityError');
    };
    for (const name of ['localStorage', 'sessionStorage', 'indexedDB', 'BroadcastChannel'])
      Object.defineProperty(window, name, { get });
  });
}

function shiftClock(by: number): void {
  const Real = Date;
  // oxlint-disable-next-line no-global-assign -- it is the visitor's clock
  Date = class extends Real {
    constructor(...given: [number]) {
      if (given.length) super(...given);
      else super(Real.now() + by);
    }
    static override now = () => Real.now() + by;
  } as DateConstructor;
}

/** The element shows a message above the form or in place of it. */
function says(element: ElementName, text: RegExp): Story {
  return async ({ page, goto }) => {
    await goto(PATHS[element]);
    await page.locator(element).filter({ hasText: text }).waitFor();
  };
}

/** No user is signed in, and the console has no error. */
function signedOutStories(): Partial<Record<ElementName, Story>> {
  return {
    async 'clerk-user-button'({ page, goto }) {
      await goto(PATHS['clerk-user-button']);
      await page.waitForFunction(() => (window as unknown as { Clerk?: { loaded: boolean } }).Clerk?.loaded);
      assert.equal(await userButton(page).count(), 0);
    },
    async 'clerk-user-profile'({ page, goto }) {
      await goto(PATHS['clerk-user-profile']);
      await page.waitForFunction(() => (window as unknown as { Clerk?: { loaded: boolean } }).Clerk?.loaded);
      assert.equal(await page.locator('.cl-profileSection').count(), 0);
    },
    async 'clerk-signed-in'({ page, goto }) {
      await goto(PATHS['clerk-signed-in']);
      await page.getByText('outside').waitFor();
      assert.equal(await page.getByText('inside').isVisible(), false);
    },
  };
}

function sandboxed(): Partial<Record<ElementName, Story>> {
  const open = async ({ page, goto }: World, element: ElementName) => {
    await goto(`/frame?of=${encodeURIComponent(PATHS[element])}`);
    return page.frameLocator('iframe');
  };
  const tellsToLeave =
    (element: ElementName): Story =>
    async (world) => {
      const frame = await open(world, element);
      await frame.locator(element).filter({ hasText: 'Open this page in its own tab' }).waitFor();
    };
  const isEmpty =
    (element: ElementName, shown: string): Story =>
    async (world) => {
      const settled = world.page.waitForEvent('console', (message) => message.text().includes('clerk-widgets'));
      const frame = await open(world, element);
      await settled;
      assert.equal(await frame.locator(shown).count(), 0);
    };
  return {
    'clerk-sign-up': tellsToLeave('clerk-sign-up'),
    'clerk-sign-in': tellsToLeave('clerk-sign-in'),
    'clerk-user-button': isEmpty('clerk-user-button', 'button.cl-userButtonTrigger'),
    'clerk-user-profile': isEmpty('clerk-user-profile', '.cl-profileSection'),
    'clerk-signed-in': isEmpty('clerk-signed-in', 'p:not([hidden] p)'),
  };
}

function twoTabs(): Partial<Record<ElementName, Story>> {
  let other: Page;
  const openOther = async ({ context, site }: World, path: string) => {
    await other?.close();
    other = await context.newPage();
    await other.goto(site.origin + path);
    await other.waitForFunction(() => (window as unknown as { Clerk?: { loaded: boolean } }).Clerk?.loaded);
  };
  return {
    async 'clerk-sign-up'(world) {
      await openOther(world, PATHS['clerk-user-button']);
      await STORIES['clerk-sign-up'](world);
      await userButton(other).waitFor();
    },
    async 'clerk-user-button'(world) {
      await STORIES['clerk-user-button'](world);
      await userButton(other).click();
      await other.locator('.cl-userButtonPopoverMenu button').first().waitFor();
    },
    async 'clerk-user-profile'(world) {
      await openOther(world, PATHS['clerk-user-profile']);
      await other.locator('.cl-profileSection').first().waitFor();
      await STORIES['clerk-user-profile'](world);
      await other.locator('.cl-profileSection__profile', { hasText: 'Augusta' }).waitFor();
    },
    async 'clerk-signed-in'(world) {
      const { page, goto } = world;
      await openOther(world, PATHS['clerk-signed-in']);
      await other.getByText('inside').waitFor();
      await goto(PATHS['clerk-user-button']);
      await userButton(page).click();
      await leaving(page, () => page.locator('.cl-userButtonPopoverActionButton__signOut').click());
      await other.getByText('outside').waitFor();
    },
    async 'clerk-sign-in'(world) {
      const { page, goto, emailAddress, password, site } = world;
      await openOther(world, PATHS['clerk-signed-in']);
      await goto(PATHS['clerk-sign-in']);
      await page.locator('input[name=identifier]').fill(emailAddress);
      await continueWith(page);
      await page.locator('.cl-signIn-password input[name=password]').fill(password);
      await continueWith(page);
      await signedIn(page, site.origin);
      await other.getByText('inside').waitFor();
    },
  };
}
