import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, Page } from 'playwright';
import type { UserResource } from '../../src/client/resources/types/user.ts';
import { authPages } from '../support/auth-pages.ts';
import { launchBrowser } from '../support/browser.ts';
import { type Site, startSite } from '../support/site.ts';
import { signUpBefore } from './steps.ts';

const ADA = { emailAddress: 'ada@example.com', password: 'a fine long password' };

/** What the page sees of one call. */
interface Seen {
  /** Updates of each element, and calls of the listener. */
  renders: Record<string, number>;
  /** The texts that the elements show in the first frame after the store has changed. */
  frame: Record<string, string>;
}

interface Probe {
  renders: Record<string, number>;
  texts(): Record<string, string>;
  frame: Record<string, string> | undefined;
}

declare const window: {
  Clerk: { user: UserResource; session: { id: string }; addListener(listener: () => void): () => void };
  probe: Probe;
  /** A made email address or number, for the calls after it. */
  made: { id: string };
};

const pages = authPages({
  others: (pathname) =>
    pathname === '/all'
      ? `<clerk-user-button show-name></clerk-user-button>
         <clerk-user-profile routing="virtual"></clerk-user-profile>
         <clerk-signed-in><p id="in">You are in.</p></clerk-signed-in>
         <clerk-signed-out><p id="out">You are out.</p></clerk-signed-out>`
      : undefined,
});

/** Calls of a user, each of which changes something. The functions run in the page, in this order. */
const MUTATIONS: { what: string; run(): Promise<unknown>; request: string; shows?: Record<string, RegExp> }[] = [
  {
    what: 'names',
    run: () => window.Clerk.user.update({ firstName: 'Ada', lastName: 'Berg' }),
    request: 'PATCH /me',
    shows: { 'clerk-user-button': /Ada Berg/, 'clerk-user-profile': /Ada Berg/ },
  },
  {
    what: 'names and metadata',
    run: () => window.Clerk.user.update({ firstName: 'Augusta', unsafeMetadata: { theme: 'dark' } }),
    request: 'PATCH /me',
    shows: { 'clerk-user-button': /Augusta Berg/, 'clerk-user-profile': /Augusta Berg/ },
  },
  {
    what: 'a part of the metadata',
    run: () => window.Clerk.user.updateMetadata({ unsafeMetadata: { size: 2 } }),
    request: 'PATCH /me/metadata',
  },
  {
    what: 'the username',
    run: () => window.Clerk.user.update({ username: 'countess' }),
    request: 'PATCH /me',
    shows: { 'clerk-user-profile': /countess/ },
  },
  {
    what: 'a new email address',
    async run() {
      window.made = await window.Clerk.user.createEmailAddress({ email: 'second+clerk_test@example.com' });
    },
    request: 'POST /me/email_addresses',
    shows: { 'clerk-user-profile': /second\+clerk_test@example\.com/ },
  },
  {
    what: 'a code to it',
    run: () =>
      window.Clerk.user.emailAddresses
        .find(({ id }) => id === window.made.id)!
        .prepareVerification({ strategy: 'email_code' }),
    request: 'POST /me/email_addresses/…/prepare_verification',
  },
  {
    what: 'the code typed in',
    run: () =>
      window.Clerk.user.emailAddresses.find(({ id }) => id === window.made.id)!.attemptVerification({ code: '424242' }),
    request: 'POST /me/email_addresses/…/attempt_verification',
  },
  {
    what: 'the primary email address',
    run: () => window.Clerk.user.update({ primaryEmailAddressId: window.made.id }),
    request: 'PATCH /me',
  },
  {
    what: 'an email address removed',
    run: () => window.Clerk.user.emailAddresses.find(({ id }) => id !== window.made.id)!.destroy(),
    request: 'DELETE /me/email_addresses/…',
  },
  {
    what: 'a new phone number',
    run: () => window.Clerk.user.createPhoneNumber({ phoneNumber: '+12015550123' }),
    request: 'POST /me/phone_numbers',
    shows: { 'clerk-user-profile': /\(201\) 555-0123/ },
  },
  {
    what: 'a phone number removed',
    run: () => window.Clerk.user.phoneNumbers[0]!.destroy(),
    request: 'DELETE /me/phone_numbers/…',
  },
  {
    what: 'a picture',
    run: () =>
      window.Clerk.user.setProfileImage({
        file: 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
      }),
    request: 'POST /me/profile_image',
  },
  {
    what: 'a new password',
    run: () => window.Clerk.user.updatePassword({ newPassword: 'another fine long password' }),
    request: 'POST /me/change_password',
  },
  {
    what: 'the account deleted',
    run: () => window.Clerk.user.delete(),
    request: 'DELETE /me',
    shows: { 'clerk-signed-in': /^hidden$/, 'clerk-signed-out': /^shown$/ },
  },
];

