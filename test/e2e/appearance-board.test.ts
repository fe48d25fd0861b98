import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, BrowserContext, Page } from 'playwright';
import { findViolations } from '../support/axe.ts';
import { collectErrors, launchBrowser } from '../support/browser.ts';
import { type DemoHere, startDemoHere } from '../support/demo-site.ts';
import { signedIn, signUpBefore } from './steps.ts';

const USER = { emailAddress: 'ada@example.com', password: 'a fine long password' };
const LABEL = 'Email address or username';

/** What only this dressing gives: a selector, a property of its computed style, and a value. */
const MARKS: Readonly<Record<string, readonly (readonly [selector: string, property: string, value: RegExp])[]>> = {
  default: [['.cl-formButtonPrimary', 'border-radius', /^8px$/]],
  variables: [
    ['.cl-formButtonPrimary', 'background-color', /^rgb\(31, 92, 70\)$/],
    ['.cl-formFieldInput', 'border-radius', /^4px$/],
    ['.cl-headerTitle', 'font-family', /Charter/],
  ],
  'early-theme': [
    ['.cl-formButtonPrimary', 'background-color', /^rgb\(200, 50, 75\)$/],
    ['.cl-formButtonPrimary', 'font-weight', /^700$/],
    ['.cl-formFieldLabel', 'font-weight', /^700$/],
    ['.cl-cardBox', 'box-shadow', /24px 60px -20px/],
  ],
  tailwind: [
    ['.cl-formButtonPrimary', 'background-image', /linear-gradient/],
    ['.cl-cardBox', 'border-radius', /^24px$/],
    ['.cl-formFieldInput', 'height', /^44px$/],
    ['.cl-headerTitle', 'font-size', /^24px$/],
  ],
  'css-module': [
    ['.cl-headerTitle', 'font-style', /^italic$/],
    ['.cl-formFieldInput', 'border-top-width', /^0px$/],
    ['.cl-formButtonPrimary', 'text-transform', /^uppercase$/],
    ['.cl-footer', 'border-top-style', /^double$/],
  ],
  'style-object': [
    ['.cl-headerTitle', 'font-family', /monospace/],
    ['.cl-formButtonPrimary', 'background-color', /^rgb\(11, 107, 58\)$/],
    ['.cl-formButtonPrimary', 'border-radius', /^0px$/],
  ],
  'own-components': [
    ['button.cl-formButtonPrimary', 'background-color', /^rgb\(11, 59, 92\)$/],
    ['button.cl-formButtonPrimary > [aria-hidden]', 'border-radius', /^50%$/],
    ['div.cl-formFieldInput', 'height', /^48px$/],
    ['div.cl-formFieldInput > input', 'border-top-width', /^0px$/],
  ],
  'web-awesome': [
    ['wa-button.cl-formButtonPrimary', 'width', /^3\d\dpx/],
    ['wa-input.cl-formFieldInput', 'display', /block/],
    ['.cl-footerActionLink', 'color', /^rgb\(0, 83, 192\)$/],
  ],
  shadcn: [
    ['.cl-formButtonPrimary', 'background-color', /^oklch\(0\.205 0 0\)$/],
    ['.cl-cardBox', 'box-shadow', /1px 3px/],
  ],
  neobrutalism: [
    ['.cl-cardBox', 'border-top-width', /^3px$/],
    ['.cl-formButtonPrimary', 'box-shadow', /rgb\(0, 0, 0\) 3px 3px 0px/],
  ],
  'shades-of-purple': [
    ['.cl-card', 'background-color', /^rgb\(63, 60, 119\)$/],
    ['.cl-formButtonPrimary', 'background-color', /^rgb\(248, 216, 13\)$/],
  ],
};
const NAMES = Object.keys(MARKS);
const WITH_COMPONENTS = ['own-components', 'web-awesome'];

/** Finds a field, or the one of a component in its place. */
const field = (page: Page, label: string) =>
  page.getByLabel(label, { exact: true }).and(page.locator('clerk-sign-in :not([aria-hidden])'));

