import assert from 'node:assert/strict';
import type { TestInstance } from './instance.ts';
import { type Answer, TestBrowser } from './test-browser.ts';

/** How an app sends its client token. */
export type Carrier = 'header' | 'bearer' | 'body';

/** An app on a device: it has no cookies and no origin, and keeps the client token that answers bring. */
export class NativeApp {
  token: string | undefined;
  readonly #browser: TestBrowser;
  readonly #carrier: Carrier;
  constructor(instance: TestInstance, carrier: Carrier = 'header') {
    const send = (request: Request) => instance.app.fetch(request, { ip: '198.51.100.200' });
    this.#browser = new TestBrowser(send, instance.config.url, 'none', 'An app');
    this.#carrier = carrier;
  }

  get(path: string): Promise<Answer> {
    return this.#send('GET', path, undefined);
  }

  post(path: string, form: Record<string, string> = {}): Promise<Answer> {
    return this.#send('POST', path, form);
  }

  async #send(method: string, path: string, form: Record<string, string> | undefined): Promise<Answer> {
    const { token } = this;
    const inBody = this.#carrier === 'body' && method === 'POST' && token !== undefined;
    const text = this.#carrier === 'bearer' ? `Bearer ${token}` : token;
    const headers: Record<string, string> =
      inBody || text === undefined || token === undefined ? {} : { authorization: text };
    const fields = inBody ? { ...form, _client_token: token } : form;
    const native = `${path}${path.includes('?') ? '&' : '?'}_is_native=1`;
    const answer = await this.#browser.send(native, { method, headers, ...(fields ? { form: fields } : {}) });
    assert.deepEqual(answer.headers.getSetCookie(), []);
    this.token = answer.headers.get('authorization') ?? token;
    return answer;
  }
}
