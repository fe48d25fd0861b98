import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import fc from 'fast-check';
import type { LoadOptions } from '../../../src/client/types.ts';
import { hashClientToken } from '../../../src/server/ids.ts';
import { Device, type Page } from '../../support/device.ts';
import { getTestInstance, PASSWORD, type TestInstance } from '../../support/instance.ts';

const ACCOUNTS = ['ada@example.com', 'bob@example.com'];
const TABS = 3;
const KINDS = [
  'sign in',
  'sign out one',
  'sign out all',
  'switch',
  'refresh',
  'look at',
  'reload',
  'close',
  'fall asleep',
  'wait',
  'hold answers',
  'release answers',
] as const;

interface Step {
  kind: (typeof KINDS)[number];
  tab: number;
  account: number;
  seconds: number;
}

const step: fc.Arbitrary<Step> = fc.record({
  // The other steps need a signed-in user.
  kind: fc.constantFrom('sign in', 'sign in', ...KINDS),
  tab: fc.constantFrom(0, 0, 0, ...Array.from({ length: TABS }, (_, tab) => tab)),
  account: fc.nat({ max: ACCOUNTS.length - 1 }),
  seconds: fc.constantFrom(0.3, 1, 7, 51, 70, 600),
});

describe('two accounts in three tabs', () => {
  let instance: TestInstance;
  before(async () => {
    instance = await getTestInstance();
    for (const account of ACCOUNTS) await instance.signUp(instance.browser(), account);
  });
  after(() => instance.close());

  it('random histories never sign out a user whose session lives, nor sign in one whose session ended', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 14 }), fc.boolean(), async (steps, touchSession) => {
        const history = await History.begin(instance, { touchSession });
        try {
          for (const each of steps) await history.take(each);
        } finally {
          await history.end();
        }
      }),
      { numRuns: 60 },
    );
  });
});

/** A browser with three tabs, one of which is visible. */
class History {
  readonly #instance: TestInstance;
  readonly #device: Device;
  readonly #pages: (Page | undefined)[] = [];
  readonly #options: LoadOptions;
  readonly #log: string[] = [];
  #shown = 0;
  /** The tab whose answers are held back, and the functions that release them. */
  #holding: number | undefined;
  #letGo: (() => void)[] = [];
  #heldWrites = 0;

  constructor(instance: TestInstance, options: LoadOptions) {
    this.#options = options;
    this.#instance = instance;
    this.#device = new Device(instance);
    this.#device.deliver = (request, tab) => {
      if (this.#holding === undefined || this.#pages[this.#holding]?.tab !== tab) return undefined;
      if (request.method === 'POST' && !request.url.includes('/tokens')) this.#heldWrites++;
      return new Promise<void>((resolve) => this.#letGo.push(resolve));
    };
  }

  static async begin(instance: TestInstance, options: LoadOptions): Promise<History> {
    const history = new History(instance, options);
    await history.#look(0);
    return history;
  }

  async end(): Promise<void> {
    await this.#release();
    for (const page of this.#pages) page?.tab.close();
    await this.#device.settle();
  }

  async take(each: Step): Promise<void> {
    this.#log.push(`${each.kind} (tab ${each.tab}, ${ACCOUNTS[each.account]}, ${each.seconds} s)`);
    await this.#act(each);
    await this.#device.settle();
    await this.#check();
  }

  async #act({ kind, tab, account, seconds }: Step): Promise<void> {
    if (kind === 'wait') {
      // No answer is held back for more than a few seconds.
      if (seconds > 5) await this.#release();
      return this.#device.world.advance(seconds * 1000);
    }
    if (kind === 'release answers') return this.#release();
    if (kind === 'fall asleep') {
      if (tab !== this.#shown) this.#pages[tab]?.tab.freeze();
      return;
    }
    if (kind === 'close') {
      if (this.#holding === tab) await this.#release();
      if (tab !== this.#shown) this.#forget(tab);
      return;
    }
    if (kind === 'reload') {
      if (this.#holding === tab) await this.#release();
      this.#forget(tab);
    }
    const { clerk } = await this.#look(tab);
    await this.#device.settle();
    if (kind === 'hold answers' && this.#holding === undefined) this.#holding = tab;
    const session = clerk.client?.signedInSessions.find(
      ({ user }) => user?.primaryEmailAddress?.emailAddress === ACCOUNTS[account],
    );
    const act = async (): Promise<unknown> => {
      if (kind === 'sign in' && !session) {
        const made = await clerk.client?.signIn.create({ identifier: ACCOUNTS[account], password: PASSWORD });
        return clerk.setActive({ session: made?.createdSessionId });
      }
      if (kind === 'switch' && session) return clerk.setActive({ session });
      if (kind === 'sign out one' && session) return clerk.signOut(() => {}, { sessionId: session.id });
      if (kind === 'sign out all') return clerk.signOut(() => {});
      if (kind === 'refresh') return clerk.session?.getToken({ skipCache: true });
      return undefined;
    };
    const done = act().catch((error: Error) => this.#log.push(`  ${error.name} ${error.message}`));
    if (this.#holding !== tab) await done;
  }

  /** Makes a tab visible, which hides the one before. */
  async #look(tab: number): Promise<Page> {
    if (tab !== this.#shown) this.#pages[this.#shown]?.tab.hide();
    this.#shown = tab;
    const known = this.#pages[tab];
    if (known && known.tab.visible) return known;
    if (known) {
      known.tab.thaw();
      known.tab.show();
      return known;
    }
    const page = await this.#device.open(this.#options);
    this.#pages[tab] = page;
    page.tab.show();
    return page;
  }

  #forget(tab: number): void {
    this.#pages[tab]?.tab.close();
    this.#pages[tab] = undefined;
  }

  async #release(): Promise<void> {
    this.#holding = undefined;
    for (const letGo of this.#letGo.splice(0)) letGo();
    this.#heldWrites = 0;
    await this.#device.settle();
  }

  async #check(): Promise<void> {
    const page = this.#pages[this.#shown];
    const present = await this.#device.whoIsThere();
    const shown = page?.clerk.session?.id;
    const told = () => `${this.#log.join('\n')}\nshown ${shown}, the application's server says ${present}`;
    if (shown && (await this.#lives(shown))) assert.equal(present, shown, told());
    if (this.#heldWrites) return;
    if (present.startsWith('sess_')) assert.ok(await this.#lives(present), told());
    assert.ok(!shown || (await this.#lives(shown)), `over, yet shown\n${told()}`);
    if (!(await this.#anyLives())) assert.equal(present, 'signed-out', told());
  }

  async #anyLives(): Promise<boolean> {
    const token = this.#device.apiCookies.get('__Host-clerk_client');
    if (!token) return false;
    const client = await this.#instance.storage.findClientByToken(
      hashClientToken(token, true),
      this.#instance.clock.now(),
    );
    if (!client) return false;
    return (await this.#instance.storage.listClientSessions(client.id, this.#instance.clock.now())).length > 0;
  }

  async #lives(sessionId: string): Promise<boolean> {
    return (await this.#instance.storage.findSession(sessionId))?.status === 'active';
  }
}
