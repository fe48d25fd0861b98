import type { RequestLike } from '../request/read-credentials.ts';

/**
 * Returns the URL of a request as the browser has it. Behind a proxy the server sees an address of its own; then
 * `X-Forwarded-Host` and `X-Forwarded-Proto` count, and else the `Host` header, as in Clerk's SDKs. Of several values the
 * first counts, and one that is no host or no protocol does not. Path and query stay as they were sent.
 *
 * A client can send such headers itself. It only misleads its own browser: the server of the instance sends nobody to an
 * origin that is not allowed.
 *
 * @param url the absolute URL of the request as the framework has it
 */
export function publicUrl(url: string | URL, headers: RequestLike['headers']): string {
  const [, scheme = '', authority = 'localhost', path = '/'] = PARTS.exec(String(url)) ?? [];
  const protocol = scheme.toLowerCase() === 'https' ? 'https' : 'http';
  const host = readHeader(headers, 'x-forwarded-host', HOST) ?? readHeader(headers, 'host', HOST) ?? authority;
  const origin = `${readHeader(headers, 'x-forwarded-proto', /^https?$/i) ?? protocol}://`;
  const text = URL.canParse(origin + host) ? origin + host : origin + authority;
  return `${new URL(text).origin}${path.startsWith('/') ? '' : '/'}${path}`;
}

/** Of any scheme: a path that could not be read would be taken for the home page, which is mostly public. */
const PARTS = /^([a-z][a-z\d+.-]*):\/\/([^/?#\\]*)(.*)$/is;
const HOST = /^(?:[\w-]+(?:\.[\w-]+)*\.?|\[[\da-f:.]+\])(?::\d{1,5})?$/i;

function readHeader(headers: RequestLike['headers'], name: string, form: RegExp): string | undefined {
  const value = headers.get(name)?.split(',', 1)[0]?.trim();
  return value !== undefined && form.test(value) ? value : undefined;
}
