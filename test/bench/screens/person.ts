import type { BrowserContext, Locator, Page } from 'playwright';
import { addVirtualAuthenticator } from '../../support/virtual-authenticator.ts';
import { type Account, PASSWORD } from './account.ts';
import { createPasskey, isKept, signIn, wayTo } from './in-page.ts';
import type { Screen, Side } from './pages.ts';
import type { BenchSite } from './site.ts';
import { Tab } from './tab.ts';

/** What a job cost. */
export interface Cost {
  /** Activations with the pointer. */
  clicks: number;
  /** Presses of Enter, Tab and the keys that select a text. */
  keys: number;
  /** Values typed or chosen. A value counts once, however long it is. */
  fields: number;
  /** Screens that asked for something. */
  screens: number;
  /** Milliseconds from the first interaction, or from the start of the navigation, to the outcome. */
  ms: number;
}

export interface PersonOptions {
  side: Side;
  site: BenchSite;
  context: BrowserContext;
  /** Milliseconds that each request takes more, from the first interaction on. */
  latency: number;
}

/**
 * Somebody who does a job in one browser: reads in no time, types in no time, and acts as soon as a control is visible,
 * enabled, at rest and not covered. Each act is counted.
 */
export class Person {
  readonly side: Side;
  readonly site: BenchSite;
  readonly cost: Cost = { clicks: 0, keys: 0, fields: 0, screens: 0, ms: 0 };
  readonly #context: BrowserContext;
  readonly #latency: number;
  #tab: Tab;
  #from: number | undefined;
  #isPreparing = false;

  private constructor({ side, site, context, latency }: PersonOptions, tab: Tab) {
    this.#tab = tab;
    this.side = side;
    this.site = site;
    this.#context = context;
    this.#latency = latency;
  }

  static async start(options: PersonOptions): Promise<Person> {
    const person = new Person(options, await Tab.open(options.context));
    await person.page.goto(`${options.site.origin}/home`);
    await person.page.evaluate(() => localStorage.clear());
    return person;
  }

  /** The tab in which the job goes on. */
  get page(): Page {
    return this.#tab.page;
  }

