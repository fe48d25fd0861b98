import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { build, type Metafile, type Plugin } from 'esbuild';
import { minify } from 'terser';
import { importerOf } from './import-beside.ts';
import { BROWSERS, browser, common, DIST, manifest, write } from './options.ts';
import { createRegistry, linkToRegistry, registryModule } from './registry.ts';

const SCRIPT = `${DIST}/clerk.js`;

/** The element whose code is part of clerk.js. */
const FIRST_ELEMENT = 'src/entries/elements/sign-in.ts';

/**
 * Builds dist/clerk.js and dist/chunks/.
 *
 * The CDN script is one classic file, because a page has one script tag and every request before the form costs a
 * round trip; yet it shares its modules with the chunks. esbuild splits the graph first. Then the sign-in chunk, and
 * the modules that it and clerk.js need, are folded into clerk.js, which hands their exports to the other chunks
 * through a registry.
 */
export async function buildCdn(): Promise<void> {
  const split = await build({
    ...browser,
    entryPoints: { clerk: 'src/entries/browser.ts' },
    splitting: true,
    write: false,
    metafile: true,
    outdir: DIST,
    chunkNames: 'chunks/[name]-[hash]',
  });
  const code = new Map(split.outputFiles.map((file) => [path.relative('.', file.path), file.text]));
  const { outputs } = split.metafile;
  const firstChunk = Object.keys(outputs).find((file) => outputs[file]?.entryPoint === FIRST_ELEMENT);
  if (!firstChunk) throw new Error('No chunk for <clerk-sign-in>: src/entries/browser.ts does not import it.');
  const folded = new Set([...staticImports(outputs, SCRIPT), ...staticImports(outputs, firstChunk)]);
  const chunks = [...code.keys()].filter((file) => file !== SCRIPT && file !== firstChunk && !folded.has(file));
  const registry = createRegistry(chunks, code, folded, manifest.version);

  const script = await build({
    ...common,
    target: BROWSERS,
    format: 'iife',
    platform: 'neutral',
    write: false,
    stdin: { contents: registryModule(SCRIPT, registry), resolveDir: process.cwd() },
    plugins: [splitOutput((file) => importsOfScript(file, code.get(file) ?? '', firstChunk))],
  });
  const importer = await importerOf(manifest.version, BROWSERS);
  const text = `(()=>{var __clerkImport=${importer};${script.outputFiles[0]?.text}})();`;
  write(SCRIPT, await squeeze(text, { isModule: false }));

  for (const file of chunks) {
    const chunk = code.get(file) ?? '';
    if (chunk.includes(path.basename(firstChunk))) {
      throw new Error(`${file} imports ${firstChunk}, which is part of clerk.js.`);
    }
    write(file, await squeeze(linkToRegistry(file, chunk, registry), { isModule: true }));
  }
  addCompanions();
}

/** Every file that a file imports by statement, however far. */
function staticImports(outputs: Metafile['outputs'], file: string, seen = new Set<string>()): Set<string> {
  for (const { kind, path: to } of outputs[file]?.imports ?? []) {
    if (kind !== 'import-statement' || seen.has(to)) continue;
    seen.add(to);
    staticImports(outputs, to, seen);
  }
  return seen;
}

/**
 * A script without CORS has no base URL for `import()`, so clerk.js imports its chunks through a function of its own.
 * The sign-in chunk is part of clerk.js: its import stays, and esbuild makes it a promise that runs the chunk on demand.
 */
function importsOfScript(file: string, text: string, firstChunk: string): string {
  return text.replace(/\bimport\("([^"]+)"\)/g, (whole, to: string) => {
    const chunk = path.join(path.dirname(file), to);
    return chunk === firstChunk ? whole : `__clerkImport("./${path.relative(DIST, chunk)}")`;
  });
}

/** Lets esbuild bundle what it has just split, from memory. */
function splitOutput(textOf: (file: string) => string): Plugin {
  return {
    name: 'split-output',
    setup(bundle) {
      bundle.onResolve({ filter: /\.js$/ }, ({ path: to, importer }) => ({
        path: path.resolve(importer.startsWith('<') ? '.' : path.dirname(importer), to),
        namespace: 'split',
      }));
      bundle.onLoad({ filter: /.*/, namespace: 'split' }, ({ path: file }) => ({
        contents: textOf(path.relative('.', file)),
        resolveDir: path.dirname(file),
      }));
    },
  };
}

/**
 * Makes what esbuild leaves 3 % smaller. A module is always read as UTF-8; a script from a host that names no charset
 * is read as the page is, so it keeps to ASCII.
 */
async function squeeze(text: string, { isModule }: { isModule: boolean }): Promise<string> {
  const { code } = await minify(text, {
    module: isModule,
    ecma: 2020,
    compress: { sequences: false },
    format: { comments: false, ascii_only: !isModule },
  });
  return `${code}\n`;
}

/** Writes dist/integrity.json, the SRI hash of each CDN file, and a `.br` beside each: brotli, quality 11. */
function addCompanions(): void {
  const files = ['clerk.js', ...readdirSync(`${DIST}/chunks`).map((file) => `chunks/${file}`)];
  const integrity: Record<string, string> = {};
  for (const name of files) {
    const bytes = readFileSync(`${DIST}/${name}`);
    integrity[name] = `sha384-${createHash('sha384').update(bytes).digest('base64')}`;
    const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
    writeFileSync(`${DIST}/${name}.br`, brotliCompressSync(bytes, { params }));
  }
  writeFileSync(`${DIST}/integrity.json`, `${JSON.stringify(integrity, null, 2)}\n`);
}
