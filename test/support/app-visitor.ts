import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { type IncomingMessage, request as httpRequest } from 'node:http';
import type { ProxiedApp } from './proxied-app.ts';
import { cookieSuffixOf } from '../../src/protocol/cookies.ts';
import { TestBrowser } from './test-browser.ts';

export const PASSWORD = 'a fine long password';

const NAVIGATION = { 'sec-fetch-dest': 'document', 'sec-fetch-mode': 'navigate', accept: 'text/html' };

/** Where a page load ended. */
export interface Loaded {
  status: number;
  /** The address of the page that was shown. */
  url: string;
  html: string;
  /** Text of the element with the id `user`. */
  user: string | undefined;
  /** Every address on the way, the last one included. */
  hops: string[];
}

/** A browser without scripts. It has one jar for the app and the Frontend API, as browsers have for one host name. */
export class AppVisitor {
  readonly browser: TestBrowser;
  userId = '';
  readonly #at: Pick<ProxiedApp, 'origin' | 'site' | 'app'>;
  constructor(at: Pick<ProxiedApp, 'origin' | 'site' | 'app'>) {
    this.#at = at;
    this.browser = new TestBrowser(send, at.site.origin, at.origin, 'Mozilla/5.0 (X11; Linux x86_64) Chrome/140.0');
  }

  get cookies(): Map<string, string> {
    return this.browser.cookies;
  }

  /** Creates an account, and has the cookies that a page of the app would have set. */
  async signUp(email: string): Promise<this> {
    const post = async (path: string, form: Record<string, string>) => {
      const answer = await this.browser.post(`/v1/client/sign_ups${path}`, form);
      assert.equal(answer.status, 200, JSON.stringify(answer.body));
      return answer;
    };
    const { response } = await post('', { email_address: email, password: PASSWORD });
    await post(`/${response.id}/prepare_verification`, { strategy: 'email_code' });
    const code = await this.#at.site.lastCode(email);
    const done = await post(`/${response.id}/attempt_verification`, { strategy: 'email_code', code });
    this.userId = done.response.created_user_id;
    const suffix = cookieSuffixOf(createHash('sha1').update(this.#at.site.config.publishableKey).digest());
    const uat = this.cookies.get('__client_uat') ?? String(Math.floor((done.client?.updated_at ?? 0) / 1000));
    const token = done.client?.sessions[0]?.last_active_token?.jwt ?? '';
    for (const end of ['', `_${suffix}`]) this.cookies.set(`__session${end}`, token).set(`__client_uat${end}`, uat);
    return this;
  }

  /** Takes cookies away, as a browser does when they are too old. */
  forget(start: string): this {
    for (const name of this.cookies.keys()) if (name.startsWith(start)) this.cookies.delete(name);
    return this;
  }

  /** Loads a page of the app and follows redirects. */
  async load(path: string): Promise<Loaded> {
    const hops = [new URL(path, this.#at.origin).href];
    for (;;) {
      const url = hops.at(-1) as string;
      const answer = await this.ask(url, NAVIGATION);
      const location = answer.headers.get('location');
      if (!location || answer.status < 300 || answer.status > 399) {
        const html = await answer.text();
        assert.ok(answer.status < 500, `${answer.status} at ${url}\n${this.#at.app.output()}`);
        return { status: answer.status, url, html, user: /<p id="user"[^>]*>([^<]*)</.exec(html)?.[1], hops };
      }
      await answer.body?.cancel();
      hops.push(new URL(location, url).href);
      assert.ok(hops.length < 12, `redirects without an end:\n${hops.join('\n')}`);
    }
  }

  /** Sends one request to the app. */
  ask(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Response> {
    return this.browser.fetch(new URL(path, this.#at.origin), {
      method,
      headers: { origin: method === 'GET' ? 'none' : this.#at.origin, ...headers },
    });
  }
}

/** Sends a request as it is. The `fetch` of Node follows redirects, and says of itself that it loads no page. */
async function send(request: Request): Promise<Response> {
  const onward = httpRequest(request.url, { method: request.method, headers: Object.fromEntries(request.headers) });
  onward.end(Buffer.from(await request.arrayBuffer()));
  const [answer] = (await once(onward, 'response')) as [IncomingMessage];
  const headers = new Headers();
  for (let i = 0; i < answer.rawHeaders.length; i += 2) {
    headers.append(answer.rawHeaders[i] as string, answer.rawHeaders[i + 1] as string);
  }
  const body = Buffer.concat(await answer.toArray());
  return new Response(body.length ? body : null, { status: answer.statusCode ?? 0, headers });
}
