import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { onSqlite } from '../../support/each-storage.ts';
import type { OpenIdProvider } from '../../support/openid-provider.ts';
import { PAGES, signInWith, startProvider, STRATEGY, withProvider } from '../factors/oauth/sign-in-with.ts';

onSqlite('probes through a provider', (open) => {
  let idp: OpenIdProvider;
  before(async () => {
    idp = await startProvider([
      { sub: 'one', email: 'ada@example.com', email_verified: false },
      { sub: 'two', email: 'bob@example.com', email_verified: false },
    ]);
  });
  after(() => idp.close());

  it('an unverified address at a provider does not tell who has an account', async () => {
    const instance = await open({ config: { ...withProvider(idp.issuer), enumerationProtection: true } });
    await instance.signUp(instance.browser(), 'ada@example.com');
    const probe = async (sub: string) => {
      const browser = instance.browser();
      await signInWith(browser, idp, sub);
      const { response } = await browser.post('/v1/client/sign_ups', { transfer: 'true' });
      const { status, missing_fields, unverified_fields, email_address } = response;
      return { status, missing_fields, unverified_fields, hasAddress: email_address !== null };
    };
    assert.deepEqual(await probe('one'), await probe('two'));
  });

  it('authorizations of one attempt are limited', async () => {
    const instance = await open({
      config: withProvider(idp.issuer),
      limits: { attempt: { max: 5, windowMs: 60_000 } },
    });
    const browser = instance.browser();
    const form = { strategy: STRATEGY, ...PAGES };
    const { response } = await browser.post('/v1/client/sign_ups', form);
    const statuses: number[] = [];
    for (let i = 0; i < 6; i++) {
      statuses.push((await browser.post(`/v1/client/sign_ups/${response.id}/prepare_verification`, form)).status);
    }
    assert.deepEqual(statuses, [200, 200, 200, 200, 429, 429]);
  });
});
