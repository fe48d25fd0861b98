import type { AddressInfo } from 'node:net';
import { mock } from 'node:test';
import { serve } from '@hono/node-server';
import { getTestInstance, type TestInstance } from './instance.ts';
import { PageVisitor, type Visit } from './page-visitor.ts';
import type { TestBrowser } from './test-browser.ts';

export const APP = 'https://app.example.com';
export const PAGE = `${APP}/dashboard?tab=1`;

/** The type of the instance. */
export type Kind = 'development' | 'production';

/** Answers a request as the middleware of an SDK does; the body says who is signed in. */
export type Application = (request: Request) => Promise<Response>;

/** Makes the application. @param apiUrl address of the Backend API, on a port of this machine */
export type MakeApplication = (instance: TestInstance, apiUrl: string) => Promise<Application>;

/** An application, its instance, and a visitor of its pages. Its clock is that of the process: mock `Date`. */
export class World {
  readonly instance: TestInstance;
  readonly visitor: PageVisitor;
  readonly browser: TestBrowser;
  readonly kind: Kind;
  sessionId = '';
  userId = '';
  readonly #api: ReturnType<typeof serve>;
  /** Creates a browser without cookies. */
  readonly newVisitor: () => PageVisitor;

  static async open(kind: Kind, make: MakeApplication): Promise<World> {
    const instance = await getTestInstance({ config: { instanceType: kind } });
    mock.timers.setTime(instance.clock.now());
    const api = serve({ fetch: (request: Request) => instance.fetch(request), port: 0, hostname: '127.0.0.1' });
    await new Promise((resolve) => api.once('listening', resolve));
    const { port } = api.address() as AddressInfo;
    const app = await make(instance, `http://127.0.0.1:${port}`);
    return new World(instance, kind, app, api);
  }

  private constructor(instance: TestInstance, kind: Kind, app: Application, api: ReturnType<typeof serve>) {
    this.instance = instance;
    this.kind = kind;
    this.#api = api;
    const hosts = { 'app.example.com': app, 'clerk.example.com': (request: Request) => instance.fetch(request) };
    this.newVisitor = () => new PageVisitor(hosts, () => instance.clock.now());
    this.visitor = this.newVisitor();
    this.browser = instance.browser();
  }

  /** Signs the visitor up. The client of the page writes its cookies, and the visitor has come back to a page since. */
  async signUp(): Promise<void> {
    ({ userId: this.userId, sessionId: this.sessionId } = await this.instance.signUp(this.browser, 'ada@example.com'));
    this.visitor.adopt(this.browser, this.instance.config.url, 'example.com');
    const { body } = await this.browser.post<{ jwt: string }>(`/v1/client/sessions/${this.sessionId}/tokens`);
    this.visitor.setCookie('__session', body.jwt, 'app.example.com');
    // The first handshake leaves what the server needs to refresh without one.
    this.advance(70_000);
    await this.visitor.open(PAGE);
    this.advance(10_000);
  }

  advance(ms: number): void {
    this.instance.clock.advance(ms);
    mock.timers.setTime(this.instance.clock.now());
  }

  drop(...names: string[]): void {
    this.visitor.drop(({ name }) => names.some((each) => name.startsWith(each)));
  }

  async close(): Promise<void> {
    this.#api.close();
    if ('closeAllConnections' in this.#api) this.#api.closeAllConnections();
    await this.instance.close();
  }
}

/** Who is signed in, as the application answered. */
export interface Verdict {
  status: string;
  userId: string | null;
  reason: string | null;
}

export function verdictOf(visit: Visit): Verdict {
  return JSON.parse(visit.text) as Verdict;
}
