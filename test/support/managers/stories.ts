import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { Secret, TOTP } from 'otpauth';
import { authPages } from '../auth-pages.ts';
import { type Site, startSite } from '../site.ts';
import type { Driver } from './driver.ts';
import type { Login, Manager, Question } from './manager.ts';

const ADA = 'ada@example.com';
const BEA = 'bea@example.com';
const FIRST = 'violet kettle on a northern roof';
const SECOND = 'seven brown owls at the station';
const THIRD = 'a lantern for the long corridor';
/** Milliseconds after which a sensitive change needs reverification. */
const STALE = 700_000;
/** Milliseconds that a code of an authenticator app is good for. */
const STEP = 30_000;

/** Milliseconds after which a wait fails. */
const LIMIT = 120_000;

const PASSWORD = 'input[autocomplete=current-password]';
const NEW_PASSWORD = 'input[autocomplete=new-password]';
const CODE = 'input[autocomplete=one-time-code]';
const CHANGE_PASSWORD = '.cl-profileSection__password button';
const CONTINUE = '.cl-formButtonPrimary';
const CODE_SENT = '.cl-formResendCodeLink[aria-disabled=true]';

const pages = authPages({
  others: (pathname) => (pathname === '/user' ? '<clerk-user-profile></clerk-user-profile>' : undefined),
});

/** A site with an account, and a password manager that knows what the stories before have saved. */
export class Visit {
  readonly site: Site;
  readonly manager: Manager;
  #ahead = 0;

  private constructor(site: Site, manager: Manager) {
    this.site = site;
    this.manager = manager;
  }

  static async begin(start: () => Promise<Manager>): Promise<Visit> {
    const [site, manager] = await Promise.all([startSite(pages, { secondFactors: { totp: true } }), start()]);
    return new Visit(site, manager);
  }

  get driver(): Driver {
    return this.manager.driver;
  }

  advance(ms: number): void {
    this.#ahead += ms;
    this.site.advance(ms);
  }

  get now(): number {
    return Date.now() + this.#ahead;
  }

  goto(path: string): Promise<void> {
    return this.driver.goto(this.site.origin + path);
  }

  async signOut(): Promise<void> {
    await this.goto('/');
    await this.signedIn();
    await this.driver.evaluate('await Clerk.signOut(() => {})');
  }

  /** Waits until the start page has loaded with its user. */
  signedIn(): Promise<void> {
    return this.driver.waitFor(`return location.pathname === '/' && document.readyState === 'complete' &&
      !!window.Clerk?.user && !!document.querySelector('button.cl-userButtonTrigger')`);
  }

  /** Types the code that the step on screen has sent. */
  async enterCode(to: string): Promise<void> {
    await this.driver.waitFor(`return !!document.querySelector('${CODE_SENT}')`);
    await this.driver.type(CODE, await this.site.lastCode(to));
  }

  /** Waits until the manager has filled in a field. */
  async filled(selector: string, value: string): Promise<void> {
    await this.driver.waitFor(`return !!document.querySelector('${selector}')`);
    await this.manager.askToFill?.(selector);
    await this.driver.waitFor(`return document.querySelector('${selector}')?.value === args[0]`, value);
  }

  /** Waits for the question of the manager, says yes, and waits until its store has these logins. */
  async accepts(expected: Required<Question>, kept: Login[]): Promise<void> {
    assert.deepEqual({ password: expected.password, ...(await this.manager.question()) }, expected);
    await this.manager.accept();
    await this.keeps(kept);
  }

  /** Waits until the manager's store has these logins and no others. */
  async keeps(expected: Login[]): Promise<void> {
    const end = performance.now() + LIMIT;
    while (!isDeepStrictEqual(await this.manager.saved(), expected) && performance.now() < end) await wait(100);
    assert.deepEqual(await this.manager.saved(), expected);
  }

  async close(): Promise<void> {
    await this.manager.close();
    await this.site.close();
  }
}

