import assert from 'node:assert/strict';
import type { Clerk } from '../../../src/client/clerk.ts';
import type { SessionResource } from '../../../src/client/resources/types/session.ts';
import { PASSWORD, type TestInstance } from '../../support/instance.ts';
import { type Live, OneBrowser, sessionOf } from './one-browser.ts';

export const ACCOUNTS = 3;
export const TABS = 3;
export const BROWSERS = 2;
export const KINDS = [
  'sign in',
  'sign up',
  'sign out one',
  'sign out all',
  'switch',
  'revoke',
  'ban',
  'delete',
  'refresh',
  'look at',
  'reload',
  'close',
  'fall asleep',
  'wait',
  'hold answers',
  'release answers',
] as const;

export interface Step {
  kind: (typeof KINDS)[number];
  browser: number;
  tab: number;
  account: number;
  seconds: number;
  /** The first answer to what the tab does is lost. */
  isLost: boolean;
}

interface Options {
  touchSession: boolean;
  /** The last tab of the first browser stays with the first account. */
  isPinned: boolean;
}

/** What tabs learn when they ask: at the next refresh or focus, not at once. */
const REMOTE: readonly Step['kind'][] = ['revoke', 'ban', 'delete', 'wait'];
/** Milliseconds by which the clocks of two browsers are apart while time passes. */
const SLICE = 5000;

/** Two browsers with three tabs each, of which one is visible, and what is done in them. */
export class History {
  readonly #instance: TestInstance;
  readonly #options: Options;
  readonly #browsers: OneBrowser[] = [];
  readonly #emails: string[] = [];
  readonly #log: string[] = [];
  #emailCount = 0;
  /** Something has happened of which some tabs hear later. */
  #isBehind = false;

  private constructor(instance: TestInstance, options: Options) {
    this.#instance = instance;
    this.#options = options;
  }