describe('a page with every element of a signed-in user', () => {
  let site: Site;
  let browser: Browser;
  let page: Page;
  /** Calls of the API since the last look, such as `PATCH /me`. */
  const requests: string[] = [];

  before(async () => {
    const attributes = { username: 'optional', phoneNumber: 'optional' } as const;
    [site, browser] = await Promise.all([startSite(pages, { attributes }), launchBrowser()]);
    const context = await browser.newContext();
    await signUpBefore({ newPage: () => context.newPage() }, site, ADA);
    page = await context.newPage();
    page.on('request', (request) => {
      const { pathname, searchParams } = new URL(request.url());
      const [, path] = pathname.match(/\/v1(\/.*?)\/?$/) ?? [];
      // Pictures and scripts are no calls.
      if (!path || /\/(npm|profile_images)\//.test(pathname)) return;
      const verb = searchParams.get('_method') ?? request.method();
      requests.push(`${verb} ${path.replace(/\/(idn|sess)_\w+/g, '/…')}`);
    });
    await page.goto(`${site.origin}/all`);
    await page.locator('.cl-userButtonTrigger').waitFor();
    await page.locator('.cl-profileSection__profile').waitFor();
    await page.locator('#in').waitFor();
    // Loads the files that come with the first call and the first phone number.
    await page.evaluate(() => window.Clerk.user.createPhoneNumber({ phoneNumber: '+12025550147' }));
    await page.locator('.cl-profileSection__phoneNumbers', { hasText: '(202) 555-0147' }).waitFor();
    await page.evaluate(startProbe);
  });
  after(async () => {
    await browser?.close();
    await site?.close();
  });

  for (const { what, run, request, shows = {} } of MUTATIONS) {
    test(`one request, one render of each element and one frame for a change: ${what}`, async () => {
      requests.splice(0);
      await page.evaluate(() => {
        window.probe.renders = {};
        window.probe.frame = undefined;
      });
      await page.evaluate(run);
      const { renders, frame } = await page.evaluate(settled);
      assert.deepEqual(requests, [request]);
      const expected = { listener: 1, 'clerk-user-button': 1, 'clerk-user-profile': 1 };
      assert.deepEqual(renders, expected);
      for (const [tag, text] of Object.entries(shows)) assert.match(frame[tag] ?? '', text, tag);
    });
  }
});

/** Runs in the page: counts the updates of the elements, and reads what they show in the frame after a change. */
function startProbe(): void {
  const count = (name: string): void => {
    window.probe.renders[name] = (window.probe.renders[name] ?? 0) + 1;
  };
  window.probe = {
    renders: {},
    frame: undefined,
    texts() {
      const texts: Record<string, string> = {};
      for (const tag of ['clerk-user-button', 'clerk-user-profile']) {
        texts[tag] = document.querySelector(tag)?.textContent ?? '';
      }
      for (const tag of ['clerk-signed-in', 'clerk-signed-out']) {
        texts[tag] = document.querySelector(`${tag} p`)?.checkVisibility() ? 'shown' : 'hidden';
      }
      return texts;
    },
  };
  for (const tag of ['clerk-user-button', 'clerk-user-profile']) {
    const element = document.querySelector(tag) as unknown as { performUpdate(): void };
    const update = element.performUpdate.bind(element);
    element.performUpdate = () => {
      count(tag);
      update();
    };
  }
  let isFirst = true;
  window.Clerk.addListener(() => {
    // The listener is called at once when it is added.
    if (isFirst) return void (isFirst = false);
    count('listener');
    requestAnimationFrame(() => {
      window.probe.frame ??= window.probe.texts();
    });
  });
}

/** Runs in the page: resolves when two more frames are drawn, in which a late update would be seen. */
async function settled(): Promise<Seen> {
  for (let i = 0; i < 3; i++) await new Promise(requestAnimationFrame);
  const { renders, frame } = window.probe;
  return { renders, frame: frame ?? {} };
}
