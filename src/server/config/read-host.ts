import { isLoopbackHost } from '../../protocol/loopback.ts';
import { isWithin } from '../lib/is-within.ts';
import type { SettingReader } from './setting-reader.ts';
import type { SettingPath } from './setting-table.ts';

const HOST = /^[a-z0-9-]+(\.[a-z0-9-]+)+(:\d{1,5})?$/;

/**
 * Reads the host in the publishable key. A key cannot name a host without a dot, so `localhost:4400` becomes
 * `clerk.localhost:4400`, which browsers also resolve to this machine.
 */
export function readFrontendApi(reader: SettingReader, url: URL): string {
  const fallback = HOST.test(url.host) ? url.host : `clerk.localhost${url.port ? `:${url.port}` : ''}`;
  const given = reader.text('frontendApi', 253)?.toLowerCase();
  if (given === undefined) return fallback;
  if (HOST.test(given)) return given;
  const cure = `Give a host with a dot and no scheme, such as ${fallback}.`;
  reader.fail('frontendApi', 'is not a host that a publishable key can name', cure, given);
  return fallback;
}

/** Reads `cookieDomain`: the API's host or a parent of it, since browsers silently drop cookies for other domains. */
export function readCookieDomain(reader: SettingReader, url: URL): string | null {
  const given = reader.text('cookieDomain', 253)?.toLowerCase();
  if (given === undefined) return null;
  const domain = given.replace(/^\./, '');
  const host = url.hostname;
  if (!/^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(domain) || /^[\d.]+$/.test(domain)) {
    const cure = isLoopbackHost(host)
      ? 'Leave it out on this machine.'
      : 'Give a name with a dot, such as example.com.';
    reader.fail('cookieDomain', 'is not a domain name that cookies can have', cure, given);
    return null;
  }
  if (!isWithin(host, domain)) {
    const parent = host.split('.').slice(-2).join('.');
    reader.fail('cookieDomain', `is not a parent of ${host}`, `Use ${parent}, or leave it out.`, given);
    return null;
  }
  return domain;
}

/** Reads the name of a request header, in lower case. */
export function readHeaderName(reader: SettingReader, path: SettingPath): string | null {
  const given = reader.text(path, 64);
  if (given === undefined) return null;
  if (/^[A-Za-z0-9-]+$/.test(given)) return given.toLowerCase();
  reader.fail(path, 'is not a header name', 'Use letters, digits and dashes, such as x-forwarded-for.', given);
  return null;
}