/** The columns of the table in their order, and how each is tried. A story needs those before it. */
export const STORIES = {
  async 'sign-up'(visit) {
    const { driver } = visit;
    await visit.goto('/sign-up');
    await driver.type('input[name=emailAddress]', ADA);
    await driver.type(NEW_PASSWORD, FIRST);
    await driver.click(CONTINUE);
    await visit.accepts({ kind: 'save', username: ADA, password: FIRST }, [{ username: ADA, password: FIRST }]);
    await visit.enterCode(ADA);
    await visit.signedIn();
    return 'saved';
  },
  async 'sign-in'(visit) {
    await visit.signOut();
    await visit.goto('/sign-in');
    await visit.filled('input[name=identifier]', ADA);
    await visit.filled(PASSWORD, FIRST);
    await visit.driver.click(CONTINUE);
    await visit.signedIn();
    assert.equal(await visit.manager.isAsking(), false, 'a question about a password that is saved');
    return 'filled in';
  },
  async 'sign-in, password step'(visit) {
    const { driver } = visit;
    await visit.signOut();
    await visit.goto('/sign-in');
    await visit.filled(PASSWORD, FIRST);
    // Without a password, the first step leads to the next one.
    await driver.clear(PASSWORD);
    await driver.click(CONTINUE);
    await driver.waitFor("return location.pathname === '/sign-in/factor-one'");
    await visit.filled(PASSWORD, FIRST);
    await driver.click(CONTINUE);
    await visit.signedIn();
    return 'filled in';
  },
  async reverification(visit) {
    await visit.goto('/user#/security');
    await visit.driver.waitFor(`return !!document.querySelector('${CHANGE_PASSWORD}')`);
    visit.advance(STALE);
    await changePassword(visit, SECOND);
    await visit.filled(`dialog ${PASSWORD}`, FIRST);
    await visit.driver.click(`dialog ${CONTINUE}`);
    return 'filled in';
  },
  async 'change password'(visit) {
    await visit.accepts({ kind: 'update', username: ADA, password: SECOND }, [{ username: ADA, password: SECOND }]);
    return 'updated';
  },
  async 'reset password'(visit) {
    const { driver } = visit;
    await visit.signOut();
    visit.advance(STALE);
    await visit.goto('/sign-in');
    await visit.filled(PASSWORD, SECOND);
    await driver.click('.cl-formFieldAction__password');
    await visit.enterCode(ADA);
    await driver.type(NEW_PASSWORD, THIRD);
    await driver.click(CONTINUE);
    await visit.accepts({ kind: 'update', username: ADA, password: THIRD }, [{ username: ADA, password: THIRD }]);
    await visit.signedIn();
    return 'updated';
  },
  async 'one-time code'(visit) {
    const { driver, manager } = visit;
    const secret = await driver.evaluate<string>('return (await Clerk.user.createTOTP()).secret');
    const totp = () => {
      visit.advance(2 * STEP);
      return TOTP.generate({ secret: Secret.fromBase32(secret), timestamp: visit.now });
    };
    await driver.evaluate('await Clerk.user.verifyTOTP({ code: args[0] })', totp());
    await manager.keepTotp?.(ADA, secret);
    await visit.signOut();
    await visit.goto('/sign-in');
    await visit.filled(PASSWORD, THIRD);
    await driver.click(CONTINUE);
    await driver.waitFor(`return location.pathname === '/sign-in/factor-two' && !!document.querySelector('${CODE}')`);
    if (manager.keepTotp) {
      await manager.askToFill?.(CODE);
    } else {
      assert.equal(await driver.evaluate(`return document.querySelector('${CODE}').value`), '');
      await driver.type(CODE, totp());
    }
    await visit.signedIn();
    assert.equal(await manager.isAsking(), false, 'a question about a code');
    await visit.keeps([{ username: ADA, password: THIRD }]);
    return manager.keepTotp ? 'filled in' : 'left alone';
  },
  async 'suggested password'(visit) {
    const { driver, manager } = visit;
    if (!manager.suggest) return manager.noSuggestion ?? 'none';
    await visit.signOut();
    await visit.goto('/sign-up');
    await driver.type('input[name=emailAddress]', BEA);
    await manager.suggest(NEW_PASSWORD);
    await driver.waitFor(`return document.querySelector('${NEW_PASSWORD}').value.length >= 8`);
    const password = await driver.evaluate<string>(`return document.querySelector('${NEW_PASSWORD}').value`);
    await driver.click(CONTINUE);
    await visit.enterCode(BEA);
    await visit.signedIn();
    if (await manager.isAsking()) await manager.accept();
    await visit.keeps([
      { username: ADA, password: THIRD },
      { username: BEA, password },
    ]);
    return 'saved';
  },
} satisfies Record<string, (visit: Visit) => Promise<string>>;

export type Story = keyof typeof STORIES;

async function changePassword(visit: Visit, password: string): Promise<void> {
  const { driver } = visit;
  await driver.click(CHANGE_PASSWORD);
  await driver.type(NEW_PASSWORD, password);
  await driver.evaluate("document.querySelector('input[name=signOutOfOtherSessions]').checked = false");
  await driver.click(`.cl-actionCard__password ${CONTINUE}`);
}
