import type { Answered, Unanswered } from '../../protocol/diagnosis/setup.ts';
import { isLoopbackHost } from '../../protocol/loopback.ts';
import { VERSION } from '../../protocol/version.ts';
import { isWithin } from '../lib/is-within.ts';

export interface Answer extends Answered {
  /** Values of the `Set-Cookie` headers. */
  cookies: readonly string[];
  bytes: Buffer;
}

/** Its code is one of Node. */
export type Failure = Unanswered;

export interface VisitOptions {
  method?: 'GET' | 'POST';
  headers?: Readonly<Record<string, string>>;
}

/** The answers on the way to a page, in order. The last one is the page, or a failure. */
export interface Journey {
  steps: readonly (Answer | Failure)[];
  /** `loop`: an address came for the third time; `long`: there were more than {@link MOST_REDIRECTS}. */
  end: 'page' | 'failure' | 'loop' | 'long';
}

export interface VisitorOptions {
  fetch: typeof globalThis.fetch;
  now(): number;
  /** Ends everything that is still under way. */
  signal: AbortSignal;
}

export type Visitor = ReturnType<typeof createVisitor>;

export const MOST_REDIRECTS = 10;
/** Milliseconds for one answer. */
const TIMEOUT_MS = 8_000;
/** Bytes of an answer; the rest of a longer one is not read. */
const MOST_BYTES = 3_000_000;

const REASONS: Readonly<Record<string, string>> = {
  ENOTFOUND: 'its host has no DNS record',
  EAI_AGAIN: 'the name server does not answer',
  ECONNREFUSED: 'the connection was refused',
  ECONNRESET: 'the connection was closed',
  UND_ERR_SOCKET: 'the connection was closed',
  TIMEOUT: 'it takes too long',
  SCHEME: 'only http and https are asked',
};

/** Creates what requests pages and files: with a limit for time and size, and without credentials. */
export function createVisitor({ fetch, now, signal }: VisitorOptions) {
  async function visit(url: string, { method = 'GET', headers = {} }: VisitOptions = {}): Promise<Answer | Failure> {
    if (!/^https?:/.test(url)) return { kind: 'failure', url, code: 'SCHEME', reason: REASONS['SCHEME'] ?? '' };
    const start = now();
    try {
      const response = await fetch(url, {
        method,
        headers: { 'user-agent': `clerk-widgets-doctor/${VERSION}`, 'cache-control': 'no-cache', ...headers },
        redirect: 'manual',
        signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
      });
      const at = (start + now()) / 2;
      const bytes = await readStart(response.body);
      const cookies = response.headers.getSetCookie();
      const { status } = response;
      return { kind: 'answer', url, status, headers: response.headers, cookies, bytes, text: bytes.toString(), at };
    } catch (error) {
      return { kind: 'failure', url, ...describeError(error) };
    }
  }

  /** Visits a page as a browser does: follows redirects, and sends back the cookies that they set. */
  async function travel(first: string): Promise<Journey> {
    const jar = new Map<string, { host: string; isExact: boolean; pair: string }>();
    const counts = new Map<string, number>();
    const steps: (Answer | Failure)[] = [];
    for (let url = first; ; ) {
      const { hostname } = new URL(url);
      const pairs = [...jar.values()].filter(({ host, isExact }) =>
        isExact ? host === hostname : isWithin(hostname, host),
      );
      const cookie = pairs.map(({ pair }) => pair).join('; ');
      const step = await visit(url, { headers: { accept: 'text/html', ...(cookie && { cookie }) } });
      steps.push(step);
      if (step.kind === 'failure') return { steps, end: 'failure' };
      for (const line of step.cookies) keepCookie(jar, line, new URL(url));
      const location = step.headers.get('location');
      if (step.status < 300 || step.status > 399 || !location || !URL.canParse(location, url)) {
        return { steps, end: 'page' };
      }
      const { href } = new URL(location, url);
      const times = (counts.get(url) ?? 0) + 1;
      counts.set(url, times);
      if (times > 2) return { steps, end: 'loop' };
      if (steps.length > MOST_REDIRECTS) return { steps, end: 'long' };
      url = href;
    }
  }

  return { visit, travel, now };
}

async function readStart(body: AsyncIterable<Uint8Array> | null): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  // Leaving the loop early cancels the body.
  for await (const chunk of body ?? []) {
    chunks.push(chunk);
    length += chunk.byteLength;
    if (length >= MOST_BYTES) break;
  }
  return Buffer.concat(chunks).subarray(0, MOST_BYTES);
}

function describeError(error: unknown): { code: string; reason: string } {
  const { name, cause } = error as Error;
  if (name === 'TimeoutError' || name === 'AbortError') return { code: 'TIMEOUT', reason: REASONS['TIMEOUT'] ?? '' };
  const { code = 'UNKNOWN', message = String(error) } = (cause ?? error) as { code?: string; message?: string };
  return { code, reason: REASONS[code] ?? message };
}

/** Keeps a cookie as a browser would, for the redirects of this visit. Paths do not matter for that. */
function keepCookie(
  jar: Map<string, { host: string; isExact: boolean; pair: string }>,
  line: string,
  { protocol, hostname }: URL,
): void {
  const { name, value, attributes } = parseSetCookie(line);
  const domain = attributes.get('domain')?.replace(/^\./, '').toLowerCase();
  if (attributes.has('secure') && protocol === 'http:' && !isLoopbackHost(hostname)) return;
  if (domain && !isWithin(hostname, domain)) return;
  const host = domain || hostname;
  const key = `${host} ${name}`;
  const isOver = attributes.get('max-age') === '0' || Date.parse(attributes.get('expires') ?? '') <= 0;
  if (isOver) jar.delete(key);
  else jar.set(key, { host, isExact: !domain, pair: `${name}=${value}` });
}

/** Parses the value of a `Set-Cookie` header. The names of its attributes are in lower case. */
export function parseSetCookie(line: string): { name: string; value: string; attributes: Map<string, string> } {
  const [pair = '', ...rest] = line.split(';').map((part) => part.trim());
  const split = (text: string): [string, string] => {
    const at = text.indexOf('=');
    return at < 0 ? [text, ''] : [text.slice(0, at).trim(), text.slice(at + 1).trim()];
  };
  const [name, value] = split(pair);
  return { name, value, attributes: new Map(rest.map(split).map(([key, text]) => [key.toLowerCase(), text])) };
}
