import assert from 'node:assert/strict';
import { it } from 'node:test';
import * as fc from 'fast-check';
import type { ConfigInput } from '../../../src/server/config/config.ts';
import { itOnBoth, onSqlite } from '../../support/each-storage.ts';
import { PASSWORD } from '../../support/instance.ts';
import type { Answer, TestBrowser } from '../../support/test-browser.ts';
import { EVERYTHING, type OwnedIds, signUpWhole } from '../../support/whole-account.ts';

/** Nothing is required of an account, so only the last sign-in method stands in the way of a removal. */
const NOTHING_REQUIRED: Partial<ConfigInput> = {
  ...EVERYTHING,
  attributes: { ...EVERYTHING.attributes, emailAddress: 'optional' },
  reverification: false,
};

const KINDS = ['password', 'username', 'email', 'other email', 'phone', 'wallet', 'passkey', 'provider'] as const;
type Kind = (typeof KINDS)[number];

interface World {
  browser: TestBrowser;
  ids: OwnedIds;
  primaryEmail: string;
}

/** How to take a method away, and how the server refuses that when it is the last one. */
const REMOVALS: Record<Kind, { remove(world: World): Promise<Answer>; code: string }> = {
  password: {
    remove: ({ browser }) => browser.post('/v1/me/remove_password', { current_password: PASSWORD }),
    code: 'password_required',
  },
  username: identifier(({ browser }) => browser.override('PATCH', '/v1/me', { username: '' })),
  email: identifier(({ browser, primaryEmail }) => remove(browser, 'email_addresses', primaryEmail)),
  'other email': identifier(({ browser, ids }) => remove(browser, 'email_addresses', ids.email)),
  phone: identifier(({ browser, ids }) => remove(browser, 'phone_numbers', ids.phone)),
  wallet: identifier(({ browser, ids }) => remove(browser, 'web3_wallets', ids.web3)),
  passkey: identifier(({ browser, ids }) => remove(browser, 'passkeys', ids.passkey)),
  provider: identifier(({ browser, ids }) => remove(browser, 'external_accounts', ids.external)),
};

function identifier(run: (world: World) => Promise<Answer>) {
  return { remove: run, code: 'identification_deletion_failed' };
}

function remove(browser: TestBrowser, collection: string, id: string): Promise<Answer> {
  return browser.override('DELETE', `/v1/me/${collection}/${id}`);
}

/** Whether a person with these can sign in: a password needs a name to go with it, and a name a way to prove it. */
function canSignIn(methods: ReadonlySet<Kind>): boolean {
  const proves = (['email', 'other email', 'phone', 'wallet', 'passkey', 'provider'] as const).some((kind) =>
    methods.has(kind),
  );
  return proves || (methods.has('password') && methods.has('username'));
}

onSqlite('the last sign-in method', (open) => {
  const openWorld = async (): Promise<World> => {
    const instance = await open({ config: NOTHING_REQUIRED });
    const browser = instance.browser();
    const { ids } = await signUpWhole(instance, browser);
    const primaryEmail = (await browser.get('/v1/me')).response.primary_email_address_id;
    return { browser, ids, primaryEmail };
  };
  const methodsOf = async ({ browser, ids, primaryEmail }: World): Promise<Set<Kind>> => {
    const { response: user } = await browser.get('/v1/me');
    const has = (list: { id: string }[], id: string) => list.some((each) => each.id === id);
    const present: Record<Kind, boolean> = {
      password: user.password_enabled,
      username: user.username !== null,
      email: has(user.email_addresses, primaryEmail),
      'other email': has(user.email_addresses, ids.email),
      // A number that is reserved for the second factor signs nobody in.
      phone: user.phone_numbers.some(
        (each: { reserved_for_second_factor: boolean }) => !each.reserved_for_second_factor,
      ),
      wallet: has(user.web3_wallets, ids.web3),
      passkey: has(user.passkeys, ids.passkey),
      provider: has(user.external_accounts, ids.external),
    };
    return new Set(KINDS.filter((kind) => present[kind]));
  };
  const start = async (world: World) => {
    const left = await methodsOf(world);
    assert.deepEqual([...left], KINDS);
    return left;
  };

  it('the last sign-in method is kept whatever the order in which all are removed', async () => {
    const order = fc.shuffledSubarray([...KINDS], { minLength: KINDS.length });
    await fc.assert(
      fc.asyncProperty(order, async (kinds) => {
        const world = await openWorld();
        const left = await start(world);
        for (const kind of kinds) {
          const { remove: run, code } = REMOVALS[kind];
          const after = new Set([...left].filter((each) => each !== kind));
          const answer = await run(world);
          if (canSignIn(after)) {
            assert.equal(answer.status, 200, `${kind}: ${answer.code}`);
            left.delete(kind);
          } else {
            assert.deepEqual([answer.status, answer.code], [400, code], `${kind} of ${[...left].join()}`);
          }
          assert.deepEqual(await methodsOf(world), left);
        }
        assert.ok(canSignIn(left));
      }),
      { numRuns: 6 },
    );
  });

  itOnBoth('the last sign-in method is kept when all are removed at once', async () => {
    const order = fc.shuffledSubarray([...KINDS], { minLength: KINDS.length });
    await fc.assert(
      fc.asyncProperty(order, async (kinds) => {
        const world = await openWorld();
        await start(world);
        const answers = await Promise.all(kinds.map((kind) => REMOVALS[kind].remove(world)));
        for (const [index, { status, code }] of answers.entries()) {
          const kind = kinds[index] as Kind;
          if (status !== 200) assert.deepEqual([status, code], [400, REMOVALS[kind].code], kind);
        }
        const left = await methodsOf(world);
        assert.ok(canSignIn(left), [...left].join() || 'none');
        assert.equal(answers.filter(({ status }) => status === 200).length, KINDS.length - left.size);
      }),
      { numRuns: 4 },
    );
  });

  it('a number that is the last sign-in method cannot be reserved for the second factor', async () => {
    const world = await openWorld();
    const { browser, ids } = world;
    for (const kind of KINDS) if (kind !== 'phone') await REMOVALS[kind].remove(world);
    assert.deepEqual([...(await methodsOf(world))], ['phone']);
    const form = { reserved_for_second_factor: 'true' };
    const refused = await browser.override('PATCH', `/v1/me/phone_numbers/${ids.phone}`, form);
    assert.deepEqual([refused.status, refused.code], [400, 'identification_deletion_failed']);
    assert.deepEqual([...(await methodsOf(world))], ['phone']);
  });

  it('a method that is not verified does not count as one to sign in with', async () => {
    const world = await openWorld();
    const { browser } = world;
    for (const kind of KINDS) if (kind !== 'passkey') assert.equal((await REMOVALS[kind].remove(world)).status, 200);
    assert.equal((await browser.post('/v1/me/email_addresses', { email_address: 'new@example.com' })).status, 200);
    assert.equal((await browser.post('/v1/me/phone_numbers', { phone_number: '+12025550147' })).status, 200);
    assert.equal((await browser.post('/v1/me/passkeys')).status, 200);
    const refused = await REMOVALS.passkey.remove(world);
    assert.deepEqual([refused.status, refused.code], [400, 'identification_deletion_failed']);
  });
});
