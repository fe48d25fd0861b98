import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import fc from 'fast-check';
import type { Browser } from 'playwright';
import type { ConfigInput } from '../../src/server/config/config.ts';
import { openFuture } from '../client/future/open-future.ts';
import { launchBrowser } from '../support/browser.ts';
import { CHROME, getTestInstance, PASSWORD, type TestInstance } from '../support/instance.ts';
import { type Site, startSite } from '../support/site.ts';
import { TestBrowser } from '../support/test-browser.ts';
import { type Seen, type Step, takeStep } from './future-steps.ts';
import { openStock, stockPages } from './stock-page.ts';

const CODE = '424242';
const CONFIG = {
  attributes: { username: 'optional', firstName: 'optional', lastName: 'optional' },
  password: { breachCheck: false },
  testMode: true,
  forceTestMode: true,
} as const satisfies Partial<ConfigInput>;

describe('the newer custom-flow API, next to that of clerk-js 6.40.0', () => {
  let site: Site;
  let browser: Browser;
  let instance: TestInstance;
  let accounts = 0;

  before(async () => {
    [site, browser, instance] = await Promise.all([
      startSite(stockPages, CONFIG),
      launchBrowser(),
      getTestInstance({ config: CONFIG }),
    ]);
  });
  after(async () => {
    await browser?.close();
    await site?.close();
    await instance?.close();
  });

  /** Creates an account. */
  async function signUp(there: TestBrowser, email: string): Promise<void> {
    const { response } = await there.post('/v1/client/sign_ups', {
      email_address: email,
      password: PASSWORD,
      first_name: 'Ada',
    });
    const path = `/v1/client/sign_ups/${response.id}`;
    await there.post(`${path}/prepare_verification`, { strategy: 'email_code' });
    const done = await there.post(`${path}/attempt_verification`, { strategy: 'email_code', code: CODE });
    assert.equal(done.response.status, 'complete', JSON.stringify(done.body));
  }

  /** Takes the same steps on both sides, each with an account of its own. `KNOWN` stands for its address. */
  async function both(steps: readonly Step[]): Promise<{ stock: Seen[]; ours: Seen[] }> {
    const known = `known${++accounts}+clerk_test@example.com`;
    const theirs = JSON.parse(
      JSON.stringify(steps).replaceAll('KNOWN', known).replaceAll('NEW', `new${known}`),
    ) as Step[];
    const elsewhere = new TestBrowser((request) => fetch(request), site.origin, site.origin, CHROME);
    const [page] = await Promise.all([
      browser.newContext().then((context) => openStock(context, site.origin, '6.40.0')),
      signUp(elsewhere, known),
      signUp(instance.browser(), known),
    ]);
    await page.addScriptTag({ content: `window.takeStep = ${takeStep.toString()}` });
    const stock: Seen[] = [];
    for (const step of theirs) {
      stock.push(
        await page.evaluate(async (given) => {
          const { Clerk, takeStep: take } = window as unknown as {
            Clerk: { __internal_state: never };
            takeStep: (state: never, given: unknown) => Promise<never>;
          };
          return take(Clerk.__internal_state, given);
        }, step),
      );
    }
    await page.context().close();
    const { state } = await openFuture(instance);
    const ours: Seen[] = [];
    for (const step of theirs) ours.push(await takeStep(state, step));
    return { stock: plain(stock), ours: plain(ours) };
  }

  const plain = (seen: Seen[]): Seen[] => JSON.parse(JSON.stringify(seen));

  const identify = { identifier: 'KNOWN' };
  const right = { code: CODE };
  const wrong = { code: '000000' };
  const SIGN_IN: readonly Step[] = [
    ['signIn', 'create', identify],
    ['signIn', 'create', { identifier: 'nobody@example.com' }],
    ['signIn', 'password', { ...identify, password: PASSWORD }],
    ['signIn', 'password', { emailAddress: 'KNOWN', password: 'not the phrase' }],
    ['signIn', 'password', { password: PASSWORD }],
    ['signIn', 'emailCode.sendCode', { emailAddress: 'KNOWN' }],
    ['signIn', 'emailCode.sendCode'],
    ['signIn', 'emailCode.verifyCode', right],
    ['signIn', 'emailCode.verifyCode', wrong],
    ['signIn', 'phoneCode.sendCode'],
    ['signIn', 'resetPasswordEmailCode.sendCode'],
    ['signIn', 'resetPasswordEmailCode.verifyCode', right],
    ['signIn', 'resetPasswordEmailCode.submitPassword', { password: 'another plain long phrase' }],
    ['signIn', 'resetPasswordEmailCode.submitPassword', { password: 'short' }],
    ['signIn', 'mfa.verifyTOTP', wrong],
    ['signIn', 'mfa.sendPhoneCode'],
    ['signIn', 'ticket', { ticket: 'none' }],
    ['signIn', 'web3', { strategy: 'web3_metamask_signature' }],
    ['signIn', 'finalize'],
    ['signIn', 'reset'],
  ];
  const SIGN_UP: readonly Step[] = [
    ['signUp', 'password', { emailAddress: 'NEW', password: PASSWORD, unsafeMetadata: { plan: 'pro' } }],
    ['signUp', 'password', { emailAddress: 'KNOWN', password: PASSWORD }],
    ['signUp', 'password', { password: 'short' }],
    ['signUp', 'password', { username: 'a b', password: PASSWORD }],
    ['signUp', 'create', { emailAddress: 'NEW' }],
    ['signUp', 'create', { emailAddress: 'nobody', firstName: 'Bo' }],
    ['signUp', 'update', { firstName: 'Bo', lastName: 'Ek' }],
    ['signUp', 'update', { emailAddress: 'NEW' }],
    ['signUp', 'verifications.sendEmailCode'],
    ['signUp', 'verifications.verifyEmailCode', right],
    ['signUp', 'verifications.verifyEmailCode', wrong],
    ['signUp', 'verifications.sendPhoneCode'],
    ['signUp', 'ticket', { ticket: 'none' }],
    ['signUp', 'finalize'],
    ['signUp', 'reset'],
  ];

  const WAYS: readonly (readonly Step[])[] = [
    [
      ['signIn', 'emailCode.sendCode', { emailAddress: 'KNOWN' }],
      ['signIn', 'emailCode.verifyCode', right],
      ['signIn', 'finalize'],
    ],
    [
      ['signIn', 'password', { ...identify, password: PASSWORD }],
      ['signIn', 'finalize'],
    ],
    [
      ['signIn', 'create', identify],
      ['signIn', 'resetPasswordEmailCode.sendCode'],
      ['signIn', 'resetPasswordEmailCode.verifyCode', right],
      ['signIn', 'resetPasswordEmailCode.submitPassword', { password: 'short' }],
      ['signIn', 'resetPasswordEmailCode.submitPassword', { password: 'another plain long phrase' }],
    ],
    [
      ['signUp', 'password', { emailAddress: 'NEW', password: PASSWORD }],
      ['signUp', 'verifications.sendEmailCode'],
      ['signUp', 'verifications.verifyEmailCode', right],
      ['signUp', 'finalize'],
    ],
    [
      ['signUp', 'create', { emailAddress: 'NEW' }],
      ['signUp', 'password', { password: PASSWORD, firstName: 'Bo' }],
      ['signUp', 'verifications.sendEmailCode'],
    ],
  ];

  /**
   * Leaves out what differs on purpose. Stock rejects when the page misuses a step, and keeps the errors of the step
   * before; here the step resolves to an error, and the signal shows it. An error that names no field of the form is
   * nowhere but in `raw` there, and is a global one here.
   */
  function comparable(steps: readonly Step[], seen: readonly Seen[]): object[] {
    const misused = new Set<string>();
    return seen.map(({ isMisuse, failed, ...values }, i) => {
      const [kind] = steps[i] as Step;
      if (isMisuse) misused.add(kind);
      else misused.delete(kind);
      const shown = Object.entries(values).map(([name, { fields, raw, global, ...rest }]) => [
        name,
        misused.has(name)
          ? rest
          : { fields, raw, ...(Object.keys(fields as object).length > 0 && { global }), ...rest },
      ]);
      return { isMisuse, failed, ...Object.fromEntries(shown) };
    });
  }

  test('random histories look the same after each step', async () => {
    // Single steps alone hardly ever come to an end.
    const parts = [...WAYS, ...[...SIGN_IN, ...SIGN_UP].map((step) => [step])];
    const histories = fc
      .array(fc.constantFrom<readonly Step[]>(...parts), { minLength: 2, maxLength: 8 })
      .map((chosen) => chosen.flat());
    await fc.assert(
      fc.asyncProperty(histories, async (steps) => {
        const { stock, ours } = await both(steps);
        const [mine, theirs] = [comparable(steps, ours), comparable(steps, stock)];
        for (const i of steps.keys()) {
          // Without an attempt stock sends the call to where attempts begin.
          if (ours[i]?.isMisuse && !stock[i]?.isMisuse) break;
          // A session ends the client's other attempt. Stock shows that until something else takes its place.
          const [kind] = steps[i] as Step;
          const other = kind === 'signIn' ? 'signUp' : 'signIn';
          if (ours[i]?.[kind].status === 'complete' && stock[i]?.[other].hasId && !ours[i]?.[other].hasId) break;
          // An attempt that was reset comes back in stock with the next client.
          const wasReset = steps.slice(0, i).some(([which, method]) => which === other && method === 'reset');
          if (wasReset && stock[i]?.[other].hasId && !ours[i]?.[other].hasId) break;
          assert.deepEqual(mine[i], theirs[i], `after ${JSON.stringify(steps.slice(0, i + 1))}`);
        }
      }),
      { numRuns: 12, seed: 14 },
    );
  });
});
