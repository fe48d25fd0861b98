/** A host-source: scheme, host, port and path. */
const HOST_SOURCE =
  /^(?:([a-z][a-z0-9+.-]*):\/\/)?(\*|(?:\*\.)?[a-z0-9_-]+(?:\.[a-z0-9_-]+)*|\[[0-9a-f:.]+\])(?::(\d+|\*))?(\/.*)?$/i;
const SCHEME_SOURCE = /^([a-z][a-z0-9+.-]*):$/i;
/** A scheme in a policy also matches its secure form. That `wss:` matches `https:` as well is not so in every browser. */
const UPGRADES: Readonly<Record<string, string>> = { http: 'https', ws: 'wss' };
const PORTS: Readonly<Record<string, string>> = { http: '80', https: '443', ws: '80', wss: '443' };

/**
 * Tells whether a source of a policy matches all that another source matches: a URL, everything below a folder, or a scheme.
 *
 * @param source of the policy
 * @param wanted a URL (a folder ends with a slash), `'self'` or a scheme such as `data:`
 * @param page URL of the page that has the policy
 * @source Content Security Policy Level 3, 6.7.2.8 "Does url match expression in origin with redirect count?"
 */
export function matchesSource(source: string, wanted: string, page: URL): boolean {
  const scheme = SCHEME_SOURCE.exec(source)?.[1]?.toLowerCase();
  const wantedScheme = SCHEME_SOURCE.exec(wanted)?.[1]?.toLowerCase();
  if (wantedScheme !== undefined) {
    // A star stands for the schemes of the network alone.
    if (source === '*') return wantedScheme in PORTS;
    return scheme !== undefined && matchesScheme(scheme, wantedScheme);
  }
  const url = wanted === "'self'" ? new URL('/', page) : new URL(wanted);
  const urlScheme = url.protocol.slice(0, -1);
  if (source.toLowerCase() === "'self'") return isSameSite(page, url);
  if (source === '*') return urlScheme in PORTS;
  if (scheme !== undefined) return matchesScheme(scheme, urlScheme);
  return matchesHost(source, url, page);
}

function matchesHost(source: string, url: URL, page: URL): boolean {
  const [, scheme, host = '', port, path] = HOST_SOURCE.exec(source) ?? [];
  if (host === '') return false;
  const urlScheme = url.protocol.slice(0, -1);
  if (!matchesScheme((scheme ?? page.protocol.slice(0, -1)).toLowerCase(), urlScheme)) return false;
  if (!matchesName(host.toLowerCase(), url.hostname)) return false;
  return matchesPort(port, url, urlScheme) && matchesPath(path, url.pathname);
}

function matchesScheme(scheme: string, urlScheme: string): boolean {
  return scheme === urlScheme || UPGRADES[scheme] === urlScheme;
}

function matchesName(pattern: string, host: string): boolean {
  if (pattern === '*') return true;
  return pattern.startsWith('*.') ? host.endsWith(pattern.slice(1)) : pattern === host;
}

function matchesPort(port: string | undefined, url: URL, scheme: string): boolean {
  const actual = url.port || PORTS[scheme];
  if (port === '*') return true;
  if (port === undefined) return actual === PORTS[scheme];
  return port === actual || (port === '80' && actual === '443');
}

function matchesPath(path: string | undefined, urlPath: string): boolean {
  if (path === undefined || path === '/') return true;
  const [pattern, actual] = [decode(path), decode(urlPath)];
  return pattern.endsWith('/') ? actual.startsWith(pattern) : actual === pattern;
}

function decode(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** The own origin, or its secure form at the standard port. */
function isSameSite(page: URL, url: URL): boolean {
  if (page.origin === url.origin) return true;
  const isStandard = page.port === '' && url.port === '';
  return isStandard && page.hostname === url.hostname && page.protocol === 'http:' && url.protocol === 'https:';
}
