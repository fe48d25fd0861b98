import { it } from 'node:test';
import * as fc from 'fast-check';
import { LOCK_MS } from '../../../src/server/users/lockout.ts';
import { compareWorlds } from '../../support/compare-answers.ts';
import { onSqlite } from '../../support/each-storage.ts';
import { PASSWORD, type TestInstance } from '../../support/instance.ts';
import {
  DISCREET,
  identifiers,
  nextPerson,
  type Person,
  phoneSpellings,
  register,
  type Spelling,
  spellings,
  standings,
} from '../../support/persons.ts';
import type { Answer, TestBrowser } from '../../support/test-browser.ts';

const SIGN_INS = '/v1/client/sign_ins';
const SIGN_UPS = '/v1/client/sign_ups';
const DAY = 86_400_000;
const WRONG = 'a wrong long phrase';

const STRATEGIES = [
  'email_code',
  'email_link',
  'reset_password_email_code',
  'phone_code',
  'reset_password_phone_code',
  'passkey',
  'web3_metamask_signature',
  'oauth_google',
] as const;

type Command =
  | { do: 'wait'; ms: number }
  | { do: 'start' | 'reload' | 'guess' | 'owner signs in'; of: keyof Person; spelling: Spelling }
  | { do: 'prepare' | 'prepare at once' | 'attempt'; of: keyof Person; spelling: Spelling; strategy: string }
  | { do: 'sign up'; of: 'email' | 'phone' | 'wallet'; spelling: Spelling };

const commands: fc.Arbitrary<Command> = fc.oneof(
  fc.record({ do: fc.constant('wait'), ms: fc.constantFrom(1_000, 31_000, 600_000, LOCK_MS, DAY) }),
  fc
    .tuple(identifiers, fc.constantFrom('start', 'reload', 'guess', 'guess', 'owner signs in'))
    .map(([identifier, name]) => ({ do: name, ...identifier })),
  fc
    .tuple(identifiers, fc.constantFrom('prepare', 'prepare at once', 'attempt'), fc.constantFrom(...STRATEGIES))
    .map(([identifier, name, strategy]) => ({ do: name, strategy, ...identifier })),
  fc
    .record({ of: fc.constantFrom('email', 'wallet'), spelling: spellings })
    .map((identifier) => ({ do: 'sign up', ...identifier })),
  fc.record({ do: fc.constant('sign up'), of: fc.constant('phone'), spelling: phoneSpellings }),
) as fc.Arbitrary<Command>;
/** Everything that can be asked before anything is proven. */
function ask(browser: TestBrowser, person: Person, command: Exclude<Command, { do: 'wait' }>): Promise<Answer> {
  const typed = command.spelling(person[command.of]);
  const redirect_url = 'https://app.example.com/';
  const start = (form: Record<string, string> = {}) => browser.post(SIGN_INS, { identifier: typed, ...form });
  const pathOf = async () => `${SIGN_INS}/${(await start()).response.id}`;
  const asks: Record<typeof command.do, () => Promise<Answer>> = {
    start: () => start(),
    async reload() {
      await start();
      return browser.get('/v1/client');
    },
    guess: () => start({ password: WRONG }),
    'owner signs in': () => start(),
    async prepare() {
      const { strategy = '' } = command as { strategy?: string };
      return browser.post(`${await pathOf()}/prepare_first_factor`, { strategy, redirect_url });
    },
    async 'prepare at once'() {
      const { strategy = '' } = command as { strategy?: string };
      return start({ strategy, redirect_url });
    },
    async attempt() {
      const { strategy = '' } = command as { strategy?: string };
      const path = await pathOf();
      await browser.post(`${path}/prepare_first_factor`, { strategy, redirect_url });
      const form = { strategy, code: '000000', signature: `0x${'1'.repeat(130)}`, public_key_credential: '{}' };
      await browser.post(`${path}/attempt_first_factor`, form);
      await browser.post(`${path}/attempt_first_factor`, form);
      return browser.get(path);
    },
    async 'sign up'() {
      const fields = { email: 'email_address', phone: 'phone_number', wallet: 'web3_wallet' } as const;
      const ways = { email: 'email_code', phone: 'phone_code', wallet: 'web3_metamask_signature' } as const;
      const of = command.of as keyof typeof fields;
      const begun = await browser.post(SIGN_UPS, { [fields[of]]: typed, password: 'another long phrase' });
      if (begun.status !== 200) return begun;
      const path = `${SIGN_UPS}/${begun.response.id}`;
      await browser.post(`${path}/prepare_verification`, { strategy: ways[of] });
      const form = { strategy: ways[of], code: '000000', signature: `0x${'1'.repeat(130)}` };
      await browser.post(`${path}/attempt_verification`, form);
      return browser.get('/v1/client');
    },
  };
  return asks[command.do]();
}

/** Signs in, should that be possible, and has a code sent to prove it again. */
async function actAsOwner(browser: TestBrowser, { email }: Person): Promise<void> {
  const { response } = await browser.post(SIGN_INS, { identifier: email, password: PASSWORD });
  if (response?.status !== 'complete') return;
  const path = `/v1/client/sessions/${response.created_session_id}/verify`;
  await browser.post(path, { level: 'first_factor' });
  await browser.post(`${path}/prepare_first_factor`, { strategy: 'email_code' });
}

onSqlite('with enumeration protection, whether there is an account', (open) => {
  const secret = new Uint8Array(32).fill(7);
  const openWorlds = async () =>
    [await open({ config: DISCREET, secret }), await open({ config: DISCREET, secret })] as const;
  const visitor = ({ browser }: TestInstance) => browser({ ip: '203.0.113.9' });

  it('no sequence of requests tells whether there is an account', async () => {
    const worlds = await openWorlds();
    const [known] = worlds;
    await fc.assert(
      fc.asyncProperty(standings, fc.array(commands, { minLength: 3, maxLength: 10 }), async (standing, history) => {
        const person = nextPerson();
        await register(known, person, standing);
        for (const command of history) {
          if (command.do === 'wait') {
            for (const { clock } of worlds) clock.advance(command.ms);
            continue;
          }
          if (command.do === 'owner signs in') {
            await actAsOwner(visitor(known), person);
          }
          await compareWorlds(worlds, (world) => ask(visitor(world), person, command));
        }
      }),
      { numRuns: 15 },
    );
  });
});
