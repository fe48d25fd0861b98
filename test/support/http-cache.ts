import type { Clock } from '../../src/server/clock.ts';

interface Entry {
  text: string;
  headers: Headers;
  /** When the answer left its server, by the cache's clock. */
  madeAt: number;
}

/**
 * A cache as a browser has one, or a site in front of its server: it counts `max-age`, `Age` (RFC 9111) and
 * `stale-while-revalidate` (RFC 5861), and asks again with the `ETag`.
 *
 * @param next what is behind it: a server, or another cache
 */
export function createHttpCache(
  clock: Clock,
  next: (request: Request) => Promise<Response>,
): (request: Request) => Promise<Response> {
  const kept = new Map<string, Entry>();

  /** Asks what is behind, and keeps the answer. */
  async function ask(request: Request, entry: Entry | undefined): Promise<Entry> {
    const etag = entry?.headers.get('ETag');
    const answer = await next(new Request(request, etag ? { headers: { 'If-None-Match': etag } } : {}));
    if (answer.status !== 200 && answer.status !== 304) throw new Error(`${request.url} answered ${answer.status}`);
    const madeAt = clock.now() - Number(answer.headers.get('Age') ?? 0) * 1000;
    const text = answer.status === 304 && entry ? entry.text : await answer.text();
    const made = { text, headers: answer.headers, madeAt };
    kept.set(request.url, made);
    return made;
  }

  return async (request) => {
    const entry = kept.get(request.url);
    const age = entry ? (clock.now() - entry.madeAt) / 1000 : 0;
    const fresh = directive(entry, 'max-age');
    const isUsable = age < fresh + directive(entry, 'stale-while-revalidate');
    const used = entry && isUsable ? entry : await ask(request, entry);
    if (entry && isUsable && age >= fresh) await ask(request, entry);
    const headers = new Headers(used.headers);
    headers.set('Age', String(Math.floor((clock.now() - used.madeAt) / 1000)));
    const isKnown = request.headers.get('If-None-Match') === headers.get('ETag');
    return isKnown ? new Response(null, { status: 304, headers }) : new Response(used.text, { headers });
  };
}

function directive(entry: Entry | undefined, name: string): number {
  const [, seconds] = new RegExp(`\\b${name}=(\\d+)`).exec(entry?.headers.get('Cache-Control') ?? '') ?? [];
  return Number(seconds ?? 0);
}
