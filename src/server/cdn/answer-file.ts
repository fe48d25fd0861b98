import { chooseEncoding } from '../lib/content-encoding.ts';
import type { CdnFile } from './cdn-library.ts';

/** For what never changes under its address. */
export const FOR_EVER = 'public, max-age=31536000, immutable';
/**
 * For what a release, a rollback or a new configuration changes. Caches may use such an answer for 45 seconds: fresh for
 * 30, and then for 15 while they ask again. A node learns within 15 seconds what the other nodes run (see
 * `openReleases`). Together that is one minute, the longest that a page may get an earlier state. Each cache on the way
 * counts the time that the answer has spent in others (`Age`), so several of them do not add up.
 */
export const FOR_A_MOMENT = 'public, max-age=30, stale-while-revalidate=15';

const SHARED_HEADERS = {
  'Access-Control-Allow-Origin': '*',
  'Cross-Origin-Resource-Policy': 'cross-origin',
  'Timing-Allow-Origin': '*',
  'X-Content-Type-Options': 'nosniff',
};

/**
 * Answers GET and HEAD with a file, in the best encoding that the request accepts, or with 304 to a client that has it.
 *
 * @param tag names the content, without quotes
 * @param headers of this answer, such as `Cache-Control`
 */
export async function answerFile(
  request: Request,
  file: Pick<CdnFile, 'type' | 'bytes'>,
  tag: string,
  headers: Record<string, string>,
): Promise<Response> {
  const encoding = chooseEncoding(request.headers.get('Accept-Encoding'));
  // Each encoding is a representation with a tag of its own (RFC 9110, section 8.8.3.3).
  const etag = `"${tag}${encoding === 'identity' ? '' : `-${encoding}`}"`;
  const all: Record<string, string> = { ...SHARED_HEADERS, ...headers, ETag: etag, Vary: 'Accept-Encoding' };
  if (matches(request.headers.get('If-None-Match'), etag)) return new Response(null, { status: 304, headers: all });
  const bytes = await file.bytes(encoding);
  all['Content-Type'] = file.type;
  all['Content-Length'] = String(bytes.length);
  if (encoding !== 'identity') all['Content-Encoding'] = encoding;
  return new Response(request.method === 'HEAD' ? null : bytes, { headers: all });
}

/** Answers that there is no such file, or why not. No cache keeps it: the next release may have the file. */
export function answerText(status: number, message: string): Response {
  const type = { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' };
  return new Response(`${message}\n`, { status, headers: { ...SHARED_HEADERS, ...type } });
}

/** Returns the answer to a method that reads no file; undefined for GET and HEAD. */
export function refuseMethod({ method }: Request): Response | undefined {
  if (method === 'GET' || method === 'HEAD') return undefined;
  const refusal = answerText(405, 'Only GET and HEAD are answered here.');
  refusal.headers.set('Allow', 'GET, HEAD');
  return refusal;
}

function matches(header: string | null, etag: string): boolean {
  const tags = (header ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  return tags.includes(etag) || tags.includes('*');
}
