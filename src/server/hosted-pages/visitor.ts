import { CLIENT_COOKIE, HOST_CLIENT_COOKIE } from '../../protocol/cookies.ts';
import { readCookies } from '../http/middleware/read-caller.ts';

/** Headers of the page's request that are about the page, or would make a call another one than the visitor's. */
const NOT_OF_CALLS = [
  'accept',
  'accept-encoding',
  'authorization',
  'connection',
  'content-encoding',
  'content-length',
  'content-type',
  'cookie',
  'expect',
  'if-match',
  'if-modified-since',
  'if-none-match',
  'origin',
  'range',
  'referer',
  'transfer-encoding',
];

/** What a call of the API in this process answers. */
export type Api = (request: Request) => Promise<Response>;

/** A visitor of a page, as the API sees them. */
export interface Visitor {
  /** Asks the API; see `PageInput.fetch`. */
  fetch(path: string, init?: RequestInit): Promise<Response>;
  /** The `Set-Cookie` headers of all answers, the newest of each cookie, in the order of the last answer. */
  readonly setCookies: readonly string[];
  /** The browser has no client cookie, and got none: a page says nothing about the visitor that others must not know. */
  readonly isUnknown: boolean;
  /** The addresses of providers that answers have named. */
  readonly providerUrls: ReadonlySet<string>;
}

/**
 * Asks the API in this process as a browser would that shows the page: with its cookies, its address, its user agent and
 * its languages. All that a proxy has said of it goes along, so limits count the same address as in a direct call.
 *
 * @param api the whole app, with what the host of the app knows of the request
 * @param request of the page
 * @param page `url`: address of the API as the request has it, without a slash at its end; `origin`: of the page
 */
export function createVisitor(api: Api, request: Request, { url, origin }: { url: string; origin: string }): Visitor {
  const cookieHeader = request.headers.get('cookie');
  /** Cookies that answers have set; null = deleted. */
  const changed = new Map<string, string | null>();
  const setCookies = new Map<string, string>();
  const providerUrls = new Set<string>();

  return {
    get setCookies() {
      return [...setCookies.values()];
    },
    get isUnknown() {
      const names = [...readCookies(cookieHeader).cookies.keys(), ...changed.keys()];
      return !names.some((name) => name === CLIENT_COOKIE || name === HOST_CLIENT_COOKIE);
    },
    providerUrls,
    async fetch(path, init) {
      const headers = new Headers(request.headers);
      for (const name of NOT_OF_CALLS) headers.delete(name);
      new Headers(init?.headers).forEach((value, name) => headers.set(name, value));
      headers.set('origin', origin);
      const cookies = cookieText(cookieHeader, changed);
      if (cookies) headers.set('cookie', cookies);
      const answer = await api(new Request(url + path, { ...init, headers, redirect: 'manual' }));
      for (const text of answer.headers.getSetCookie()) {
        const { name, value, isDeleted } = parseSetCookie(text);
        changed.set(name, isDeleted ? null : value);
        // A map keeps the order of insertion, and proxies may keep only the last one: see `readContext`.
        const key = `${name};${/;\s*domain=[^;]*/i.exec(text)?.[0] ?? ''}`;
        setCookies.delete(key);
        setCookies.set(key, text);
      }
      if (answer.headers.get('content-type')?.startsWith('application/json')) {
        for (const found of providersIn(await answer.clone().text())) providerUrls.add(found);
      }
      return answer;
    },
  };
}

/** The `Cookie` header of the visitor, with what has changed since. Cookies that did not change go as they came. */
function cookieText(header: string | null, changed: ReadonlyMap<string, string | null>): string {
  if (changed.size === 0) return header ?? '';
  const kept = (header ?? '')
    .split(';')
    .filter((pair) => ![...readCookies(pair).cookies.keys()].some((name) => changed.has(name)))
    .map((pair) => pair.trim());
  const set = [...changed].flatMap(([name, value]) => (value === null ? [] : [`${name}=${value}`]));
  return [...kept, ...set].filter(Boolean).join('; ');
}

/** Reads a cookie that this server wrote. It deletes by an age of 0. */
function parseSetCookie(text: string): { name: string; value: string; isDeleted: boolean } {
  const [pair = ''] = text.split(';', 1);
  const at = pair.indexOf('=');
  return { name: pair.slice(0, at), value: pair.slice(at + 1), isDeleted: /;\s*max-age=0(;|$)/i.test(text) };
}

/** Where an authorization begins, as the attempts in an answer name it. What users write into metadata names nothing. */
function providersIn(json: string): string[] {
  const found: string[] = [];
  if (!json.includes('external_verification_redirect_url')) return found;
  const read = (value: unknown): void => {
    for (const [key, inner] of Object.entries(Object(value) as object)) {
      if (key === 'external_verification_redirect_url') {
        if (typeof inner === 'string' && /^https?:/i.test(inner) && URL.canParse(inner))
          found.push(new URL(inner).href);
      } else if (typeof inner === 'object' && !key.endsWith('_metadata')) read(inner);
    }
  };
  read(JSON.parse(json));
  return found;
}
