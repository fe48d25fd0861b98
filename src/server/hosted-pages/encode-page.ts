import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { AppContext } from '../http/app-env.ts';
import { chooseEncoding, type Encoding } from '../lib/content-encoding.ts';

/** Each page is made for one request, so it is compressed fast rather than well. */
const QUALITY = 4;

/**
 * Answers a page.
 *
 * @param isPublic the page says nothing of a visitor. Only such a page is compressed: the size of any other one would tell
 *   what it says to a page that chooses a part of its address (BREACH)
 */
export async function encodePage(c: AppContext, html: string, status: number, isPublic: boolean): Promise<Response> {
  const plain = new TextEncoder().encode(html);
  const encoding = isPublic ? chooseEncoding(c.req.raw.headers.get('accept-encoding')) : 'identity';
  const bytes = await compress(plain, encoding);
  c.header('Content-Type', 'text/html; charset=utf-8');
  c.header('Content-Length', String(bytes.length));
  if (encoding !== 'identity') c.header('Content-Encoding', encoding);
  return c.body(bytes, status as 200);
}

async function compress(plain: Uint8Array<ArrayBuffer>, encoding: Encoding): Promise<Uint8Array<ArrayBuffer>> {
  if (encoding === 'identity') return plain;
  if (encoding === 'gzip') return new Uint8Array(await promisify(gzip)(plain));
  const params = { [constants.BROTLI_PARAM_QUALITY]: QUALITY, [constants.BROTLI_PARAM_SIZE_HINT]: plain.length };
  return new Uint8Array(await promisify(brotliCompress)(plain, { params }));
}
