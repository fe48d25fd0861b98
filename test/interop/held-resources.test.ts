import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import fc from 'fast-check';
import type { Browser } from 'playwright';
import type { ConfigInput } from '../../src/server/config/config.ts';
import { launchBrowser } from '../support/browser.ts';
import { Device } from '../support/device.ts';
import { CHROME, getTestInstance, PASSWORD, type TestInstance } from '../support/instance.ts';
import { type Site, startSite } from '../support/site.ts';
import { TestBrowser } from '../support/test-browser.ts';
import { type HeldStep, type Seen, takeHeldStep } from './held-steps.ts';
import { openStock, stockPages } from './stock-page.ts';

const CODE = '424242';
const CONFIG = {
  attributes: { firstName: 'optional', lastName: 'optional' },
  password: { breachCheck: false },
  testMode: true,
  forceTestMode: true,
} as const satisfies Partial<ConfigInput>;

const right = { strategy: 'email_code', code: CODE };
const wrong = { strategy: 'email_code', code: '000000' };
const ATTEMPTS: readonly HeldStep[] = [
  ['signUp', 'create', { emailAddress: 'NEW', password: PASSWORD }],
  ['signUp', 'create', { emailAddress: 'KNOWN', password: PASSWORD }],
  ['signUp', 'update', { firstName: 'Bo' }],
  ['signUp', 'prepareEmailAddressVerification', { strategy: 'email_code' }],
  ['signUp', 'attemptEmailAddressVerification', right],
  ['signUp', 'attemptEmailAddressVerification', wrong],
  ['signUp', 'activate'],
  ['signIn', 'create', { identifier: 'KNOWN' }],
  ['signIn', 'create', { identifier: 'nobody@example.com' }],
  ['signIn', 'create', { identifier: 'KNOWN', password: PASSWORD }],
  ['signIn', 'attemptFirstFactor', { strategy: 'password', password: PASSWORD }],
  ['signIn', 'attemptFirstFactor', { strategy: 'password', password: 'not the phrase' }],
  ['signIn', 'activate'],
];
const ACCOUNT: readonly HeldStep[] = [
  ['user', 'update', { firstName: 'Grace' }],
  ['user', 'update', { firstName: 'Ada', lastName: 'Lovelace' }],
  ['user', 'createEmailAddress', { email: 'MORE' }],
  ['user', 'reload'],
  ['emailAddress', 'prepareVerification', { strategy: 'email_code' }],
  ['emailAddress', 'attemptVerification', right],
  ['emailAddress', 'attemptVerification', wrong],
  ['emailAddress', 'destroy'],
  ['session', 'reload'],
  ['session', 'touch'],
];
/** More runs, with another seed: `RUNS=50 SEED=7 node --test test/interop/held-resources.test.ts`. */
const SEED = Number(process.env.SEED ?? 14);
const RUNS = Number(process.env.RUNS ?? 8);
/** A user signs in, and holds what the account is made of. */
const SIGNED_IN: readonly HeldStep[] = [
  ['signIn', 'create', { identifier: 'KNOWN', password: PASSWORD }],
  ['signIn', 'activate'],
];

describe('resources that a page holds, next to those of clerk-js 6.40.0', () => {
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

  async function signUp(there: TestBrowser, email: string): Promise<void> {
    const { response } = await there.post('/v1/client/sign_ups', { email_address: email, password: PASSWORD });
    const path = `/v1/client/sign_ups/${response.id}`;
    await there.post(`${path}/prepare_verification`, { strategy: 'email_code' });
    const done = await there.post(`${path}/attempt_verification`, right);
    assert.equal(done.response.status, 'complete', JSON.stringify(done.body));
  }

  /** Takes the same steps with both clients, each with an account of its own. */
  async function both(steps: readonly HeldStep[]): Promise<{ stock: Seen[]; ours: Seen[] }> {
    const known = `known${++accounts}+clerk_test@example.com`;
    const named = JSON.stringify(steps)
      .replaceAll('KNOWN', known)
      .replaceAll('NEW', `new${known}`)
      .replaceAll('MORE', `more${known}`);
    const theirs = JSON.parse(named) as HeldStep[];
    const elsewhere = new TestBrowser((request) => fetch(request), site.origin, site.origin, CHROME);
    const [page] = await Promise.all([
      browser.newContext().then((context) => openStock(context, site.origin, '6.40.0')),
      signUp(elsewhere, known),
      signUp(instance.browser(), known),
    ]);
    await page.addScriptTag({ content: `window.takeHeldStep = ${takeHeldStep.toString()}; window.held = {};` });
    const stock: Seen[] = [];
    const ours: Seen[] = [];
    const { clerk } = await new Device(instance).open();
    const held = {};
    for (const step of theirs) {
      stock.push(
        await page.evaluate((given) => {
          const {
            Clerk,
            held: store,
            takeHeldStep: take,
          } = window as unknown as {
            Clerk: never;
            held: object;
            takeHeldStep: (clerk: never, store: object, step: unknown) => Promise<Seen>;
          };
          return take(Clerk, store, given);
        }, step),
      );
      ours.push(await takeHeldStep(clerk as never, held, step));
    }
    await page.context().close();
    return { stock: plain(stock), ours: plain(ours) };
  }

  const plain = (seen: Seen[]): Seen[] => JSON.parse(JSON.stringify(seen));

  for (const [name, first, steps] of [
    ['attempts', [], ATTEMPTS],
    ['the parts of an account', SIGNED_IN, ACCOUNT],
  ] as const) {
    test(`random calls on held objects show the same for ${name}, and all that is held stays true`, async () => {
      const histories = fc.array(fc.constantFrom(...steps), { minLength: 3, maxLength: 10 });
      await fc.assert(
        fc.asyncProperty(histories, async (more) => {
          const all = [...first, ...more];
          const { stock, ours } = await both(all);
          for (const i of all.keys()) {
            const history = `after ${JSON.stringify(all.slice(0, i + 1))}`;
            assert.ok(ours[i]?.isTrue, history);
            // Without an attempt stock sends the call to where attempts begin.
            if (ours[i]?.refused === 'method_not_allowed') break;
            // Stock's user does not learn of an address that is new or gone, and no object learns that it is gone.
            const [on, method = ''] = all[i] ?? [];
            const isGone = on === 'emailAddress' && isDestroyed(all.slice(0, i));
            const also = isGone || /^(createEmailAddress|destroy|activate)$/.test(method) ? { held: undefined } : {};
            const [mine, theirs] = [ours[i], stock[i]].map((seen) => ({ ...seen, ...also, isTrue: true }));
            assert.deepEqual(mine, theirs, history);
          }
        }),
        { numRuns: RUNS, seed: SEED },
      );
    });
  }
});

/** Whether the address that the page holds was removed by one of these steps. */
function isDestroyed(steps: readonly HeldStep[]): boolean {
  return steps.findLast(([, method]) => /^(createEmailAddress|destroy)$/.test(method))?.[1] === 'destroy';
}
