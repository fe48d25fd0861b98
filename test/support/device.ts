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
 * One browser whose pages talk to the real server, and the application's own server. It keeps the cookies of the API's
 * host, of the pages' host and of both apart, as a real browser does. The server uses the device's time.
 */
export class Device {
  readonly world: FakeWorld;
  /** Cookies of the API's host only. Pages cannot read them. */
  readonly apiCookies = new Map<string, string>();
  /** Milliseconds by which the clocks of both servers are ahead of the true time. */
  serverOffset = 0;
  /** Runs when an answer is ready. The answer and its cookies reach the browser when the promise resolves. */
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

  /** Returns the session id that the application's server finds in a request, or the reason why it finds none. */
  async whoIsThere(): Promise<string> {
    const cookie = this.world.cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
    const state = await authenticateRequest({ headers: new Headers({ cookie }) }, this.#sdk);
    return state.toAuth().sessionId ?? String(state.reason);
  }

  /** Resolves when every answer except those held back is delivered and its effects are over. */
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
