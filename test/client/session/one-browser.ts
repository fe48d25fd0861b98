import type { Clerk } from '../../../src/client/clerk.ts';
import type { LoadOptions } from '../../../src/client/types.ts';
import { hashClientToken } from '../../../src/server/ids.ts';
import { Device, type Page } from '../../support/device.ts';
import type { TestInstance } from '../../support/instance.ts';

/** A live session as the server knows it. */
export interface Live {
  id: string;
  email: string;
}

interface OpenPage extends Page {
  name: string;
  isPinned: boolean;
  isAsleep: boolean;
}

/** A browser with several tabs, one of which is visible. */
export class OneBrowser {
  readonly device: Device;
  readonly #instance: TestInstance;
  readonly #options: LoadOptions;
  readonly #pinned: { tab: number; email: string } | undefined;
  readonly #pages = new Map<number, OpenPage>();
  #shown = 0;
  /** The tab whose answers are held back, and the functions that release them. */
  #holding: number | undefined;
  #letGo: (() => void)[] = [];
  #losing: number | undefined;

  /** @param pinned the tab that stays with an account, and its email address */
  constructor(instance: TestInstance, options: LoadOptions, pinned?: { tab: number; email: string }) {
    this.#instance = instance;
    this.#options = options;
    this.#pinned = pinned;
    this.device = new Device(instance);
    this.device.deliver = (_request, tab) => {
      const [at] = [...this.#pages].find(([, page]) => page.tab === tab) ?? [];
      if (at === undefined) return undefined;
      if (this.#losing === at) {
        this.#losing = undefined;
        return Promise.reject(new TypeError('The answer was lost.'));
      }
      return this.#holding === at ? new Promise<void>((resolve) => this.#letGo.push(resolve)) : undefined;
    };
  }

  get isHolding(): boolean {
    return this.#holding !== undefined;
  }

  /** Makes a tab visible, which hides the one before. */
  async look(tab: number): Promise<OpenPage> {
    if (tab !== this.#shown) this.#pages.get(this.#shown)?.tab.hide();
    this.#shown = tab;
    const known = this.#pages.get(tab);
    if (known?.tab.visible) return known;
    if (known) {
      known.tab.thaw();
      known.isAsleep = false;
      known.tab.show();
      return known;
    }
    const isPinned = this.#pinned?.tab === tab;
    const page = await this.device.open({ ...this.#options, ...(isPinned && { selectInitialSession: this.#select }) });
    const opened = { ...page, name: `tab ${tab}`, isPinned, isAsleep: false };
    this.#pages.set(tab, opened);
    page.tab.show();
    return opened;
  }

  /** Gives the visible tab the focus once more. */
  async turnTo(): Promise<void> {
    await this.look(this.#shown);
    this.#pages.get(this.#shown)?.tab.show();
    await this.device.settle();
  }

  freeze(tab: number): void {
    const page = this.#pages.get(tab);
    if (!page || tab === this.#shown) return;
    page.isAsleep = true;
    page.tab.freeze();
  }

  /** Closes a hidden tab. */
  async forget(tab: number): Promise<void> {
    if (tab !== this.#shown) await this.#drop(tab);
  }

  reload(tab: number): Promise<void> {
    return this.#drop(tab);
  }

  hold(tab: number): void {
    this.#holding ??= tab;
  }

  async release(): Promise<void> {
    this.#holding = undefined;
    for (const letGo of this.#letGo.splice(0)) letGo();
    await this.device.settle();
  }

  /** Loses the next answer to a tab. */
  lose(tab: number): void {
    this.#losing = tab;
  }

  stopLosing(): void {
    this.#losing = undefined;
  }

  awakePages(): OpenPage[] {
    return [...this.#pages.values()].filter(({ isAsleep }) => !isAsleep);
  }

  async close(): Promise<void> {
    await this.release();
    for (const tab of this.#pages.keys()) await this.#drop(tab);
    await this.device.settle();
  }

  /** Lists the sessions that a request with this browser's client cookie may use. */
  async listLive(): Promise<Live[]> {
    const { storage, clock } = this.#instance;
    const token = this.device.apiCookies.get('__Host-clerk_client');
    const client = token && (await storage.findClientByToken(hashClientToken(token, true), clock.now()));
    if (!client) return [];
    const live: Live[] = [];
    for (const { id, user_id: userId } of await storage.listClientSessions(client.id, clock.now())) {
      const user = await storage.findUser(userId);
      const [email] = await storage.listEmailAddresses([userId]);
      if (user && !user.banned) live.push({ id, email: email?.email ?? '' });
    }
    return live;
  }

  async #drop(tab: number): Promise<void> {
    if (this.#holding === tab) await this.release();
    this.#pages.get(tab)?.tab.close();
    this.#pages.delete(tab);
  }

  #select: LoadOptions['selectInitialSession'] = ({ signedInSessions }) =>
    signedInSessions.find(({ publicUserData }) => publicUserData.identifier === this.#pinned?.email);
}

/** Returns the session of an account in a page. */
export function sessionOf({ client }: Clerk, email: string | undefined) {
  return client?.signedInSessions.find(({ publicUserData }) => publicUserData.identifier === email);
}
