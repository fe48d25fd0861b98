// Compresses quickly in the process that loads it: what a server of a test sends once needs no best compression, which took a
// third of the time of the tests with Clerk's screens. Sizes are measured elsewhere, in the check.
import { createRequire, syncBuiltinESMExports } from 'node:module';
import type { BrotliOptions } from 'node:zlib';

type Compress = (
  bytes: Uint8Array,
  options: BrotliOptions,
  done: (error: Error | null, packed: Buffer) => void,
) => void;

const zlib = createRequire(import.meta.url)('node:zlib') as {
  brotliCompress: Compress;
  constants: { BROTLI_PARAM_QUALITY: number };
};
const QUALITY = 4;
const { brotliCompress } = zlib;

zlib.brotliCompress = (bytes, options, done) =>
  brotliCompress(
    bytes,
    { ...options, params: { ...options.params, [zlib.constants.BROTLI_PARAM_QUALITY]: QUALITY } },
    done,
  );
syncBuiltinESMExports();