  /** Closes the pages and signs the browser out. The files that they loaded stay in the cache of the context. */
  async finish(): Promise<void> {
    await Promise.all(this.#context.pages().map((page) => page.close()));
    await this.#context.clearCookies();
  }

  /** Signs this browser in before the job, without any screen. */
  async isSignedIn(account: Account, password = PASSWORD): Promise<void> {
    const status = await this.page.evaluate(signIn, { identifier: account.email, password });
    if (status !== 200) throw new Error(`The sign-in before the job was answered ${status}.`);
  }

  /** Gives the browser an authenticator that confirms for the user. */
  async hasAuthenticator(): Promise<void> {
    await addVirtualAuthenticator(this.page);
  }

  /** Creates a passkey of the account in this browser, which is signed out afterwards. */
  async hasPasskey(account: Account): Promise<void> {
    await this.hasAuthenticator();
    await this.isSignedIn(account);
    await this.page.evaluate(createPasskey);
    await this.#context.clearCookies();
  }

  /** Does what comes before the job in the screens themselves. Nothing of it is counted. */
  async prepares(steps: () => Promise<void>): Promise<void> {
    this.#isPreparing = true;
    await steps();
    this.#isPreparing = false;
    Object.assign(this.cost, { clicks: 0, keys: 0, fields: 0, screens: 0, ms: 0 });
  }

  /** Signs this browser out of all accounts. What the screens keep on the device stays. */
  async isSignedOut(): Promise<void> {
    await this.page.evaluate(() => fetch('/v1/client/sessions?_method=DELETE', { method: 'POST' }));
  }

  /** Opens a screen before the job begins. The clock does not run. @param control is usable then */
  async open(screen: Screen, control: string | Locator, path = ''): Promise<void> {
    await this.page.goto(`${this.site.origin}/${this.side}/${screen}${path}`);
    await this.#usable(this.#at(control));
    await this.page.waitForLoadState('networkidle');
    this.cost.screens++;
  }

  /** Opens a screen as the first act of the job. @param control is usable then */
  async visit(screen: Screen, control: string): Promise<void> {
    await this.#act();
    await this.page.goto(`${this.site.origin}/${this.side}/${screen}`, { waitUntil: 'commit' });
    await this.#usable(this.#at(control));
    this.cost.screens++;
  }

  /** Waits until the next screen shows a control. Whether it is usable is up to the act on it. */
  async see(control: string | Locator): Promise<void> {
    await this.#at(control).waitFor();
    this.cost.screens++;
  }

  /** Waits for something that the user only reads. */
  async reads(what: string | Locator): Promise<void> {
    await this.#at(what).waitFor();
  }

  async click(control: string | Locator): Promise<void> {
    await this.#act();
    this.cost.clicks++;
    await this.#at(control).click();
  }

  /** Types a value into a field, and gets there in the shortest way: it has the focus, is next by Tab, or is clicked. */
  async type(field: string | Locator, value: string): Promise<void> {
    await this.#act();
    const input = this.#at(field);
    await this.#usable(input);
    await this.#focus(input);
    this.cost.fields++;
    if (await input.evaluate(isKept)) await this.key('ControlOrMeta+a');
    await this.page.keyboard.insertText(value);
  }

  /** Types a code on a screen that asks for it, once the request that sends it is answered: no message arrives before that. */
  async code(field: string | Locator, digits: string): Promise<void> {
    const input = this.#at(field);
    await input.waitFor({ state: 'attached' });
    this.cost.screens++;
    await this.#tab.sent();
    await this.#act();
    await this.#focus(input);
    this.cost.fields++;
    await this.page.keyboard.insertText(digits);
  }

  /** Reads what a node says, or what a field holds. */
  async text(what: string): Promise<string> {
    const node = this.#at(what);
    await node.waitFor();
    return node.evaluate((each) => (each instanceof HTMLInputElement ? each.value : (each.textContent ?? '')));
  }

  /** Returns what the next answer to a request with this URL says. */
  async answer(url: RegExp): Promise<ReturnType<typeof JSON.parse>> {
    const answer = await this.page.waitForResponse((response) => url.test(response.url()));
    return (await answer.json()).response;
  }

  /** Whether a screen asks for a value. It may have kept the one from before, in the field or without one. */
  async isAsked(field: string): Promise<boolean> {
    return (await this.#at(field).count()) > 0 && (await this.text(field)) === '';
  }

  /** Presses Enter in the form that has the focus, once its button takes it. */
  async enter(button: string | Locator = '.cl-formButtonPrimary'): Promise<void> {
    const at = this.#at(button);
    await at.waitFor();
    await at.and(this.page.locator(':not([disabled]):not([aria-disabled=true])')).waitFor();
    await this.key('Enter');
  }

  async key(name: 'Enter' | 'Tab' | 'ControlOrMeta+a'): Promise<void> {
    await this.#act();
    this.cost.keys++;
    await this.page.keyboard.press(name);
  }

  /** Chooses a file, which the system's own dialog does for a person. */
  async choose(button: string, file: { name: string; mimeType: string; buffer: Buffer }): Promise<void> {
    const opening = this.page.waitForEvent('filechooser');
    await this.click(button);
    this.cost.fields++;
    await (await opening).setFiles(file);
  }

  /** Opens the link of a message in another tab, which then is the page of the job. */
  async openLink(to: string): Promise<void> {
    await this.#tab.sent();
    const { url = '' } = await this.site.message(to);
    await this.#act();
    this.cost.clicks++;
    this.#tab = await Tab.open(this.#context);
    await this.#tab.slowDown(this.#latency);
    await this.page.goto(url, { waitUntil: 'commit' });
  }

  /** The job ends at the page of the application, which has arrived. */
  async arrives(at: '/home' | '/out' = '/home'): Promise<void> {
    await this.page.waitForURL((url) => url.pathname === at, { waitUntil: 'commit' });
    await this.page.locator('#arrived').waitFor();
    this.#done();
  }

  /** The job ends when this is on screen. */
  async ends(what: string | Locator, state: 'visible' | 'hidden' = 'visible'): Promise<void> {
    await this.#at(what).waitFor({ state });
    this.#done();
  }

  /** Begins the job with its first act. */
  async #act(): Promise<void> {
    if (this.#from !== undefined || this.#isPreparing) return;
    await this.#tab.slowDown(this.#latency);
    this.#from = performance.now();
  }

  #done(): void {
    this.cost.ms = performance.now() - (this.#from ?? Number.NaN);
  }

  async #usable(control: Locator): Promise<void> {
    await control.click({ trial: true });
  }

  async #focus(input: Locator): Promise<void> {
    const way = await input.evaluate(wayTo);
    if (way === 'tab') await this.key('Tab');
    else if (way === 'click') {
      this.cost.clicks++;
      await input.click({ force: true });
    }
  }

  #at(what: string | Locator): Locator {
    return typeof what === 'string' ? this.page.locator(`${what}:visible`).last() : what;
  }
}
