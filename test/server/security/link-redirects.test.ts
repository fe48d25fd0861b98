import assert from 'node:assert/strict';
import { it } from 'node:test';
import { onSqlite } from '../../support/each-storage.ts';
import { PASSWORD, type TestInstance } from '../../support/instance.ts';
import { confirm, LANDING, lastLink } from '../../support/links.ts';
import type { TestBrowser } from '../../support/test-browser.ts';

const EMAIL = 'ada@example.com';
const SIGN_INS = '/v1/client/sign_ins';
const SIGN_UPS = '/v1/client/sign_ups';
const HOUR = 3_600_000;
const HOME = 'https://app.example.com/home';

interface Asking {
  instance: TestInstance;
  browser: TestBrowser;
  /** An address without an account. */
  newAddress: string;
  form: { strategy: string; redirect_url: string };
}

/** Each thing that a link is sent for. @returns the address it goes to */
const PURPOSES: Record<string, (asking: Asking) => Promise<string>> = {
  async 'a sign-in that asks for it at once'({ browser, form }) {
    await browser.post(SIGN_INS, { identifier: EMAIL, ...form });
    return EMAIL;
  },
  async 'a sign-up'({ browser, newAddress, form }) {
    const { response } = await browser.post(SIGN_UPS, { email_address: newAddress, password: PASSWORD });
    await browser.post(`${SIGN_UPS}/${response.id}/prepare_verification`, form);
    return newAddress;
  },
  async 'an address that is added'({ instance, browser, newAddress, form }) {
    await instance.signUp(browser, `own-${newAddress}`);
    const { response } = await browser.post('/v1/me/email_addresses', { email_address: newAddress });
    await browser.post(`/v1/me/email_addresses/${response.id}/prepare_verification`, form);
    return newAddress;
  },
  async 'an unknown device'({ browser, form }) {
    const { response } = await browser.post(SIGN_INS, { identifier: EMAIL, password: PASSWORD });
    assert.equal(response.status, 'needs_client_trust');
    await browser.post(`${SIGN_INS}/${response.id}/prepare_second_factor`, form);
    return EMAIL;
  },
};

onSqlite('a mailed link', (open) => {
  for (const [purpose, ask] of Object.entries(PURPOSES)) {
    it(`an email link for ${purpose} leads to allowed pages only`, async () => {
      const instance = await open({ config: { emailLink: true, clientTrust: true, homeUrl: HOME } });
      await instance.signUp(instance.browser(), EMAIL);
      for (const [i, [redirect_url, page]] of [
        ['https://evil.example/x', HOME],
        ['https://app.example.com.evil.example/', HOME],
        ['/\\evil.example', HOME],
        ['javascript:alert(1)', HOME],
        [LANDING, 'https://app.example.com/sign-in/verify'],
      ].entries() as ArrayIterator<[number, [string, string]]>) {
        instance.clock.advance(HOUR);
        const browser = instance.browser();
        const form = { strategy: 'email_link', redirect_url };
        const to = await ask({ instance, browser, form, newAddress: `new${i}@example.com` });
        const { to: landing, outcome } = await confirm(browser, lastLink(instance, to).token);
        assert.deepEqual([outcome, `${landing?.origin}${landing?.pathname}`], ['verified', page], redirect_url);
      }
    });
  }
});
