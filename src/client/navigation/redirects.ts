import { attempt } from '../platform/native.ts';

export interface RedirectRules {
  /** Absolute URL of the page: relative targets are resolved against it, and its origin is always allowed. */
  pageUrl: string;
  /** Exact origins, patterns with `*`, or expressions that must match the whole origin. */
  allowedOrigins: readonly (string | RegExp)[];
  /** Protocols besides http and https, with their colon. */
  allowedProtocols: readonly string[];
}

/** What any navigation may use, besides what the application adds. */
const SAFE_PROTOCOLS = ['http:', 'https:', 'wails:', 'chrome-extension:'];

/** Control characters, backslashes, a leading double slash, a web scheme without its double slash. */
// oxlint-disable-next-line no-control-regex -- they are what it looks for
const AMBIGUOUS = /[\u0000-\u001f\u007f\\]|^\s*\/\s*\/|^\s*https?:(?!\/\/[^/])/i;

/**
 * Decides whether a redirect target may be followed. It may when, parsed as the browser would, it has an allowed
 * protocol and origin and carries no credentials. Anything two parsers could read differently is refused: control
 * characters, backslashes, scheme-relative targets, a web scheme without its `//`.
 *
 * @returns the target as a path of the page's own origin, or as an absolute URL; null = refused
 */
export function safeRedirect(target: string | null | undefined, rules: RedirectRules): string | null {
  const url = parseTarget(target, rules.pageUrl, rules.allowedProtocols);
  if (!url) return null;
  const origin = originOf(url);
  if (origin === new URL(rules.pageUrl).origin) return pathOf(url);
  return rules.allowedOrigins.some((pattern) => matches(origin, pattern)) ? url.href : null;
}

/** The part of {@link safeRedirect} that does not look at the origin: what any navigation must satisfy. */
export function parseTarget(
  target: string | null | undefined,
  pageUrl: string,
  allowedProtocols: readonly string[],
): URL | null {
  if (!target || AMBIGUOUS.test(target)) return null;
  const url = attempt(() => new URL(target, pageUrl));
  if (!url) return null;
  const allowed = SAFE_PROTOCOLS.includes(url.protocol) || allowedProtocols.includes(url.protocol);
  return allowed && !url.username && !url.password ? url : null;
}

/** Path, query and fragment, never to be read as another host: `//evil` becomes `/evil`. */
export function pathOf(url: URL): string {
  return url.pathname.replace(/^\/+/, '/') + url.search + url.hash;
}

/**
 * Origins redirects may lead to when the application names none: the apex the Frontend API lives on and everything
 * below it, in development the API's own host.
 */
export function defaultRedirectOrigins(frontendApi: string, development: boolean): string[] {
  const apex = frontendApi.replace(/^clerk\./, '');
  return [`https://${apex}`, `https://*.${apex}`, ...(development ? [`https://${frontendApi}`] : [])];
}

/** Custom schemes have no origin of their own in the URL standard. */
function originOf({ origin, protocol, host }: URL): string {
  return origin === 'null' ? `${protocol}//${host}` : origin;
}

function matches(origin: string, pattern: string | RegExp): boolean {
  if (typeof pattern !== 'string') return origin.replace(pattern, '') === '';
  const source = pattern
    .replace(/\/$/, '')
    .replace(/[.+?^${}()|[\]\\]/g, '\\$&')
    .replace(/\*/g, '[^/:@]*');
  return new RegExp(`^${source}$`, 'i').test(origin);
}
