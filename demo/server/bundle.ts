import { fileURLToPath } from 'node:url';

/** The modules that browsers get in one piece, by the name of their file. */
const ENTRIES: Record<string, string> = {
  // What the demo wallet uses of `@noble/curves` and `@noble/hashes`.
  'curves.js': `
export { secp256k1 } from '@noble/curves/secp256k1.js';
export { keccak_256 } from '@noble/hashes/sha3.js';
export { bytesToHex, concatBytes, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';`,
  // The client without elements, with its stores.
  'headless.js': `export * from '../../src/entries/headless.ts';`,
  // The backend SDK, which runs wherever there is WebCrypto. An application keeps it on its server.
  'backend-sdk.js': `export { createClerkClient } from '../../src/entries/backend.ts';`,
};

const bundles = new Map<string, Promise<string>>();

/**
 * Bundles a module for browsers when the first one asks for it.
 *
 * @param file its name; undefined is returned for others
 */
export function bundle(file: string): Promise<string> | undefined {
  const contents = ENTRIES[file];
  if (contents === undefined) return undefined;
  const made = bundles.get(file) ?? build(contents);
  bundles.set(file, made);
  return made;
}

async function build(contents: string): Promise<string> {
  // Imported only then: most starts of the demo need no bundler.
  const esbuild = await import('esbuild');
  const { outputFiles } = await esbuild.build({
    stdin: { contents, resolveDir: fileURLToPath(new URL('.', import.meta.url)), loader: 'ts' },
    bundle: true,
    format: 'esm',
    // The renderer of forms, which the SDK loads on demand, imports style sheets as texts.
    loader: { '.css': 'text' },
    target: 'es2022',
    minify: true,
    write: false,
  });
  return outputFiles[0]?.text ?? '';
}
