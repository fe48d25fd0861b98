/** Longer paths are not judged. No router needs them, and each reading of them costs time. */
const MAX_LENGTH = 2048;
/** A path with more readings than this was written to confuse, and is not judged. */
const MAX_READINGS = 32;

/**
 * Lists every path that a router, a proxy or a file system may take a URL for. An ordinary path has one reading. Others
 * have more: `/x/..%2Fadmin` is also `/x/../admin` and `/admin`.
 *
 * @param url an absolute URL, or a path with or without its query, as it came: the spelling matters
 * @returns the readings, the path as it came first. Undefined when the path cannot be judged: percent codes that are
 *   wrong or no UTF-8, control characters, no path at all, or too long
 */
export function readPath(url: string): readonly string[] | undefined {
  const raw = rawPathOf(url);
  if (raw && raw.length <= MAX_LENGTH && PLAIN.test(raw)) return [raw];
  const parsed = raw === undefined || raw.length > MAX_LENGTH ? undefined : parsedPathOf(raw);
  if (raw === undefined || parsed === undefined || !isDecodable(raw)) return undefined;
  const readings = new Set([decodeText(raw), decodeText(parsed)]);
  // A set hands out what is added while it is walked, so this applies the rewritings in every order.
  for (const reading of readings) {
    if (CONTROL.test(reading) || readings.size > MAX_READINGS) return undefined;
    for (const rewrite of REWRITINGS) readings.add(rewrite(reading) || '/');
  }
  return [...readings];
}

/**
 * Decodes percent codes of characters that a URL cannot hold in another way: those outside ASCII, blanks, braces and the
 * like. Both spellings are one path everywhere, so they need no reading each.
 */
export function decodeText(path: string): string {
  return path.replace(/(?:%[89a-f][\da-f])+|%(?:2[02]|3[ce]|5e|60|7[b-d])/gi, decodeCodes);
}

/** Most paths: nothing rewrites them. */
const PLAIN = /^(?:\/(?!_payload)[\w-]+)+$/;
// oxlint-disable-next-line no-control-regex -- control characters are what it looks for
const CONTROL = /[\u0000-\u001f\u007f]/;

/** What routers, proxies and file systems do to a path. Each is applied alone and after the others. */
const REWRITINGS: readonly ((path: string) => string)[] = [
  (path) => path.replace(/(?:%[\da-f]{2})+/gi, decodeCodes),
  (path) => path.replaceAll('\\', '/'),
  (path) => path.replace(/\/{2,}/g, '/'),
  resolveDots,
  // Path parameters (`/admin;v=1/x`), and frameworks that begin the query at the semicolon.
  (path) => path.replace(/;[^/]*/g, ''),
  (path) => path.replace(/[;?#].*$/, ''),
  // File systems drop dots and blanks at the end of a name.
  (path) => path.replace(/(?<![. ])[. ]+(?=\/|$)/g, ''),
  (path) => path.replace(/(?<!\/)\/+$/, ''),
  (path) => path.normalize('NFKC'),
  pageOfData,
];

/** Addresses from which a framework's client fetches the data of a page: they run the same loaders as the page does. */
function pageOfData(path: string): string {
  const page = path
    .replace(/^\/_next\/data\/[^/]+(\/.*)\.json$/, '$1')
    .replace(/\.segments\/.*$/, '')
    // Nuxt takes any character for the dot of `_payload.json`.
    .replace(/\/(?:__data\.json|_payload.js(?:on)?)$|\.(?:rsc|data)$/, '');
  return page === path ? path : page.replace(/^\/(?:index|_root|_)$/, '/');
}

function resolveDots(path: string): string {
  if (!/(?:^|\/)\.\.?(?:\/|$)/.test(path)) return path;
  const kept: string[] = [];
  const segments = path.split('/');
  for (const [at, segment] of segments.entries()) {
    const isDots = segment === '.' || segment === '..';
    if (segment === '..' && kept.length > 1) kept.pop();
    if (!isDots) kept.push(segment);
    else if (at === segments.length - 1) kept.push('');
  }
  return kept.join('/');
}

/** The path as it came, without origin and query. */
function rawPathOf(url: string): string | undefined {
  const [path = ''] = url.replace(/^[a-z][a-z\d+.-]*:\/\/[^/?#\\]*/i, '').split('?', 1);
  if (path === '' && url !== '') return '/';
  return /^[/\\]/.test(path) ? path : undefined;
}

/** The path as the URL parser of browsers and of most frameworks gives it. */
function parsedPathOf(raw: string): string | undefined {
  const base = 'http://path.invalid';
  // A path that begins with two slashes must not be taken for a host.
  return URL.canParse(base + raw) ? new URL(base + raw).pathname : undefined;
}

function isDecodable(path: string): boolean {
  try {
    return !CONTROL.test(decodeURIComponent(path));
  } catch {
    return false;
  }
}

/** Decodes percent codes, and leaves those that are no UTF-8 as they are. */
function decodeCodes(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text.replace(/%[0-7][\da-f]/gi, decodeURIComponent);
  }
}
