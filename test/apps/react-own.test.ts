import assert from 'node:assert/strict';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { Browser, Page } from 'playwright';
import { buildPublishableKey } from '../../src/protocol/keys.ts';
import { collectErrors, launchBrowser, withoutLateTokens } from '../support/browser.ts';
import { builtPages } from '../support/built-pages.ts';
import { buildApp } from '../support/framework-app.ts';
import { type Site, startSite } from '../support/site.ts';

const HOST = 'clerk.own.test';
const PASSWORD = 'a plain long phrase';
const PERSON = 'ada+clerk_test@example.com';
/** What each SDK is given. Version 6 does not notice that an instance was loaded before, whoever made the instance. */
const GIVEN = { 'clerk-react': ['class', 'instance', 'loaded'], react: ['class', 'instance'] };

/** `Clerk={…}`: a provider of Clerk's SDKs that is given the class of `clerk-widgets/headless`, or an instance of it. */
describe('a React app that gives Clerk’s provider its own client', () => {
  let folder: string;
  let browser: Browser;
  before(async () => {
    const env = { VITE_CLERK_PUBLISHABLE_KEY: buildPublishableKey('production', HOST) };
    [{ folder }, browser] = await Promise.all([
      buildApp({ name: 'react-own', install: 'react', env }),
      launchBrowser(),
    ]);
  });
  after(() => browser?.close());

  for (const [sdk, kinds] of Object.entries(GIVEN)) {
    describe(`with @clerk/${sdk}`, () => {
      let site: Site;
      let page: Page;
      let errors: string[];
      const requests: string[] = [];

      before(async () => {
        site = await startSite(builtPages(path.join(folder, 'dist', sdk)), {
          instanceType: 'production',
          frontendApi: HOST,
          password: { breachCheck: false },
        });
        const visitor = await browser.newContext();
        page = await visitor.newPage();
        errors = collectErrors(page);
        page.on('request', (request) => requests.push(new URL(request.url()).pathname));
        await page.goto(`${site.origin}/v1/environment`);
        await page.evaluate(signUp, { email_address: PERSON, password: PASSWORD });
        await visitor.clearCookies();
      });
      after(async () => {
        await page?.context().close();
        await site?.close();
      });

      const user = (text: string) => page.locator('#user', { hasText: text }).waitFor();
      const signOut = async () => {
        await page.locator('#out').click();
        await user('nobody');
      };

      for (const kind of kinds) {
        test(`${sdk}: signs in without any screen, from a client given as ${kind}`, async () => {
          await page.goto(`${site.origin}/${kind}/plain`);
          await user('nobody');
          await page.locator('[name=identifier]').fill(PERSON);
          await page.locator('[name=password]').fill(PASSWORD);
          await page.locator('#own button').click();
          await user(PERSON);
          await signOut();
        });

        test(`${sdk}: shows the screens when the elements were imported, for a client given as ${kind}`, async () => {
          await page.goto(`${site.origin}/${kind}/screens`);
          await page.locator('clerk-sign-in [name=identifier]').fill(PERSON);
          await page.locator('.cl-formButtonPrimary:visible').click();
          await page.waitForURL(/factor-one/);
          await page.locator('[name=password]:focus').fill(PASSWORD);
          await page.locator('.cl-formButtonPrimary:visible').click();
          await user(PERSON);
          await page.locator('.cl-userButtonTrigger').click();
          await page.locator('.cl-userButtonPopoverActionButton__signOut').waitFor();
          await page.keyboard.press('Escape');
          await signOut();
          await page.goto(`${site.origin}/${kind}/modal`);
          await page.locator('#open').click();
          await page.locator('dialog [name=identifier]').waitFor();
        });
      }

      test(`${sdk}: loads no script of its own`, () => {
        assert.deepEqual(
          requests.filter((pathname) => pathname.includes('/npm/')),
          [],
        );
        assert.deepEqual(withoutLateTokens(errors), []);
      });
    });
  }
});

/** Signs up at the API, in the page. */
async function signUp(fields: Record<string, string>): Promise<void> {
  const post = async (path: string, form: Record<string, string>) => {
    const answer = await fetch(`/v1/client/sign_ups${path}`, { method: 'POST', body: new URLSearchParams(form) });
    return (await answer.json()) as { response: { id: string } };
  };
  const { response } = await post('', fields);
  await post(`/${response.id}/prepare_verification`, { strategy: 'email_code' });
  await post(`/${response.id}/attempt_verification`, { strategy: 'email_code', code: '424242' });
}
