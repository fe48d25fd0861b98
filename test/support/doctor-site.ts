import { type DoctorOptions, examinePage, type Report } from '../../src/server/doctor/examine-page.ts';
import type { ConfigInput } from '../../src/server/config/config.ts';
import { getTestInstance, type TestInstance } from './instance.ts';
import type { Handler } from './tls-hosts.ts';

/** A page on `https://app.example.com`, and a real server on `https://clerk.example.com`, to be broken. */
export interface DoctorSite {
  instance: TestInstance;
  /** The key of the instance. */
  key: string;
  /** The script tag of a healthy page. */
  script: string;
  /** Answers for paths of a host, in front of its own: a text is a page, and undefined what the host says itself. */
  answer(host: string, path: string, answer: string | Handler): void;
  /** Everything that is asked, as `GET https://…`. */
  readonly asked: string[];
  /** Headers that were sent, in the order of `asked`. */
  readonly sent: Headers[];
  examine(url?: string, options?: DoctorOptions): Promise<Report>;
  /** The ids of what is found. */
  idsOf(url?: string, options?: DoctorOptions): Promise<string[]>;
  close(): Promise<void>;
}

export const APP = 'https://app.example.com';
export const API = 'https://clerk.example.com';
const PAGE = `${APP}/sign-in`;
/** The local clock. */
const NOW = Date.parse('2026-06-01T12:00:00Z');

export const page = (body: string, headers: Record<string, string> = {}): Response =>
  new Response(`<!doctype html><title>test</title>${body}`, {
    headers: { 'content-type': 'text/html; charset=utf-8', date: new Date(NOW).toUTCString(), ...headers },
  });

/** Starts a healthy site. Everything runs in this process; a host that nobody serves has no DNS record. */
export async function startDoctorSite(config: Partial<ConfigInput> = {}): Promise<DoctorSite> {
  const instance = await getTestInstance({ config });
  const key = instance.config.publishableKey;
  const script = `<script async src="${API}/clerk.js?elements=sign-in"></script>`;
  const scriptText = `(a=>{window.Clerk={}})({publishableKey:"${key}"});\n`;
  const answers = new Map<string, string | Handler>();
  const asked: string[] = [];
  const sent: Headers[] = [];
  const own: Record<string, Handler> = {
    'app.example.com': ({ url }) =>
      /^\/sign-in(\/|$)/.test(new URL(url).pathname)
        ? page(`${script}<clerk-sign-in path="/sign-in"></clerk-sign-in>`)
        : new Response('no such page', { status: 404, headers: { 'content-type': 'text/html' } }),
    'clerk.example.com': async (request) => {
      if (new URL(request.url).pathname === '/clerk.js') return scriptOf(scriptText);
      const answer = await instance.fetch(request);
      answer.headers.set('date', new Date(NOW).toUTCString());
      return answer;
    },
  };
  const fetch = async (input: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
    const request = new Request(input, init);
    const { host, pathname } = new URL(request.url);
    asked.push(`${request.method} ${request.url}`);
    sent.push(request.headers);
    const given = answers.get(host + pathname) ?? answers.get(`${host}*`);
    if (typeof given === 'string') return page(given);
    const handler = given ?? own[host];
    if (handler) return handler(request);
    throw new TypeError('fetch failed', { cause: Object.assign(new Error('no such host'), { code: 'ENOTFOUND' }) });
  };
  const examine = (url = PAGE, options: DoctorOptions = {}) => examinePage(url, options, { fetch, now: () => NOW });
  return {
    instance,
    key,
    script,
    asked,
    sent,
    answer: (host, path, answer) => void answers.set(host + path, answer),
    examine,
    idsOf: async (url, options) => (await examine(url, options)).findings.map(({ id }) => id),
    close: () => instance.close(),
  };
}

/** Answers a script, as the server does. */
export function scriptOf(text: string, headers: Record<string, string> = {}): Response {
  return new Response(text, {
    headers: {
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'public, max-age=60',
      'access-control-allow-origin': '*',
      ...headers,
    },
  });
}
