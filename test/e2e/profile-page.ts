import type { Locator, Page } from 'playwright';
import { authPages } from '../support/auth-pages.ts';
import type { Site } from '../support/site.ts';
import { codeInput, codeSent } from './steps.ts';

/** The small site, with the profile at `/user` and below. */
export const profilePages = authPages({
  others: (pathname) =>
    pathname.startsWith('/user')
      ? '<clerk-user-button></clerk-user-button><clerk-user-profile path="/user"></clerk-user-profile>'
      : undefined,
});

/** The account page of the profile in one tab. */
export class ProfilePage {
  readonly page: Page;
  readonly #site: Site;

  constructor(page: Page, site: Site) {
    this.page = page;
    this.#site = site;
  }

  async open(): Promise<this> {
    await this.page.goto(`${this.#site.origin}/user`);
    await this.button('Add email address').waitFor();
    return this;
  }

  button(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }
  field(name: string): Locator {
    return this.page.locator(`.cl-actionCard input[name=${name}]`);
  }
  get card(): Locator {
    return this.page.locator('.cl-actionCard');
  }
  /** The row of an email address or phone number, once it looks like this. */
  row(text: string | RegExp): Locator {
    return this.page.locator('.cl-profileSectionListItem > .cl-profileSectionItem').filter({ hasText: text });
  }
  /** What screen readers are told. */
  async said(text: string): Promise<void> {
    await this.page
      .locator('clerk-user-profile .cl-liveRegion')
      .filter({ hasText: text })
      .waitFor({ state: 'attached' });
  }
  /** Waits until the focus is on a button. */
  async focusOn(button: Locator): Promise<void> {
    const node = await button.elementHandle();
    await this.page.waitForFunction((each) => each === document.activeElement, node);
  }

  /** Chooses an entry of the menu of a row. */
  async choose(row: string | RegExp, entry: string): Promise<void> {
    await this.menuOf(row).click();
    await this.page.getByRole('menuitem', { name: entry }).click();
  }
  menuOf(row: string | RegExp): Locator {
    return this.row(row).locator('.cl-menuButton');
  }

  /** Begins to add an email address, as far as its code or link. */
  async add(emailAddress: string): Promise<void> {
    await this.button('Add email address').click();
    await this.field('emailAddress').fill(emailAddress);
    await this.button('Add').click();
    await codeSent(this.page);
  }
  async verify(emailAddress: string): Promise<void> {
    await codeInput(this.page).fill(await this.#site.lastCode(emailAddress));
  }
}

/** Returns the newest link that was sent to an address. */
export async function lastLink({ origin }: Site, to: string): Promise<string> {
  const answer = await fetch(`${origin}/__dev/messages?to=${encodeURIComponent(to)}`);
  const [message] = (await answer.json()) as { url?: string }[];
  if (!message?.url) throw new Error(`No link was sent to ${to}.`);
  return message.url;
}
