import { request } from 'node:http';
import { CHROME } from './instance.ts';

/** What a visitor got in the end. */
export interface Visit {
  status: number;
  /** Where the visitor is after all redirects. */
  url: URL;
  text: string;
  headers: Headers;
  /** Addresses of all requests, the first one included. */
  hops: string[];
}

export interface AskOptions {
  method?: string;
  headers?: Record<string, string>;
  form?: Record<string, string>;
}

export interface SignedUpVisitor {
  userId: string;
  sessionId: string;
  token: string;
  email: string;
}

/** Password of every visitor that signs up. */
export const VISITOR_PASSWORD = 'a plain long phrase';
const MOST_HOPS = 12;

/** A browser without scripts: it keeps cookies and follows redirects. The API is below `/__clerk` of the application. */
export class Visitor {
  readonly cookies = new Map<string, string>();
  readonly #origin: string;

  /** @param origin of the application */
  constructor(origin: string) {
    this.#origin = origin;
  }

  /** Opens a page as the address bar does. */
  async open(path: string, headers: Record<string, string> = {}): Promise<Visit> {
    const page = {
      accept: 'text/html,application/xhtml+xml,*/*;q=0.8',
      'sec-fetch-dest': 'document',
      'sec-fetch-mode': 'navigate',
      ...headers,
    };
    const hops: string[] = [];
    for (let next = this.#origin + path; ; ) {
      hops.push(next);
      if (hops.length > MOST_HOPS) throw new Error(`The visitor is sent around:\n${hops.join('\n')}`);
      const answer = await this.ask(next, { headers: page });
      const location = answer.headers.get('location');
      if (!location || answer.status < 300 || answer.status > 399) {
        return { status: answer.status, url: new URL(next), text: await answer.text(), headers: answer.headers, hops };
      }
      next = new URL(location, next).href;
    }
  }

  /** Sends one request, as the page's own `fetch` does. @param path a path as it is sent, or a URL */
  async ask(path: string, { method = 'GET', headers = {}, form }: AskOptions = {}): Promise<Response> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await send(path.startsWith('/') ? this.#origin + path : path, {
      method,
      headers: {
        'user-agent': CHROME,
        ...(cookie && { cookie }),
        ...(method === 'GET' ? {} : { origin: this.#origin }),
        ...(form && { 'content-type': 'application/x-www-form-urlencoded' }),
        ...headers,
      },
      body: form && new URLSearchParams(form).toString(),
    });
    for (const line of answer.headers.getSetCookie()) this.#store(line);
    return answer;
  }

  /** Calls the Frontend API. @returns the whole body */
  // oxlint-disable-next-line typescript/no-explicit-any -- tests read all kinds of answers
  async call(path: string, form: Record<string, string>): Promise<any> {
    const answer = await this.ask(`/__clerk/v1${path}`, { method: 'POST', form });
    const text = await answer.text();
    if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}: ${text}`);
    return JSON.parse(text);
  }

  /**
   * Signs up a new user with a test address, and stores the session token as the script of a page does.
   *
   * @param fields of the sign-up besides address and password
   */
  async signUp(fields: Record<string, string> = {}): Promise<SignedUpVisitor> {
    const email_address = `visitor${Math.random().toString(36).slice(2)}+clerk_test@example.com`;
    const { response } = await this.call('/client/sign_ups', {
      email_address,
      password: VISITOR_PASSWORD,
      ...fields,
    });
    const path = `/client/sign_ups/${response.id}`;
    await this.call(`${path}/prepare_verification`, { strategy: 'email_code' });
    const done = await this.call(`${path}/attempt_verification`, { strategy: 'email_code', code: '424242' });
    const token: string = done.client.sessions[0].last_active_token.jwt;
    this.cookies.set('__session', token);
    const { created_user_id: userId, created_session_id: sessionId } = done.response;
    return { userId, sessionId, token, email: email_address };
  }

  #store(line: string): void {
    const [pair = '', ...attributes] = line.split('; ');
    const at = pair.indexOf('=');
    const isGone = attributes.some(
      (attribute) => /^max-age=0$/i.test(attribute) || /^expires=thu, 01 jan 1970/i.test(attribute),
    );
    if (isGone) this.cookies.delete(pair.slice(0, at));
    else this.cookies.set(pair.slice(0, at), pair.slice(at + 1));
  }
}

/** Sends a request as it is: `fetch` would normalize the path, and write headers of its own. */
async function send(
  url: string,
  { method, headers, body }: { method: string; headers: Record<string, string>; body: string | undefined },
): Promise<Response> {
  const [, origin = '', path = '/'] = /^(https?:\/\/[^/]+)(.*)$/.exec(url) ?? [];
  const { hostname, port } = new URL(origin);
  return new Promise((resolve, reject) => {
    const sent = request({ hostname, port, path, method, headers }, async (answer) => {
      const chunks: Buffer[] = [];
      for await (const chunk of answer) chunks.push(chunk as Buffer);
      const lines = new Headers();
      for (let at = 0; at < answer.rawHeaders.length; at += 2) {
        lines.append(answer.rawHeaders[at] as string, answer.rawHeaders[at + 1] as string);
      }
      const status = answer.statusCode as number;
      const hasBody = method !== 'HEAD' && status !== 204 && status !== 304;
      resolve(new Response(hasBody ? Buffer.concat(chunks) : null, { status, headers: lines }));
    });
    sent.on('error', reject);
    sent.end(body);
  });
}
