import type { AppContext } from '../../http/app-env.ts';
import { chooseEncoding, compress, type Encoding } from '../../lib/content-encoding.ts';

/**
 * Answers a value that is the same for everybody and never changes, compressed once for each encoding.
 *
 * Only for what is public. An answer that holds a token next to something the page chose must never be compressed:
 * its size would tell about the token (BREACH).
 */
export function fixedJson(value: unknown): (c: AppContext) => Promise<Response> {
  const plain = new TextEncoder().encode(JSON.stringify(value));
  const kept = new Map<Encoding, Promise<Uint8Array<ArrayBuffer>>>();
  return async (c) => {
    const encoding = chooseEncoding(c.req.raw.headers.get('accept-encoding'));
    const made = kept.get(encoding) ?? compress(plain, encoding);
    kept.set(encoding, made);
    const bytes = await made;
    c.header('Vary', 'Accept-Encoding', { append: true });
    c.header('Content-Type', 'application/json');
    c.header('Content-Length', String(bytes.length));
    if (encoding !== 'identity') c.header('Content-Encoding', encoding);
    return c.body(bytes);
  };
}