  static async begin(instance: TestInstance, options: Options): Promise<History> {
    const history = new History(instance, options);
    for (let account = 0; account < ACCOUNTS; account++) {
      history.#emails.push(history.#newEmail());
      await instance.signUp(instance.browser(), history.#emails[account] as string);
    }
    for (let at = 0; at < BROWSERS; at++) {
      const pinned = options.isPinned && at === 0 ? { tab: TABS - 1, email: history.#emails[0] as string } : undefined;
      const browser = new OneBrowser(instance, { touchSession: options.touchSession }, pinned);
      history.#browsers.push(browser);
      await browser.look(0);
    }
    return history;
  }

  async end(): Promise<void> {
    for (const browser of this.#browsers) await browser.close();
  }

  async take(step: Step): Promise<void> {
    const { kind, browser: at, tab, account, seconds } = step;
    const lost = step.isLost ? ', lost' : '';
    this.#log.push(`${kind} (browser ${at}, tab ${tab}, ${this.#emails[account]}, ${seconds} s${lost})`);
    const browser = this.#browsers[at] as OneBrowser;
    const before = await Promise.all(this.#browsers.map((each) => each.listLive()));
    await this.#act(step, browser);
    for (const each of this.#browsers) await each.device.settle();
    const isHolding = this.#browsers.some((each) => each.isHolding);
    this.#isBehind ||= isHolding || step.isLost || REMOTE.includes(kind);
    if (isHolding) return;
    if (this.#isBehind) await this.#catchUp();
    for (const [i, each] of this.#browsers.entries()) {
      await this.#check(each);
      this.#checkEnded(step, before[i] as Live[], await each.listLive(), i === at);
    }
  }

  async #act({ kind, tab, account, seconds, isLost }: Step, browser: OneBrowser): Promise<void> {
    if (kind === 'wait') {
      // No answer is held back for more than a few seconds.
      if (seconds > 5) for (const each of this.#browsers) await each.release();
      return this.#pass(seconds * 1000);
    }
    if (kind === 'release answers') return browser.release();
    if (kind === 'fall asleep') return browser.freeze(tab);
    if (kind === 'close') return browser.forget(tab);
    if (kind === 'reload') await browser.reload(tab);
    if (kind === 'ban') {
      const userId = await this.#userId(account);
      if (userId) await this.#instance.storage.updateUser(userId, { banned: true }, this.#instance.clock.now());
      return;
    }
    const { clerk } = await browser.look(tab);
    await browser.device.settle();
    if (kind === 'hold answers') return browser.hold(tab);
    const session = sessionOf(clerk, this.#emails[account]);
    const done = this.#perform(kind, clerk, account, session, () => isLost && browser.lose(tab)).catch((error: Error) =>
      this.#log.push(`  ${error.name} ${error.message}`),
    );
    if (browser.isHolding) return;
    await done;
    browser.stopLosing();
  }

  async #perform(
    kind: Step['kind'],
    clerk: Clerk,
    account: number,
    session: SessionResource | undefined,
    lose: () => void,
  ): Promise<unknown> {
    const { client } = clerk;
    const email = this.#emails[account];
    if (kind === 'sign in' && !session) {
      const made = await client?.signIn.create({ identifier: email, password: PASSWORD });
      return clerk.setActive({ session: made?.createdSessionId });
    }
    if (kind === 'sign up') {
      const emailAddress = this.#newEmail();
      const made = await client?.signUp.create({ emailAddress, password: PASSWORD });
      await made?.prepareVerification({ strategy: 'email_code' });
      const code = this.#instance.mailbox.lastCode(emailAddress);
      const done = await made?.attemptVerification({ strategy: 'email_code', code });
      this.#emails[account] = emailAddress;
      return clerk.setActive({ session: done?.createdSessionId });
    }
    // A browser that loses the answer to a sign-in loses its new cookie, so only what follows may be lost.
    lose();
    if (kind === 'switch' && session) return clerk.setActive({ session });
    if (kind === 'sign out one' && session) return clerk.signOut(() => {}, { sessionId: session.id });
    if (kind === 'sign out all') return clerk.signOut(() => {});
    if (kind === 'refresh') return clerk.session?.getToken({ skipCache: true });
    if (kind === 'delete') return session?.user?.delete();
    if (kind === 'revoke') {
      const list = (await session?.user?.getSessions()) ?? [];
      for (const each of list) if (each.id !== session?.id) await each.revoke();
    }
    return undefined;
  }

  /** Lets as much time pass as every tab needs to hear what happened elsewhere, and turns to the visible ones. */
  async #catchUp(): Promise<void> {
    this.#isBehind = false;
    for (let round = 0; round < 2; round++) {
      for (const browser of this.#browsers) await browser.turnTo();
      await this.#pass(61_000);
    }
  }

  async #pass(milliseconds: number): Promise<void> {
    for (let left = milliseconds; left > 0; left -= SLICE) {
      for (const { device } of this.#browsers) await device.world.advance(Math.min(SLICE, left));
    }
  }

  async #check(browser: OneBrowser): Promise<void> {
    const live = (await browser.listLive()).map(({ id }) => id);
    const awake = browser.awakePages();
    const told = () =>
      [...this.#log, `live: ${live}`, ...awake.map(({ name, clerk }) => `${name}: ${clerk.session?.id}`)].join('\n');
    for (const { clerk } of awake) {
      const known = clerk.client?.signedInSessions.map(({ id }) => id) ?? [];
      // Without touches a tab does not ask for the client when it gets the focus.
      if (this.#options.touchSession) assert.deepEqual(known.sort(), live.toSorted(), `other sessions\n${told()}`);
      assert.ok(!clerk.session || live.includes(clerk.session.id), `over, yet shown\n${told()}`);
    }
    const free = awake.filter(({ isPinned }) => !isPinned);
    const shown = new Set(free.map(({ clerk }) => clerk.session?.id));
    assert.ok(shown.size <= 1, `different sessions\n${told()}`);
    if (free.length === 0) return;
    const [id] = shown;
    assert.equal(id !== undefined, live.length > 0, `${id ? 'signed in' : 'signed out'}\n${told()}`);
    const present = await browser.device.whoIsThere();
    if (id) assert.equal(present, id, `the application's server\n${told()}`);
    else assert.ok(!present.startsWith('sess_'), `the application's server says ${present}\n${told()}`);
  }

  /** Nobody is signed out but by what was done. */
  #checkEnded({ kind, account }: Step, before: Live[], after: Live[], isHere: boolean): void {
    const gone = before.filter(({ id }) => !after.some((each) => each.id === id));
    const email = this.#emails[account];
    for (const each of gone) {
      const isMeant =
        (kind === 'sign out all' && isHere) ||
        (kind === 'sign out one' && isHere && each.email === email) ||
        ((kind === 'revoke' || kind === 'ban' || kind === 'delete') && each.email === email);
      const isReleased = kind === 'release answers' || kind === 'wait';
      assert.ok(isMeant || isReleased, `${each.email} was signed out\n${this.#log.join('\n')}`);
    }
  }

  async #userId(account: number): Promise<string | undefined> {
    const found = await this.#instance.storage.findVerifiedEmailAddress(this.#emails[account] as string);
    return found?.user_id;
  }

  #newEmail(): string {
    return `user-${++this.#emailCount}@example.com`;
  }
}
