import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

export type Encoding = 'br' | 'gzip' | 'identity';

/** Bytes in an encoding, made as small as it can: for what is made once and sent often. */
export async function compress(plain: Uint8Array<ArrayBuffer>, encoding: Encoding): Promise<Uint8Array<ArrayBuffer>> {
  if (encoding === 'identity') return plain;
  if (encoding === 'gzip') return new Uint8Array(await promisify(gzip)(plain, { level: 9 }));
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: plain.length };
  return new Uint8Array(await promisify(brotliCompress)(plain, { params }));
}
