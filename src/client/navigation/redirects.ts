import { attempt } from '../platform/native.ts';

export interface RedirectRules {
  /** Absolute URL of the page. Relative targets are resolved against it, and its origin is always allowed. */
  pageUrl: string;
  /** Exact origins, patterns with `*`, or regular expressions that must match the whole origin. */
  allowedOrigins: readonly (string | RegExp)[];
  /** Protocols besides http and https, with their colon. */
  allowedProtocols: readonly string[];
}

/** Protocols that any navigation may use, besides those that the application adds. */
const SAFE_PROTOCOLS = ['http:', 'https:', 'wails:', 'chrome-extension:'];

/** Control characters, backslashes, a leading double slash, and a web scheme without its double slash. */
// oxlint-disable-next-line no-control-regex -- control characters are what it looks for
const AMBIGUOUS = /[\u0000-\u001f\u007f\\]|^\s*\/\s*\/|^\s*https?:(?!\/\/[^/])/i;

/**
 * Checks a redirect target. It may be followed when it has an allowed protocol and origin and no credentials, parsed
 * the way the browser does. Anything that two parsers could read differently is refused: control characters,
 * backslashes, scheme-relative targets, and a web scheme without its `//`.
 *
 * @returns the target as a path of the page's own origin, or as an absolute URL; null when it is refused
 */
export function safeRedirect(target: string | null | undefined, rules: RedirectRules): string | null {
  const url = parseTarget(target, rules.pageUrl, rules.allowedProtocols);
  if (!url) return null;
  const origin = originOf(url);
  if (origin === new URL(rules.pageUrl).origin) return pathOf(url);
  return rules.allowedOrigins.some((pattern) => matches(origin, pattern)) ? url.href : null;
}

/** Parses a target of any navigation. Applies the rules of {@link safeRedirect} other than those for the origin. */
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

/** Returns path, query and fragment. The path cannot be read as another host: `//evil` becomes `/evil`. */
export function pathOf(url: URL): string {
  return url.pathname.replace(/^\/+/, '/') + url.search + url.hash;
}

/**
 * Returns the origins that redirects may lead to when the application names none: the domain of the Frontend API and
 * its subdomains, and in development the API's own host.
 */
export function defaultRedirectOrigins(frontendApi: string, development: boolean): string[] {
  const apex = frontendApi.replace(/^clerk\./, '');
  return [`https://${apex}`, `https://*.${apex}`, ...(development ? [`https://${frontendApi}`] : [])];
}

/** Returns the origin of a URL, also for custom schemes, for which the URL standard has none. */
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
