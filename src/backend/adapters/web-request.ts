import type { ClientAddressOption, ForwardedRequest } from './create-adapter.ts';
import type { GuardedRequest } from './guard.ts';
import { publicUrl } from './public-url.ts';

/** A web request, as the guard and the proxy read it. */
export interface ReadRequest {
  guarded: GuardedRequest;
  forwarded(): ForwardedRequest;
}

/**
 * Reads a web request at the URL that the browser has.
 *
 * @param clientAddress returns the address of the visitor; undefined = not known
 * @param url of the page that the rules are about; default: that of the request
 */
export function readWebRequest(
  request: Request,
  clientAddress: ClientAddressOption['clientAddress'],
  url: string | URL = request.url,
): ReadRequest {
  const { method, headers } = request;
  const page = publicUrl(url, headers);
  return {
    guarded: { method, headers, url: page },
    forwarded: () => ({ request: new Request(page, request), clientAddress: clientAddress?.(request) }),
  };
}

/** Returns the address of the visitor. Some platforms do not know it, and say so by an error. */
export function addressIfKnown(read: () => string): string | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
