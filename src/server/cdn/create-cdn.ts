import { rsort, valid } from 'semver';
import { chooseEncoding } from '../lib/content-encoding.ts';
import type { CdnFile, CdnFiles } from './cdn-library.ts';
import type { Releases } from './releases.ts';

/** Answers any request below `/npm/`. */
export type Cdn = (request: Request) => Promise<Response>;

/** The version that a range names changes with each release, so its answer may be cached for a minute only. */
const RANGE_CACHE = 'public, max-age=60, stale-while-revalidate=600';
const EXACT_CACHE = 'public, max-age=31536000, immutable';
const SHARED_HEADERS = {
  'Access-Control-Allow-Origin': '*',
  'Cross-Origin-Resource-Policy': 'cross-origin',
  'Timing-Allow-Origin': '*',
  'X-Content-Type-Options': 'nosniff',
};
/** Mount path (optional), version or range (optional), and the file. Empty segments do not match, so `//host/npm/…` cannot become a redirect to another host. */
const PATH = /^((?:\/[A-Za-z0-9_~-]+)*)\/npm\/clerk-widgets(?:@([^/]+))?\/(.+)$/;

/**
 * Serves the browser files as a public CDN does.
 *
 * - `/npm/clerk-widgets@1/dist/clerk.js` (a semver range, `latest`, or no version) redirects to the exact version that
 *   the range names, see `resolveRange`.
 * - `/npm/clerk-widgets@1.2.3/dist/clerk.js` may be cached for ever.
 * - `/npm/clerk-widgets@1.2.3/integrity.json` answers the hash of each script.
 *
 * @param releases the versions to serve
 */
export function createCdn(releases: Pick<Releases, 'find' | 'resolve' | 'versions'>): Cdn {
  return async (request) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      return text(405, 'Only GET and HEAD are answered here.', { Allow: 'GET, HEAD' });
    }
    const { pathname } = new URL(request.url);
    const [, mount = '', wanted = 'latest', path = ''] = PATH.exec(pathname) ?? [];
    const range = decode(wanted);
    const file = decode(path);
    if (!file || !range) return text(404, 'Files are at /npm/clerk-widgets@<version>/dist/<file>.');
    const isExact = range.length <= 64 && valid(range) === range;
    const newest = isExact ? await releases.find(range) : undefined;
    if (!newest) return redirect(releases, range, `${mount}/npm/clerk-widgets`, path);
    if (file === 'integrity.json') return integrity(newest, request.method);
    const name = file.startsWith('dist/') ? file.slice('dist/'.length) : undefined;
    const found = name && (await releases.find(range, name))?.get(name);
    return found ? send(request, found) : text(404, `Version ${range} has no such file.`);
  };
}

function redirect(
  releases: Pick<Releases, 'resolve' | 'versions'>,
  range: string,
  base: string,
  path: string,
): Response {
  const version = releases.resolve(range);
  if (version) {
    return new Response(null, {
      status: 307,
      headers: { ...SHARED_HEADERS, 'Cache-Control': RANGE_CACHE, Location: `${base}@${version}/${path}` },
    });
  }
  const known = rsort(releases.versions()).join(', ') || 'none has been built';
  return text(404, `No version of clerk-widgets matches. Versions here: ${known}.`);
}

/** Answers the SRI hash of each script and style sheet. */
function integrity(files: CdnFiles, method: string): Response {
  const scripts = [...files].filter(([name]) => /\.(m?js|css)$/.test(name));
  const body = JSON.stringify(Object.fromEntries(scripts.map(([name, { hash }]) => [name, sriHash(hash)])), null, 2);
  const headers = { ...SHARED_HEADERS, 'Cache-Control': EXACT_CACHE, 'Content-Type': 'application/json' };
  return new Response(method === 'HEAD' ? null : body, { headers });
}

function sriHash(hash: string): string {
  return `sha384-${hash.replace(/-/g, '+').replace(/_/g, '/')}`;
}

async function send(request: Request, file: CdnFile): Promise<Response> {
  const encoding = chooseEncoding(request.headers.get('Accept-Encoding'));
  // Each encoding is a representation with a tag of its own (RFC 9110, section 8.8.3.3).
  const etag = `"${file.hash.slice(0, 32)}${encoding === 'identity' ? '' : `-${encoding}`}"`;
  const headers: Record<string, string> = {
    ...SHARED_HEADERS,
    'Cache-Control': EXACT_CACHE,
    ETag: etag,
    Vary: 'Accept-Encoding',
  };
  if (matches(request.headers.get('If-None-Match'), etag)) return new Response(null, { status: 304, headers });
  const bytes = await file.bytes(encoding);
  headers['Content-Type'] = file.type;
  headers['Content-Length'] = String(bytes.length);
  if (encoding !== 'identity') headers['Content-Encoding'] = encoding;
  return new Response(request.method === 'HEAD' ? null : bytes, { headers });
}

function matches(header: string | null, etag: string): boolean {
  const tags = (header ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  return tags.includes(etag) || tags.includes('*');
}

function text(status: number, message: string, headers: Record<string, string> = {}): Response {
  const type = { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' };
  return new Response(`${message}\n`, { status, headers: { ...SHARED_HEADERS, ...type, ...headers } });
}

/** Percent-decodes once. @returns undefined when the text is malformed */
function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
