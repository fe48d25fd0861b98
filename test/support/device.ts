import { Clerk } from '../../src/client/clerk.ts';
import type { LoadOptions } from '../../src/client/types.ts';
import { authenticateRequest, type BackendOptions } from '../../src/entries/backend.ts';
import { type FakeTab, FakeWorld, flush } from './fake-platform.ts';
import { CHROME, type TestInstance } from './instance.ts';

export interface Page {
  clerk: Clerk;
  tab: FakeTab;
}

/**
 * One browser whose pages talk to the real server, and the application's own server beside it. Its cookie jar is
 * split as a real one is: those of the API's host, those of the pages' host, and those both share. The server lives in
 * the device's time.
 */
export class Device {
  readonly world: FakeWorld;
  /** Cookies of the API's host alone, which no page reads. */
  readonly apiCookies = new Map<string, string>();
  /** Milliseconds the clocks of both servers are ahead of the true time. */
  serverOffset = 0;
  /** Called when an answer is ready; it reaches the browser, cookies included, once that resolves. */
  deliver: (request: Request, tab: FakeTab) => Promise<unknown> | undefined = () => undefined;
  #underWay = 0;
  readonly #instance: TestInstance;
  readonly #sdk: BackendOptions;

  constructor(instance: TestInstance) {
    this.#instance = instance;
    this.world = new FakeWorld((request, tab) => this.#send(request, tab));
    this.world.time = instance.clock.now();
    this.#sdk = {
      publishableKey: instance.config.publishableKey,
      authorizedParties: instance.config.allowedOrigins,
      fetch: (input) => instance.fetch(new Request(input as string)),
      now: () => this.world.time + this.serverOffset,
    };
  }

  /** Loads a page of the application. */
  async open(options: LoadOptions & { visible?: boolean } = {}): Promise<Page> {
    const { visible, ...load } = options;
    const tab = this.world.openTab({ url: 'https://app.example.com/', visible });
    const { publishableKey } = this.#instance.config;
    const clerk = new Clerk(publishableKey, { platform: tab, environmentCredentials: 'same-origin' });
    await clerk.load(load);
    await flush();
    return { clerk, tab };
  }

  /** Who the application's server says a request is from: the id of the session, or why there is none. */
  async whoIsThere(): Promise<string> {
    const cookie = this.world.cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
    const state = await authenticateRequest({ headers: new Headers({ cookie }) }, this.#sdk);
    return state.toAuth().sessionId ?? String(state.reason);
  }

  /** Resolves once every answer was delivered, but those that are held back, and whatever followed from it is over. */
  async settle(): Promise<void> {
    do await flush();
    while (this.#underWay > 0);
  }

  async #send(request: Request, tab: FakeTab): Promise<Response> {
    this.#setServerClock();
    const shared = this.world.cookies.filter(({ domain }) => domain).map(({ name, value }) => [name, value]);
    const headers = new Headers(request.headers);
    headers.set('user-agent', CHROME);
    headers.set('cookie', [...this.apiCookies, ...shared].map((pair) => pair.join('=')).join('; '));
    this.#underWay++;
    const response = await this.#instance.fetch(new Request(request, { headers }));
    this.#underWay--;
    await this.deliver(request, tab);
    for (const line of response.headers.getSetCookie()) this.#store(line);
    return response;
  }

  #setServerClock(): void {
    const { clock } = this.#instance;
    clock.advance(this.world.time + this.serverOffset - clock.now());
  }

  #store(line: string): void {
    const [, name = '', value = ''] = /^([^=]*)=([^;]*)/.exec(line) ?? [];
    const domain = /; Domain=([^;]*)/.exec(line)?.[1];
    const maxAge = Number(/; Max-Age=(\d+)/.exec(line)?.[1]);
    if (domain) this.world.storeCookie(name, value, { domain, maxAge, sameSite: 'Lax', secure: true });
    else if (maxAge > 0) this.apiCookies.set(name, value);
    else this.apiCookies.delete(name);
  }
}
