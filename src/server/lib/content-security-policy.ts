/** A policy: its directives by name, each with its sources. The first of two directives of one name counts. */
export type Policy = ReadonlyMap<string, readonly string[]>;

/** What a policy is asked about. */
export interface PolicyRequest {
  /** Directive that is asked for, such as `script-src-elem`; those that stand in for it are looked up. */
  directive: string;
  /** Absolute URL; undefined for what is written in the page, such as a `<style>`. */
  url?: string;
  /** URL of the page, which `'self'` means. */
  pageUrl: string;
  /** The attribute `nonce`. */
  nonce?: string | undefined;
  /** Hashes, as the attribute `integrity` writes them, such as `sha384-…`. */
  hashes?: readonly string[];
}

/** What a browser looks at when a directive is missing (https://www.w3.org/TR/CSP3/#directive-fallback-list). */
const STAND_INS: Readonly<Record<string, readonly string[]>> = {
  'script-src-elem': ['script-src', 'default-src'],
  'style-src-elem': ['style-src', 'default-src'],
  'frame-src': ['child-src', 'default-src'],
  'worker-src': ['child-src', 'script-src', 'default-src'],
};
const DEFAULT_PORTS: Readonly<Record<string, string>> = { 'http:': '80', 'https:': '443', 'ws:': '80', 'wss:': '443' };
const HOST_SOURCE = /^(?:([a-z][a-z\d+.-]*):\/\/)?(\*|(?:\*\.)?[^/:*]+)(?::(\d+|\*))?(\/.*)?$/i;

/**
 * Parses the value of a `Content-Security-Policy` header, which may hold several policies.
 *
 * @example parsePolicies("default-src 'none'; img-src https:")[0].get('img-src') // ['https:']
 */
export function parsePolicies(text: string): Policy[] {
  const policies = text.split(',').map(parsePolicy);
  return policies.filter(({ size }) => size > 0);
}

function parsePolicy(text: string): Policy {
  const policy = new Map<string, readonly string[]>();
  for (const directive of text.split(';')) {
    const [name = '', ...values] = directive.trim().split(/\s+/);
    if (name && !policy.has(name.toLowerCase())) policy.set(name.toLowerCase(), values);
  }
  return policy;
}

/** Returns the name of the directive of a policy that decides about another one; undefined when none does. */
export function decidingDirective(policy: Policy, directive: string): string | undefined {
  return [directive, ...(STAND_INS[directive] ?? ['default-src'])].find((name) => policy.has(name));
}

/**
 * Tells whether a policy lets a page load something.
 *
 * @example allows(policy, { directive: 'connect-src', url: 'https://clerk.example.com/v1', pageUrl })
 */
export function allows(policy: Policy, { directive, url, pageUrl, nonce, hashes = [] }: PolicyRequest): boolean {
  const deciding = decidingDirective(policy, directive);
  if (deciding === undefined) return true;
  const sources = policy.get(deciding) ?? [];
  const isScript = directive.startsWith('script-src');
  if (nonce && sources.includes(`'nonce-${nonce}'`)) return true;
  if (hashes.length > 0 && hashes.every((hash) => sources.includes(`'${hash}'`))) return true;
  if (url === undefined) return allowsInline(sources);
  // With it, browsers ignore the addresses.
  if (isScript && has(sources, "'strict-dynamic'")) return false;
  return sources.some((source) => matches(source, new URL(url), new URL(pageUrl)));
}

/** A nonce or a hash beside it switches `'unsafe-inline'` off. */
function allowsInline(sources: readonly string[]): boolean {
  return has(sources, "'unsafe-inline'") && !sources.some((source) => /^'(nonce|sha\d+)-/i.test(source));
}

function has(sources: readonly string[], keyword: string): boolean {
  return sources.some((source) => source.toLowerCase() === keyword);
}

function matches(source: string, url: URL, page: URL): boolean {
  if (source.toLowerCase() === "'self'") return isSelf(url, page);
  if (source.startsWith("'")) return false;
  if (source === '*') return /^(https?|wss?):$/.test(url.protocol) || url.protocol === page.protocol;
  if (/^[a-z][a-z\d+.-]*:$/i.test(source)) return isScheme(source.toLowerCase(), url.protocol);
  const [, scheme, host = '', port, path] = HOST_SOURCE.exec(source) ?? [];
  if (!host) return false;
  if (!isScheme(scheme ? `${scheme.toLowerCase()}:` : page.protocol, url.protocol)) return false;
  return isHost(host.toLowerCase(), url.hostname) && isPort(port, url) && isPath(path, url.pathname);
}

function isSelf(url: URL, page: URL): boolean {
  return url.host === page.host && isScheme(page.protocol, url.protocol);
}

/** A scheme means the secure one as well. */
function isScheme(wanted: string, scheme: string): boolean {
  return wanted === scheme || `${wanted.slice(0, -1)}s:` === scheme;
}

function isHost(wanted: string, hostname: string): boolean {
  if (wanted === '*') return true;
  return wanted.startsWith('*.') ? hostname.endsWith(wanted.slice(1)) : wanted === hostname;
}

function isPort(wanted: string | undefined, { port, protocol }: URL): boolean {
  if (wanted === '*') return true;
  const given = port || DEFAULT_PORTS[protocol];
  // An address with the port of http means that of https as well.
  return wanted === undefined ? port === '' : wanted === given || (wanted === '80' && given === '443');
}

function isPath(wanted: string | undefined, pathname: string): boolean {
  if (!wanted || wanted === '/') return true;
  return wanted.endsWith('/') ? pathname.startsWith(wanted) : pathname === wanted;
}
