import { fileURLToPath } from 'node:url';

/** What the demo wallet uses of `@noble/curves` and `@noble/hashes`. */
const ENTRY = `
export { secp256k1 } from '@noble/curves/secp256k1.js';
export { keccak_256 } from '@noble/hashes/sha3.js';
export { bytesToHex, concatBytes, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';`;

let bundle: Promise<string> | undefined;

/** Bundles the cryptography of the demo wallet as one module for the browser, when a browser first asks for it. */
export function bundleCurves(): Promise<string> {
  bundle ??= build();
  return bundle;
}

async function build(): Promise<string> {
  // Imported only then: most starts of the demo need no bundler.
  const esbuild = await import('esbuild');
  const { outputFiles } = await esbuild.build({
    stdin: { contents: ENTRY, resolveDir: fileURLToPath(new URL('.', import.meta.url)) },
    bundle: true,
    format: 'esm',
    target: 'es2022',
    minify: true,
    write: false,
  });
  return outputFiles[0]?.text ?? '';
}