describe('the board of the demo', () => {
  let demo: DemoHere;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let errors: string[];

  before(async () => {
    [demo, browser] = await Promise.all([startDemoHere(), launchBrowser()]);
    context = await browser.newContext({ viewport: { width: 1280, height: 900 }, colorScheme: 'light' });
    page = await context.newPage();
    errors = collectErrors(page);
  });
  after(async () => {
    await browser?.close();
    await demo?.close();
  });

  const open = async (query: string, on = page): Promise<void> => {
    await on.goto(`${demo.origin}/appearance?${query}`);
    await on.locator('.stage[data-dressing] input[name=identifier]').waitFor({ state: 'attached' });
  };
  const choose = async (name: string, value: string): Promise<void> => {
    await page.locator(`label:has([name=${name}][value=${value}])`).click();
    if (name === 'dressing') await page.locator(`.stage[data-dressing=${value}]`).waitFor();
  };
  /** Waits until a node has a computed style. Some of them arrive with a transition. */
  const shows = async ([selector, property, value]: readonly [string, string, RegExp]): Promise<void> => {
    const styleOf = () =>
      page.evaluate(
        ([selector, property]) => {
          const node = document.querySelector(`clerk-sign-in ${selector}`);
          return node ? getComputedStyle(node).getPropertyValue(property) : 'no such node';
        },
        [selector, property] as const,
      );
    const wanted = { selector, property, source: value.source };
    await page
      .waitForFunction(
        ({ selector, property, source }) => {
          const node = document.querySelector(`clerk-sign-in ${selector}`);
          return node && new RegExp(source).test(getComputedStyle(node).getPropertyValue(property));
        },
        wanted,
        { timeout: 120_000 },
      )
      .catch(async () => assert.match(await styleOf(), value, `${selector} { ${property} }`));
  };
  const wears = async (name: string): Promise<void> => {
    for (const mark of MARKS[name] ?? []) await shows(mark);
  };

  for (const name of NAMES) {
    test(`the address with ${name} shows the form in that dressing`, async () => {
      await open(`dressing=${name}`);
      await wears(name);
    });
  }

  test('the field that is typed into stays the same node with its text, its focus and its selection in every dressing that keeps inputs', async () => {
    await open('dressing=default');
    const input = field(page, LABEL);
    await input.fill('ada@exam');
    await input.evaluate((node: HTMLInputElement) => {
      node.setSelectionRange(2, 5);
      Object.assign(window, { kept: node });
    });
    for (const name of [...NAMES.filter((each) => !WITH_COMPONENTS.includes(each)), 'default']) {
      await choose('dressing', name);
      await wears(name);
      assert.equal(await field(page, LABEL).inputValue(), 'ada@exam', name);
      const now = await page.evaluate(() => {
        const { kept } = window as unknown as { kept: HTMLInputElement };
        const input = document.querySelector('clerk-sign-in input[name=identifier]');
        const hasFocus = !!document.activeElement?.closest('clerk-sign-in');
        return { hasFocus, isSame: input === kept, selection: [kept.selectionStart, kept.selectionEnd] };
      });
      assert.deepEqual(now, { hasFocus: true, isSame: true, selection: [2, 5] }, name);
    }
  });

  test('what is typed and the focus go on to a component and back', async () => {
    await open('dressing=default');
    await field(page, LABEL).fill('ada@exam');
    for (const name of [...WITH_COMPONENTS, 'default']) {
      await choose('dressing', name);
      await wears(name);
      assert.equal(await field(page, LABEL).inputValue(), 'ada@exam', name);
      assert.ok(await page.evaluate(() => !!document.activeElement?.closest('clerk-sign-in')), name);
    }
  });

  test('the choices are made by keyboard alone, and the address follows them', async () => {
    await open('dressing=tailwind');
    await page.locator('[name=dressing][value=tailwind]').focus();
    await page.keyboard.press('ArrowDown');
    await page.locator('.stage[data-dressing=css-module]').waitFor();
    await page.locator('[name=scheme]:checked').focus();
    await page.keyboard.press('ArrowRight');
    await page.locator('.stage[data-scheme=dark]').waitFor();
    await page.waitForURL(/\?dressing=css-module&scheme=dark$/);
  });

  test('variables and the early theme dress the form from the element, the instance and a style sheet alike', async () => {
    for (const name of ['variables', 'early-theme']) {
      for (const place of ['property', 'provider', 'css']) {
        await open(`dressing=${name}&place=${place}`);
        for (const mark of MARKS[name]?.filter(([selector]) => selector !== '.cl-formButtonPrimary') ?? [])
          await shows(mark);
        await shows(MARKS[name]?.[0] as (typeof MARKS)[string][number]);
      }
    }
  });

  test('replace leaves the default look out of what is named, and keeps the dressing', async () => {
    for (const name of ['tailwind', 'css-module', 'style-object', 'own-components', 'web-awesome']) {
      await open(`dressing=${name}&strategy=replace`);
      await wears(name);
    }
    await open('dressing=tailwind&strategy=replace');
    // The default look has a column of its own width in the footer's grid.
    await shows(['.cl-footer', 'margin-top', /^0px$/]);
    await choose('strategy', 'append');
    await shows(['.cl-footer', 'margin-top', /^-1px$/]);
  });

  test('what the board shows is the source of the dressing that the form wears', async () => {
    await open('dressing=style-object');
    await page.getByRole('tab', { name: 'style-object.js', selected: true }).waitFor();
    await choose('dressing', 'css-module');
    await page.getByRole('tab', { name: 'css-module.js', selected: true }).waitFor();
    assert.equal(await page.getByRole('tab', { name: 'style-object.js' }).count(), 0);
    const panel = page.getByRole('tabpanel', { name: 'css-module.js' });
    assert.match((await panel.locator('code').textContent()) ?? '', /import styles from '.\/css-module.module.css'/);
    await open('dressing=variables&place=css');
    await page.getByRole('tab', { name: 'variables.css', selected: true }).waitFor();
  });

  test('the board logs no error, and nothing on it breaks the policy of the page', () => assert.deepEqual(errors, []));

  test('a user signs in to the end in every dressing', async () => {
    await signUpBefore(browser, demo, USER);
    for (const name of NAMES) {
      const visitor = await (await browser.newContext()).newPage();
      const logged = collectErrors(visitor);
      await open(`dressing=${name}`, visitor);
      await field(visitor, LABEL).fill(USER.emailAddress);
      await field(visitor, 'Password').fill(USER.password);
      await visitor.getByRole('button', { name: 'Continue', exact: true }).click();
      await signedIn(visitor, demo.origin);
      assert.deepEqual(logged, [], name);
      await visitor.context().close();
    }
  });

  test('Enter in a field of a component sends the form', async () => {
    for (const name of WITH_COMPONENTS) {
      const visitor = await (await browser.newContext()).newPage();
      await open(`dressing=${name}`, visitor);
      await field(visitor, LABEL).fill(USER.emailAddress);
      await field(visitor, 'Password').fill(USER.password);
      await visitor.keyboard.press('Enter');
      await signedIn(visitor, demo.origin);
      await visitor.context().close();
    }
  });

  test('no dressing breaks an accessibility rule, its contrast included, in either scheme and at either width', async () => {
    const looked = await (await browser.newContext({ bypassCSP: true, reducedMotion: 'reduce' })).newPage();
    for (const name of NAMES) {
      for (const [width, scheme] of [
        [1280, 'light'],
        [375, 'dark'],
      ] as const) {
        await looked.setViewportSize({ width, height: 860 });
        await open(`dressing=${name}&scheme=${scheme}`, looked);
        assert.deepEqual(await findViolations(looked), [], `${name}, ${scheme}`);
        const excess = await looked.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        assert.ok(excess <= 0, `${name} at ${width} px`);
      }
    }
  });
});
