import type { ClientJSON } from '../../src/protocol/json/client.ts';
import type { ErrorsJSON } from '../../src/protocol/json/error.ts';

type Handler = (request: Request) => Promise<Response>;

export interface Answer<T = Record<string, unknown>> {
  status: number;
  headers: Headers;
  /** Whole body, parsed. */
  body: T & Partial<ErrorsJSON>;
  /** `response` of a wrapped route. */
  response: ReturnType<typeof JSON.parse>;
  client: ClientJSON | null;
  /** Code of the first error. */
  code: string | undefined;
  /** `meta.param_name` of the first error. */
  param: string | undefined;
}

export interface SendOptions {
  method?: string;
  form?: Record<string, string> | [string, string][];
  headers?: Record<string, string>;
  /** Value of `Origin`; null sends none. By default the page's own origin. */
  origin?: string | null;
  body?: BodyInit;
}

/** One browser on one page: keeps cookies and sends `Origin`, as a real one does. */
export class TestBrowser {
  readonly cookies = new Map<string, string>();
  /** `Set-Cookie` headers of the last answer. */
  lastSetCookies: string[] = [];
  readonly #handler: Handler;
  readonly #base: string;
  readonly #origin: string;
  readonly #userAgent: string;
  constructor(handler: Handler, base: string, origin: string, userAgent: string) {
    this.#handler = handler;
    this.#base = base;
    this.#origin = origin;
    this.#userAgent = userAgent;
  }

  /** The page's `fetch` with credentials. */
  fetch = async (input: Request | string | URL, init: RequestInit = {}): Promise<Response> => {
    const request = new Request(input instanceof Request ? input : new URL(input, this.#base), init);
    if (this.cookies.size > 0 && !request.headers.has('cookie')) {
      request.headers.set('cookie', [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; '));
    }
    if (!request.headers.has('origin')) request.headers.set('origin', this.#origin);
    if (request.headers.get('origin') === 'none') request.headers.delete('origin');
    if (!request.headers.has('user-agent')) request.headers.set('user-agent', this.#userAgent);
    const response = await this.#handler(request);
    this.lastSetCookies = response.headers.getSetCookie();
    for (const line of this.lastSetCookies) this.#store(line);
    return response;
  };

  async send<T = Record<string, unknown>>(path: string, options: SendOptions = {}): Promise<Answer<T>> {
    const { method = 'GET', form, headers = {}, origin } = options;
    const body = options.body ?? (form === undefined ? undefined : new URLSearchParams(form));
    const extra: Record<string, string> = origin === undefined ? {} : { origin: origin ?? 'none' };
    const response = await this.fetch(path, { method, headers: { ...extra, ...headers }, ...(body ? { body } : {}) });
    const text = await response.text();
    const parsed = text === '' ? {} : JSON.parse(text);
    return {
      status: response.status,
      headers: response.headers,
      body: parsed,
      response: parsed?.response,
      client: parsed?.client ?? null,
      code: parsed?.errors?.[0]?.code,
      param: parsed?.errors?.[0]?.meta?.param_name,
    };
  }

  get<T = Record<string, unknown>>(path: string): Promise<Answer<T>> {
    return this.send<T>(path);
  }

  post<T = Record<string, unknown>>(path: string, form: SendOptions['form'] = {}): Promise<Answer<T>> {
    return this.send<T>(path, { method: 'POST', form });
  }

  /** Sends a PATCH, PUT or DELETE request as the stock clients do. */
  override<T = Record<string, unknown>>(
    verb: string,
    path: string,
    form: SendOptions['form'] = {},
  ): Promise<Answer<T>> {
    return this.post<T>(`${path}${path.includes('?') ? '&' : '?'}_method=${verb}`, form);
  }

  #store(line: string): void {
    const [pair = '', ...attributes] = line.split('; ');
    const at = pair.indexOf('=');
    const name = pair.slice(0, at);
    if (attributes.includes('Max-Age=0')) this.cookies.delete(name);
    else this.cookies.set(name, pair.slice(at + 1));
  }
}
