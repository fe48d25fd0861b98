import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

export type Encoding = 'br' | 'gzip' | 'identity';

/**
 * The best encoding that a request accepts: brotli, then gzip, then none (RFC 9110, section 12.5.3).
 *
 * @param header value of `Accept-Encoding`, if any
 */
export function chooseEncoding(header: string | null): Encoding {
  const weights = new Map<string, number>();
  for (const part of (header ?? '').slice(0, 1024).toLowerCase().split(',')) {
    const [name = '', ...parameters] = part.split(';').map((text) => text.trim());
    const weight = parameters.find((text) => text.startsWith('q='))?.slice(2) ?? '1';
    if (name) weights.set(name, Number(weight) || 0);
  }
  const accepts = (name: string) => (weights.get(name) ?? weights.get('*') ?? 0) > 0;
  return accepts('br') ? 'br' : accepts('gzip') ? 'gzip' : 'identity';
}

/** Compresses as far as the encoding allows. It is slow: for bytes that are made once and sent often. */
export async function compress(plain: Uint8Array<ArrayBuffer>, encoding: Encoding): Promise<Uint8Array<ArrayBuffer>> {
  if (encoding === 'identity') return plain;
  if (encoding === 'gzip') return new Uint8Array(await promisify(gzip)(plain, { level: 9 }));
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: plain.length };
  return new Uint8Array(await promisify(brotliCompress)(plain, { params }));
}
