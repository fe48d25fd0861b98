import type { TestBrowser } from './test-browser.ts';

/** A cookie of a browser: `domain` is null for a cookie of one host. */
interface Cookie {
  name: string;
  value: string;
  host: string;
  domain: string | null;
  path: string;
  expiresAt: number;
}

export interface Visit {
  status: number;
  /** Body of the last answer. */
  text: string;
  /** Every URL that the browser requested, in order. */
  urls: string[];
  redirects: number;
}

/** What answers the requests for one host. */
export type Hosts = Record<string, (request: Request) => Promise<Response>>;

/**
 * A browser that navigates between the hosts of an application and of the API, and keeps cookies by host and domain as
 * browsers do. Cookies ignore ports.
 */
export class PageVisitor {
  cookies: Cookie[] = [];
  /** Header lines of `Set-Cookie` of each answer, by URL. */
  readonly set: [url: string, line: string][] = [];
  readonly #hosts: Hosts;
  readonly #now: () => number;

  /** @param now milliseconds */
  constructor(hosts: Hosts, now: () => number) {
    this.#hosts = hosts;
    this.#now = now;
  }

  /** Takes over the cookies of a browser whose pages talked to the API. @param domain of `__client_uat` */
  adopt(browser: TestBrowser, api: string, domain: string | null): void {
    for (const [name, value] of browser.cookies) {
      const isShared = name.startsWith('__client_uat') && domain !== null;
      this.store(`${name}=${value}; Path=/${isShared ? `; Domain=${domain}` : ''}`, new URL(api));
    }
  }

  get(name: string, host?: string): string | undefined {
    return this.cookies.find((cookie) => cookie.name === name && (host === undefined || cookie.host === host))?.value;
  }

  setCookie(name: string, value: string, host: string): void {
    this.store(`${name}=${value}; Path=/; Max-Age=31536000`, new URL(`https://${host}/`));
  }

  drop(match: (cookie: Cookie) => boolean): void {
    this.cookies = this.cookies.filter((cookie) => !match(cookie));
  }

  /** Opens a page as the user types its address, and follows redirects. */
  async open(url: string, headers: Record<string, string> = {}): Promise<Visit> {
    const urls: string[] = [];
    let next = url;
    for (;;) {
      urls.push(next);
      const { response, location } = await this.navigate(next, headers);
      if (!location || urls.length > 12) {
        return { status: response.status, text: await response.text(), urls, redirects: urls.length - 1 };
      }
      next = location;
    }
  }

  /** Navigates to one URL, and follows no redirect. */
  async navigate(
    url: string,
    headers: Record<string, string> = {},
  ): Promise<{ response: Response; location: string | undefined }> {
    const at = new URL(url);
    const answer = this.#hosts[at.host];
    if (!answer) throw new Error(`Nothing answers ${url}.`);
    const response = await answer(
      new Request(url, {
        headers: {
          accept: 'text/html',
          'sec-fetch-dest': 'document',
          'sec-fetch-mode': 'navigate',
          ...headers,
          cookie: this.headerFor(at),
        },
        redirect: 'manual',
      }),
    );
    for (const line of response.headers.getSetCookie()) this.store(line, at);
    const location = response.headers.get('location');
    return { response, location: location === null ? undefined : new URL(location, url).href };
  }

  headerFor({ hostname, pathname }: URL): string {
    const now = this.#now();
    return this.cookies
      .filter(({ host, domain, path, expiresAt }) => {
        const isHere = domain ? within(hostname, domain) : host === hostname;
        return isHere && expiresAt > now && (path === '/' || pathname === path || pathname.startsWith(`${path}/`));
      })
      .toSorted((one, other) => other.path.length - one.path.length)
      .map(({ name, value }) => `${name}=${value}`)
      .join('; ');
  }

  store(line: string, from: URL): void {
    this.set.push([from.href, line]);
    const [pair = '', ...attributes] = line.split('; ');
    const at = pair.indexOf('=');
    const name = pair.slice(0, at);
    const attribute = (key: string) => attributes.find((each) => each.startsWith(`${key}=`))?.slice(key.length + 1);
    const domain = attribute('Domain') ?? null;
    if (domain !== null && !within(from.hostname, domain)) return;
    if (attributes.includes('Secure') && from.protocol !== 'https:' && from.hostname !== 'localhost') return;
    const seconds = Number(attribute('Max-Age') ?? 31_536_000);
    const path = attribute('Path') ?? '/';
    const isSame = (cookie: Cookie) =>
      cookie.name === name &&
      cookie.path === path &&
      cookie.domain === domain &&
      (domain !== null || cookie.host === from.hostname);
    this.drop(isSame);
    const expiresAt = this.#now() + seconds * 1000;
    if (seconds > 0)
      this.cookies.push({ name, value: pair.slice(at + 1), host: from.hostname, domain, path, expiresAt });
  }
}

function within(host: string, domain: string): boolean {
  return host === domain || host.endsWith(`.${domain}`);
}
