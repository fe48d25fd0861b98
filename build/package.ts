import { globSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { build, transform } from 'esbuild';
import { browser, common, DIST, manifest, write } from './options.ts';

/** Builds dist/esm/: the entries of the package for bundlers. Dependencies stay imports. */
export async function buildEsm(): Promise<void> {
  const names = readdirSync('src/entries/elements').map((file) => file.replace(/\.ts$/, ''));
  await build({
    ...browser,
    minify: false,
    minifySyntax: true,
    packages: 'external',
    entryPoints: {
      elements: 'src/entries/elements.ts',
      headless: 'src/entries/headless.ts',
      ...Object.fromEntries(names.map((name) => [`elements/${name}`, `src/entries/elements/${name}.ts`])),
    },
    splitting: true,
    outdir: `${DIST}/esm`,
    chunkNames: 'chunks/[name]-[hash]',
  });
}

/** Builds dist/node/: the server, the backend SDK with its adapters, the command line. What they share is in chunks. */
export async function buildNode(): Promise<void> {
  const adapters = globSync('src/entries/backend/*.ts').map((file) => path.basename(file, '.ts'));
  await build({
    ...common,
    minify: false,
    platform: 'node',
    target: 'node22.18',
    packages: 'external',
    entryPoints: {
      server: 'src/entries/server.ts',
      cli: 'src/entries/cli.ts',
      backend: 'src/entries/backend.ts',
      ...Object.fromEntries(adapters.map((name) => [`backend/${name}`, `src/entries/backend/${name}.ts`])),
    },
    splitting: true,
    outdir: `${DIST}/node`,
    chunkNames: 'chunks/[name]-[hash]',
  });
}

/** Builds dist/node/bin.js by itself and for old runtimes: a Node that is too old has to be able to say so. */
export async function buildBin(): Promise<void> {
  const { code } = await transform(readFileSync('src/entries/bin.ts', 'utf8'), {
    loader: 'ts',
    target: 'es2015',
    supported: { 'dynamic-import': true },
    define: { NEEDED_NODE: JSON.stringify(manifest.engines.node.replace('>=', '')) },
  });
  write(`${DIST}/node/bin.js`, code.replace('"./cli.ts"', '"./cli.js"'));
}
