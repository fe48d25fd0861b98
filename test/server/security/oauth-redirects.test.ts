import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { onSqlite } from '../../support/each-storage.ts';
import type { TestInstance } from '../../support/instance.ts';
import type { OpenIdProvider } from '../../support/openid-provider.ts';
import {
  authorizationOf,
  comeBack,
  PAGES,
  signInWith,
  signUpWith,
  startProvider,
  STRATEGY,
  withProvider,
} from '../factors/oauth/sign-in-with.ts';

const OTHER_ORIGINS = [
  '//evil.example',
  '/\\evil.example',
  'https:evil.example',
  'https://app.example.com@evil.example',
  'https://app.example.com.evil.example',
  'javascript:alert(1)',
  'data:text/html,x',
  'http://app.example.com/',
  'https://app.example.com:8443/',
];

onSqlite('an authorization', (open) => {
  let idp: OpenIdProvider;
  before(async () => {
    idp = await startProvider([{ sub: 'ada', email: 'ada@example.com', email_verified: true }]);
  });
  after(() => idp.close());

  /** Each way to start an authorization, by a browser that may. @returns the URL that the browser ends at */
  const DEPARTURES: Record<string, (instance: TestInstance, pages: Record<string, string>) => Promise<string | null>> =
    {
      async 'sign-in'(instance, pages) {
        return (await signInWith(instance.browser(), idp, 'ada', 'sign_ins', pages)).location;
      },
      async 'sign-up'(instance, pages) {
        return (await signInWith(instance.browser(), idp, null, 'sign_ups', pages)).location;
      },
      async 'connecting an account'(instance, pages) {
        const browser = instance.browser();
        await instance.signUp(browser, `user${instance.clock.now()}@example.com`);
        instance.clock.advance(60_000);
        const start = await browser.post('/v1/me/external_accounts', { strategy: STRATEGY, ...pages });
        return (await comeBack(browser, await idp.authorize(authorizationOf(start), null))).location;
      },
      async 'reauthorizing an account'(instance, pages) {
        const browser = instance.browser();
        const { client } = await signInWith(browser, idp, 'ada');
        const [account] = client.sessions[0].user.external_accounts;
        const path = `/v1/me/external_accounts/${account.id}/reauthorize`;
        const start = await browser.override('PATCH', path, pages);
        return (await comeBack(browser, await idp.authorize(authorizationOf(start), 'ada'))).location;
      },
    };
  for (const [way, depart] of Object.entries(DEPARTURES)) {
    it(`an authorization leads to allowed pages only after ${way}`, async () => {
      const instance = await open({ config: withProvider(idp.issuer) });
      await signUpWith(instance, idp, 'ada');
      for (const url of OTHER_ORIGINS) {
        for (const pages of [
          { redirect_url: url, action_complete_redirect_url: '' },
          { redirect_url: url, action_complete_redirect_url: url },
        ]) {
          assert.equal(await depart(instance, pages), 'https://app.example.com', `${way}: ${url}`);
        }
        const complete = { redirect_url: PAGES.redirect_url, action_complete_redirect_url: url };
        const location = await depart(instance, complete);
        assert.ok(
          ['https://app.example.com', PAGES.redirect_url].includes(location ?? ''),
          `${way}: ${url}: ${location}`,
        );
      }
    });
  }
});
