import { globSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { build, type Metafile, transform } from 'esbuild';
import { SEED_SCHEMA } from '../src/server/emulate/seed-schema.ts';
import { requiredBuiltins, withoutPgNative } from './bundled-packages.ts';
import { BROWSERS, browser, common, DIST, manifest, write } from './options.ts';
import { cssText, squeezeTemplates } from './plugins.ts';

/** What stays an import. Every other library becomes part of a bundle. */
const dependencies = Object.keys(manifest.dependencies);
/** Packages with machine code, which is another one on each machine. The server does without those that are missing. */
const NATIVE = ['@node-rs/argon2', 'sharp'];

/** Builds dist/esm/: the entries of the package for bundlers. Dependencies stay imports. */
export async function buildEsm(): Promise<Metafile> {
  const names = readdirSync('src/entries/elements').map((file) => file.replace(/\.ts$/, ''));
  const { metafile } = await build({
    ...browser,
    minify: false,
    minifySyntax: true,
    external: dependencies,
    entryPoints: {
      elements: 'src/entries/elements.ts',
      headless: 'src/entries/headless.ts',
      ...Object.fromEntries(names.map((name) => [`elements/${name}`, `src/entries/elements/${name}.ts`])),
    },
    splitting: true,
    metafile: true,
    outdir: `${DIST}/esm`,
    chunkNames: 'chunks/[name]-[hash]',
  });
  return metafile;
}

/**
 * Builds the server, the emulator and the command line in dist/node/. The libraries that only they need are part of them,
 * so whoever installs the package for its elements does not install a server. Native ones cannot be, so they are optional
 * peers.
 */
export async function buildServer(): Promise<Metafile> {
  const { metafile } = await build({
    ...common,
    minify: false,
    platform: 'node',
    target: 'node22.18',
    external: [...dependencies, ...NATIVE],
    plugins: [cssText(BROWSERS), squeezeTemplates, requiredBuiltins, withoutPgNative],
    entryPoints: { server: 'src/entries/server.ts', testing: 'src/entries/testing.ts', cli: 'src/entries/cli.ts' },
    splitting: true,
    metafile: true,
    outdir: `${DIST}/node`,
    chunkNames: 'chunks/[name]-[hash]',
  });
  write(`${DIST}/node/seed.schema.json`, `${JSON.stringify(SEED_SCHEMA, null, 2)}\n`);
  return metafile;
}

/** Builds the backend SDK with its adapters in dist/node/. It runs on every runtime, so no code of the server is in it. */
export async function buildBackend(): Promise<Metafile> {
  const adapters = globSync('src/entries/backend/*.ts').map((file) => path.basename(file, '.ts'));
  const { metafile } = await build({
    ...common,
    minify: false,
    platform: 'neutral',
    target: 'node22.18',
    plugins: [cssText(BROWSERS), squeezeTemplates],
    // The frameworks of the adapters are there when an application uses them. Lit is part of the files: the build of Lit that
    // needs no DOM is what Node would choose, and workers would get the one for browsers.
    external: [...dependencies.filter((name) => name !== 'lit'), ...Object.keys(manifest.peerDependencies)],
    conditions: ['node'],
    entryPoints: {
      backend: 'src/entries/backend.ts',
      ...Object.fromEntries(adapters.map((name) => [`backend/${name}`, `src/entries/backend/${name}.ts`])),
    },
    splitting: true,
    metafile: true,
    outdir: `${DIST}/node`,
    chunkNames: 'chunks/[name]-[hash]',
  });
  return metafile;
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
