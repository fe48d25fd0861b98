import { isLoopbackHost } from '../../protocol/loopback.ts';
import type { SettingReader } from './setting-reader.ts';
import type { SettingPath } from './setting-table.ts';

/** Whether a URL is https, or http on this machine. */
export function isSafeScheme(url: URL): boolean {
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopbackHost(url.hostname));
}

/** Reads an absolute http(s) URL without credentials; undefined when it is absent or wrong. */
export function readUrl(reader: SettingReader, path: SettingPath): URL | undefined {
  const text = reader.text(path);
  if (text === undefined) return undefined;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  // The URL parser would silently correct `https:example.com` and backslashes.
  if (!url || !/^https?:\/\/[^/\\]/i.test(text)) {
    reader.fail(path, 'is not an absolute http(s) URL', 'Write it in full, such as https://example.com/path.', text);
    return undefined;
  }
  if (url.username || url.password) {
    reader.fail(path, 'holds a user name or password', 'Remove them from the URL.');
    return undefined;
  }
  return url;
}

/**
 * Reads the URL of a service that gets codes or secrets: https, or http on this machine. The problem does not repeat
 * the URL, which may hold a token.
 *
 * @returns the URL as it was given; undefined when it is absent or wrong
 */
export function readServiceUrl(reader: SettingReader, path: SettingPath): string | undefined {
  const text = reader.text(path);
  if (text === undefined) return undefined;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url && isSafeScheme(url) && !url.username && !url.password && !url.hash) return text;
  reader.fail(path, 'is not an https URL', 'Write https://…; plain http is for this machine only.');
  return undefined;
}

/**
 * Reads the base URL of a service, to which the server appends paths.
 *
 * @returns the URL without a slash at the end; the fallback when it is absent or wrong
 */
export function readServiceBaseUrl(reader: SettingReader, path: SettingPath, fallback: string): string {
  const text = readServiceUrl(reader, path);
  if (text === undefined) return fallback;
  const url = new URL(text);
  if (url.search) reader.fail(path, 'has a query', 'Remove it.', url.origin + url.pathname);
  return url.href.replace(/\/+$/, '');
}

/** Reads the base URL of the API: an origin on https, or on this machine. */
export function readBaseUrl(reader: SettingReader): URL | undefined {
  if (!reader.has('url')) {
    reader.fail('url', 'is missing', 'Set it to the public base URL of the API, such as https://clerk.example.com.');
    return undefined;
  }
  const url = readUrl(reader, 'url');
  if (!url) return undefined;
  if (!isSafeScheme(url)) {
    const cure = 'Use https, or a loopback address such as http://localhost:4400 while developing.';
    reader.fail('url', 'uses plain http', cure, url.origin);
    return undefined;
  }
  if (url.pathname !== '/' || url.search || url.hash) {
    const cure = `Use ${url.origin}, and proxyPaths for a path such as /__clerk.`;
    reader.fail('url', 'has a path, query or fragment', cure, url.origin + url.pathname);
    return undefined;
  }
  return url;
}

/** Reads `allowedOrigins`. Each entry must be spelled exactly as a browser sends it. */
export function readOrigins(reader: SettingReader, instanceType: 'production' | 'development'): string[] {
  return reader.list('allowedOrigins').flatMap(({ path, value }) => {
    if (value.includes('*')) {
      reader.fail(path, 'holds a wildcard', 'List every origin by name; patterns are never matched.', value);
      return [];
    }
    const url = URL.canParse(value) ? new URL(value) : undefined;
    if (!url || !/^https?:$/.test(url.protocol) || url.origin !== value) {
      const near = url && /^https?:$/.test(url.protocol) && url.hostname ? url.origin : 'https://app.example.com';
      reader.fail(path, 'is not an exact origin', `Write scheme, host and port only, such as ${near}.`, value);
      return [];
    }
    if (instanceType === 'production' && !isSafeScheme(url)) {
      reader.fail(path, 'uses plain http', 'Use https, or instanceType development.', value);
      return [];
    }
    return [value];
  });
}

/** Reads `proxyPaths`. `''` is the root, which is always served. */
export function readProxyPaths(reader: SettingReader): string[] {
  const paths = reader.list('proxyPaths').flatMap(({ path, value }) => {
    if (value === '' || value === '/') return [];
    if (!/^(\/[A-Za-z0-9_~-]+)+$/.test(value)) {
      reader.fail(path, 'is not a plain path', 'Start with / and end without one, such as /__clerk.', value);
      return [];
    }
    if (/^\/(v1|npm|__dev|oauth|api_keys)(\/|$)/.test(value)) {
      reader.fail(path, 'hides a path of the API itself', 'Choose another path, such as /__clerk.', value);
      return [];
    }
    return [value];
  });
  return [...new Set(paths)];
}
