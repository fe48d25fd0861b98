import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { after, before, describe, it } from 'node:test';
import type { Browser, Locator, Page, Route } from 'playwright';
import { buildFrameworks, builtFiles } from '../../demo/server/build-frameworks.ts';
import { FRAMEWORK_APPS } from '../../demo/server/framework-apps.ts';
import { collectErrors, launchBrowser } from '../support/browser.ts';
import { type DemoHere, startDemoHere } from '../support/demo-site.ts';
import type { BuiltApp } from '../support/framework-app.ts';
import { assertRefused } from '../support/refused-lines.ts';
import { Visitor } from '../support/visitor.ts';

const PASSWORD = 'a fine long password';
/** The file with wrong uses for each framework, the folder of the app for it, and the framework's own checker. */
const CHECKS = {
  vue: ['WrongTypes.vue', 'src', 'vue-tsc --noEmit --pretty false'],
  svelte: ['WrongTypes.svelte', 'src', 'svelte-check --output machine'],
  react: ['WrongTypes.tsx', 'src', 'tsc --noEmit --pretty false'],
  angular: ['wrong-types.ts', 'src/app', 'ngc --noEmit -p tsconfig.json'],
} as const;

describe('the example apps of the frameworks, built from the packed package', () => {
  let apps: Record<string, BuiltApp>;
  let demo: DemoHere;
  let browser: Browser;

  before(async () => {
    apps = await buildFrameworks();
    [demo, browser] = await Promise.all([startDemoHere([], builtFiles(apps)), launchBrowser()]);
  });
  after(async () => {
    await browser?.close();
    await demo?.close();
  });

  async function openPage(): Promise<{ page: Page; errors: string[] }> {
    const page = await (await browser.newContext({ viewport: { width: 1280, height: 900 } })).newPage();
    return { page, errors: collectErrors(page) };
  }

  /** Opens the form for the names in the profile of the Vue app, and returns its first field. */
  async function editNameInVue(page: Page): Promise<Locator> {
    const email = `vue-${randomUUID().slice(0, 8)}+clerk_test@example.com`;
    await new Visitor(demo.origin).signUp({ email_address: email, password: PASSWORD, first_name: 'Ana' });
    await page.goto(`${demo.origin}/frameworks/vue/`);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await signIn(page, email);
    await page.getByRole('button', { name: 'Show my profile' }).click();
    await page.locator('clerk-user-profile').getByRole('button', { name: 'Update profile' }).click();
    return page.locator('clerk-user-profile input[name=firstName]');
  }

  for (const { name, title } of FRAMEWORK_APPS) {
    it(`the ${title} app signs a user in, changes the name and shows the profile`, async () => {
      const email = `${name}+clerk_test@example.com`;
      await new Visitor(demo.origin).signUp({ email_address: email, password: PASSWORD, first_name: 'Ana' });
      const { page, errors } = await openPage();
      await page.goto(`${demo.origin}/frameworks/${name}/`);
      await page.getByRole('button', { name: 'Sign in', exact: true }).click();
      await signIn(page, email);
      await greeting(page, 'Ana').waitFor();
      assert.equal(page.url(), `${demo.origin}/frameworks/${name}/`, 'clerk-complete was cancelled');

      await page.locator('clerk-user-button button').first().click();
      await page.getByRole('button', { name: 'Change my name' }).click();
      await page.locator('input:focus').fill('Ada');
      await page.keyboard.press('Enter');
      await greeting(page, 'Ada').waitFor();
      await page.locator('.cl-userButtonOuterIdentifier', { hasText: 'Ada' }).waitFor();

      await page.getByRole('button', { name: 'Show my profile' }).click();
      await page.locator('clerk-user-profile .cl-profileSection').first().waitFor();
      assert.deepEqual(errors, []);
      await page.context().close();
    });

    it(`${title} checks attributes, properties and events of the elements`, async () => {
      const [file, to, command] = CHECKS[name as keyof typeof CHECKS];
      await assertRefused(apps[name] as BuiltApp, `test/apps/wrong-types/${file}`, to, command);
    });
  }

  it('a name that is saved in one of the apps of a page shows in all of them', async () => {
    const { page, errors } = await openPage();
    await page.goto(`${demo.origin}/frameworks`);
    await page.getByRole('button', { name: 'Use a guest account' }).click();
    for (const [at, panel] of (await panels(page)).entries()) {
      await greeting(panel, at ? `Name ${at - 1}` : 'Guest').waitFor();
      await panel.getByLabel('First name').fill(`Name ${at}`);
      await panel.getByRole('button', { name: 'Save' }).click();
      for (const each of await panels(page)) {
        await greeting(each, `Name ${at}`).waitFor();
        await each.locator('.cl-userButtonOuterIdentifier', { hasText: `Name ${at}` }).waitFor();
      }
    }
    assert.deepEqual(errors, []);
    await page.context().close();
  });

  it('a name that is being typed in one of the apps stays when there is other news of the user', async () => {
    const { page, errors } = await openPage();
    await page.goto(`${demo.origin}/frameworks`);
    await page.getByRole('button', { name: 'Use a guest account' }).click();
    const all = await panels(page);
    for (const panel of all) {
      await greeting(panel, 'Guest').waitFor();
      await panel.getByLabel('First name').fill('Half a na');
    }
    await page.evaluate(() => window.Clerk?.user?.update({ lastName: 'Lovelace' }));
    for (const panel of all) {
      await panel.locator('.cl-userButtonOuterIdentifier', { hasText: 'Lovelace' }).waitFor();
      assert.equal(await panel.getByLabel('First name').inputValue(), 'Half a na');
    }
    assert.deepEqual(errors, []);
    await page.context().close();
  });

  it('a user who signs in within one of the apps of a page is signed in to all of them', async () => {
    const email = 'one-for-all+clerk_test@example.com';
    await new Visitor(demo.origin).signUp({ email_address: email, password: PASSWORD, first_name: 'Ana' });
    const { page, errors } = await openPage();
    await page.goto(`${demo.origin}/frameworks`);
    await page.locator('angular-app').getByRole('button', { name: 'Sign in', exact: true }).click();
    await signIn(page.locator('angular-app'), email);
    for (const panel of await panels(page)) await greeting(panel, 'Ana').waitFor();
    const other = await page.context().newPage();
    await other.goto(`${demo.origin}/frameworks`);
    await greeting(other.locator('angular-app'), 'Ana').waitFor();
    await other.locator('#react-app clerk-user-button button').first().click();
    await other.locator('#react-app').getByRole('button', { name: 'Sign out' }).click();
    for (const panel of await panels(page)) await panel.getByText('Nobody is signed in.').waitFor();
    assert.deepEqual(errors, []);
    await page.context().close();
  });

  it('a name that was typed into an element is still there when Vue has kept the element alive', async () => {
    const { page, errors } = await openPage();
    const firstName = await editNameInVue(page);
    await firstName.fill('Half a na');
    await page.getByRole('button', { name: 'Hide my profile' }).click();
    await page.getByRole('button', { name: 'Show my profile' }).click();
    // A profile that was out of the page has closed its forms, so that it keeps no secret.
    await page.getByRole('button', { name: 'Update profile' }).click();
    await firstName.waitFor();
    assert.equal(await firstName.inputValue(), 'Half a na');
    assert.deepEqual(errors, []);
    await page.context().close();
  });

  it('a name that was typed is kept when the element is removed while a request runs, whatever the answer', async () => {
    const { page, errors } = await openPage();
    const firstName = await editNameInVue(page);
    const held = holdUpdates(page);
    await firstName.fill('Not yet');
    const [refused] = await Promise.all([held.next(), save(page)]);
    await page.getByRole('button', { name: 'Hide my profile' }).click();
    await refused.fulfill({ status: 422, json: { errors: [{ code: 'form_param_format_invalid', message: 'No.' }] } });
    await page.getByRole('button', { name: 'Show my profile' }).click();
    await page.getByRole('button', { name: 'Update profile' }).click();
    await firstName.waitFor();
    assert.equal(await firstName.inputValue(), 'Not yet');
    const [accepted] = await Promise.all([held.next(), save(page)]);
    await page.getByRole('button', { name: 'Hide my profile' }).click();
    await accepted.continue();
    await greeting(page, 'Not yet').waitFor();
    await page.getByRole('button', { name: 'Show my profile' }).click();
    await page.locator('clerk-user-profile .cl-profileSection', { hasText: 'Not yet' }).waitFor();
    assert.ok(
      errors.every((error) => error.includes('422')),
      errors.join('\n'),
    );
    await page.context().close();
  });

  it('the example apps have one style sheet', async () => {
    const folders = FRAMEWORK_APPS.map(({ name }) => `demo/frameworks/${name}/src/app.css`);
    assert.equal(new Set(await Promise.all(folders.map((file) => readFile(file, 'utf8')))).size, 1);
  });
});

function save(page: Page): Promise<void> {
  return page.locator('clerk-user-profile .cl-formButtonPrimary:visible').click();
}

/** Holds the requests that change the user, once somebody waits for the next one. */
function holdUpdates(page: Page): { next(): Promise<Route> } {
  return {
    next: () =>
      new Promise((resolve) => {
        void page.route(/\/v1\/me\?.*_method=PATCH/, resolve, { times: 1 });
      }),
  };
}

/** The panels of the page that show the account: one for plain HTML, and one for each framework. */
async function panels(page: Page): Promise<Locator[]> {
  const all = page.locator('.panel').filter({ has: page.locator('clerk-user-button') });
  await all.nth(FRAMEWORK_APPS.length).waitFor();
  return all.all();
}

function greeting(within: Page | Locator, name: string): Locator {
  return within.locator('.panel-hello', { hasText: `Hello, ${name}` });
}

async function signIn(within: Page | Locator, email: string): Promise<void> {
  await within.locator('clerk-sign-in input[name=identifier]').fill(email);
  await within.locator('clerk-sign-in input[name=password]').fill(PASSWORD);
  await within.locator('clerk-sign-in .cl-formButtonPrimary:visible').click();
}
