// Builds everything under dist/:
//   dist/clerk.js + dist/chunks/*   the CDN script and the chunks it imports (classic script + ES modules)
//   dist/esm/*                      npm entries for bundlers
//   dist/node/*                     server, backend SDK, command line
//   dist/types/*                    declarations
//   dist/integrity.json, *.br       SRI hashes and brotli 11 twins of the CDN files
//   custom-elements.json            manifest of the elements
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { build, transform } from 'esbuild';
import { minify } from 'terser';

const dist = 'dist';
const IMPORT = /import\s*(?:\{([^}]*)\}\s*from\s*)?"([^"]+)";?/g;
const { version, engines, exports: exported } = JSON.parse(readFileSync('package.json', 'utf8'));
const native = path.resolve('src/client/platform/native.ts');
const browserTarget = ['chrome111', 'firefox114', 'safari16.4'];

/** `import sheet from './x.css'` yields the minified text. */
const cssText = {
  name: 'css-text',
  setup(b) {
    b.onLoad({ filter: /\.css$/ }, async ({ path: file }) => {
      const { code } = await transform(readFileSync(file, 'utf8'), {
        loader: 'css',
        minify: true,
        target: browserTarget,
      });
      return { contents: code.trim(), loader: 'text' };
    });
  },
};

/** Line breaks between the tags of a template cost bytes and mean nothing: layout never relies on them. */
const squeezeTemplates = {
  name: 'squeeze-templates',
  setup(b) {
    b.onLoad({ filter: /src\/elements\/.*\.ts$/ }, ({ path: file }) => ({
      contents: readFileSync(file, 'utf8')
        .replace(/(>)\s*\n\s*(<|\$\{)/g, '$1$2')
        .replace(/(\})\s*\n\s*(<)/g, '$1$2'),
      loader: 'ts',
    }));
  },
};

/** The style sheets of shadow roots, which no element here has. */
const withoutShadowStyles = {
  name: 'without-shadow-styles',
  setup(b) {
    b.onLoad({ filter: /@lit\/reactive-element\/css-tag\.js$/ }, () => ({
      contents: `export const supportsAdoptingStyleSheets = true, getCompatibleStyle = (s) => s, adoptStyles = () => {};
        export { adoptStyles as css, adoptStyles as unsafeCSS, adoptStyles as CSSResult };`,
    }));
  },
};

/**
 * Lit without what elements of the page can stand in for. The globals through which it meets its polyfills and counts
 * its versions go: no supported browser needs a polyfill, and `<form id="litHtmlVersions">` would stop the script. The
 * document is read as our own code reads it (src/client/platform/native.ts). Writing properties back into attributes
 * goes as well: no element here does.
 */
const withoutLitGlobals = {
  name: 'without-lit-globals',
  setup(b) {
    b.onLoad({ filter: /(lit-html|reactive-element|lit-element)\.js$/ }, ({ path: file }) => {
      const text = readFileSync(file, 'utf8');
      const [, doc] = /\b(\w+)=document\b/.exec(text) ?? [];
      const contents = `import { ownGlobal as __own, page as __page } from ${JSON.stringify(native)};${text}`
        .replace(`${doc}=document`, `${doc}=__page`)
        // These two want a node.
        .replace(`createTreeWalker(${doc},`, 'createTreeWalker(document,')
        .replace(`.currentNode=${doc},`, '.currentNode=document,')
        .replace(/\b\w+\.trustedTypes\b/g, '__own("trustedTypes")')
        .replace(/\b\w+\.(lit|reactive)\w*(Polyfill|Hydrate)Support\b/g, 'undefined')
        .replace(/\(\w+\.(lit|reactive)\w*Versions\?\?=\[\]\)\.push\("[\d.]+"\)/g, '0')
        .replace(/\w+\.litPropertyMetadata\?\?=new WeakMap/g, '0')
        .replace(/\blitPropertyMetadata\.get\(\w+\)/g, 'undefined')
        .replace(/toAttribute\(\w+,\w+\)\{switch.*?return \w+\},(?=from)/, '')
        .replace(/(_\$ET\(\w+,\w+\)\{).*?\}\}(?=_\$AK)/, '$1}');
      const isKnown = !/===\w\.reflect\b|toAttribute\(\w+,\w+\)\{|\w=document\b(?!,)/.test(contents);
      if (!isKnown) throw new Error(`${file} is not the Lit that was expected.`);
      return { contents };
    });
  },
};

const common = { bundle: true, minify: true, format: 'esm', legalComments: 'none', logLevel: 'warning' };
const browser = {
  ...common,
  target: browserTarget,
  platform: 'browser',
  conditions: ['browser', 'production'],
  define: { 'process.env.NODE_ENV': '"production"' },
  plugins: [cssText, squeezeTemplates, withoutShadowStyles, withoutLitGlobals],
};

/**
 * The CDN script must be one classic file (a page has one script tag, and every request before the form costs a
 * round trip), yet share its modules with the chunks. esbuild splits the graph first; then the sign-in chunk and the
 * modules that it and clerk.js need are folded into clerk.js, which hands their exports to the chunks through one
 * registry, keyed by version so that two versions on a page never mix.
 */
async function buildCdn() {
  const split = await build({
    ...browser,
    entryPoints: { clerk: 'src/entries/browser.ts' },
    splitting: true,
    write: false,
    metafile: true,
    outdir: dist,
    chunkNames: 'chunks/[name]-[hash]',
  });
  const code = new Map(split.outputFiles.map((f) => [path.relative('.', f.path), f.text]));
  const { outputs } = split.metafile;
  const statics = (file, seen = new Set()) => {
    for (const i of outputs[file].imports) {
      if (i.kind !== 'import-statement' || seen.has(i.path)) continue;
      seen.add(i.path);
      statics(i.path, seen);
    }
    return seen;
  };
  const script = `${dist}/clerk.js`;
  const firstChunk = Object.keys(outputs).find((f) => outputs[f].entryPoint === 'src/entries/elements/sign-in.ts');
  if (!firstChunk) throw new Error('No chunk for <clerk-sign-in>: src/entries/browser.ts does not import it.');
  const folded = new Set([...statics(script), ...statics(firstChunk)]);
  const registry = `globalThis[Symbol.for("clerk-widgets@${version}")]`;
  const short = new Map([...folded].map((f, i) => [f, `m${i}`]));

  const chunks = [...code.keys()].filter((file) => file !== script && file !== firstChunk && !folded.has(file));
  const handed = handedOver(chunks, code, folded);

  // `import()` of a script without CORS has no base URL: the function the script begins with knows one. The sign-in
  // chunk is in the script; its import is a promise, and it runs when it is asked for.
  const importChunks = (file) =>
    code.get(file).replace(/\bimport\("([^"]+)"\)/g, (whole, to) => {
      const chunk = path.join(path.dirname(file), to);
      return chunk === firstChunk ? whole : `__clerkImport("./${path.relative(dist, chunk)}")`;
    });
  const iife = await build({
    ...common,
    target: browserTarget,
    format: 'iife',
    platform: 'neutral',
    write: false,
    stdin: {
      // The script comes first: its requests are on their way while the rest is evaluated.
      contents: [
        `import "./${script}";`,
        ...[...handed].map(
          ([f, names]) => `import {${names.map((n) => `${n} as ${short.get(f)}_${n}`)}} from "./${f}";`,
        ),
        `${registry} = {${[...handed].map(([f, names]) => `${short.get(f)}:{${names.map((n) => `${n}:${short.get(f)}_${n}`)}}`)},i: __clerkImport};`,
      ].join('\n'),
      resolveDir: process.cwd(),
    },
    plugins: [
      {
        name: 'split-output',
        setup(b) {
          b.onResolve({ filter: /\.js$/ }, ({ path: to, importer }) => ({
            path: path.resolve(importer.startsWith('<') ? '.' : path.dirname(importer), to),
            namespace: 'split',
          }));
          b.onLoad({ filter: /.*/, namespace: 'split' }, ({ path: file }) => ({
            contents: importChunks(path.relative('.', file)),
            resolveDir: path.dirname(file),
          }));
        },
      },
    ],
  });
  write(script, await squeeze(`(()=>{var __clerkImport=${await importer()};${iife.outputFiles[0].text}})();`, false));

  for (const file of chunks) {
    const text = code.get(file);
    if (text.includes(path.basename(firstChunk)))
      throw new Error(`${file} imports ${firstChunk}, which is part of clerk.js.`);
    write(file, await squeeze(linkToRegistry(file, text, folded, short, registry), true));
  }
}

/**
 * What esbuild leaves is made smaller once more: 3 % of what a visitor waits for. A module is always read as UTF-8; a
 * script from a host that names no charset is read as the page is, so it keeps to ASCII.
 */
async function squeeze(text, module) {
  const { code } = await minify(text, {
    module,
    ecma: 2020,
    compress: { sequences: false },
    format: { comments: false, ascii_only: !module },
  });
  return `${code}\n`;
}

/** The text of {@link importBeside}, ready to run. */
async function importer() {
  const source = `(${importBeside.toString()})(${JSON.stringify(version)})`;
  const { code } = await transform(source, { minify: true, target: browserTarget });
  return code.trim().replace(/;$/, '');
}

/**
 * Runs in the page: makes the function that imports a file beside the script. `import()` knows the place by itself on
 * the same origin and with CORS; a script without CORS has no base URL. A browser may remember a failed import for
 * good, so the next try has another URL.
 */
function importBeside(exact) {
  // An image named `currentScript` is not the script, and a `<base>` that came later did not bring it. A sandboxed
  // frame has the address of an origin that it does not belong to.
  const script = Reflect.get(Document.prototype, 'currentScript', document);
  const { href, origin } = new URL(script?.getAttribute('src') ?? '', location.href);
  const base =
    script?.crossOrigin === null && origin !== self.origin ? href.replace(/(clerk-widgets@)[^/]+/, `$1${exact}`) : '';
  const failures = {};
  return (file) => {
    const to = failures[file] ? `${file}?retry=${failures[file]}` : file;
    return import(base ? new URL(to, base) : to).catch((error) => {
      failures[file] = (failures[file] ?? 0) + 1;
      throw error;
    });
  };
}

/** What the chunks import of each folded module: nothing else needs a name that outlives the bundling. */
function handedOver(chunks, code, folded) {
  const handed = new Map([...folded].map((f) => [f, []]));
  for (const file of chunks) {
    for (const [, names = '', from] of code.get(file).matchAll(IMPORT)) {
      const known = handed.get(path.join(path.dirname(file), from));
      const wanted = names.split(',').map((name) => name.trim().split(/\s+as\s+/)[0]);
      known?.push(...wanted.filter((name) => name && !known.includes(name)));
    }
  }
  return handed;
}

/** Rewrites a chunk's imports of folded modules into look-ups in the registry. */
function linkToRegistry(file, text, folded, short, registry) {
  const rewritten = text
    .replace(IMPORT, (whole, names, from) => {
      const target = path.join(path.dirname(file), from);
      if (!folded.has(target)) return whole;
      if (!names) return '';
      return `const{${names.replace(/\bas\b/g, ':').replace(/\s+/g, '')}}=${registry}.${short.get(target)};`;
    })
    .replace(/\bimport\("\.\/([^"]+)"\)/g, `${registry}.i("./chunks/$1")`);
  for (const f of folded) {
    if (rewritten.includes(path.basename(f))) throw new Error(`${file} still imports ${f}, which is part of clerk.js.`);
  }
  return rewritten;
}

function write(file, text) {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
}

async function buildNpm() {
  const names = readdirSync('src/entries/elements').map((f) => f.replace(/\.ts$/, ''));
  await build({
    ...browser,
    minify: false,
    minifySyntax: true,
    packages: 'external',
    entryPoints: {
      elements: 'src/entries/elements.ts',
      headless: 'src/entries/headless.ts',
      ...Object.fromEntries(names.map((n) => [`elements/${n}`, `src/entries/elements/${n}.ts`])),
    },
    splitting: true,
    outdir: `${dist}/esm`,
    chunkNames: 'chunks/[name]-[hash]',
  });
}

async function buildNode() {
  await build({
    ...common,
    minify: false,
    platform: 'node',
    target: 'node22.18',
    packages: 'external',
    entryPoints: { server: 'src/entries/server.ts', cli: 'src/entries/cli.ts', backend: 'src/entries/backend.ts' },
    splitting: true,
    outdir: `${dist}/node`,
    chunkNames: 'chunks/[name]-[hash]',
  });
}

/** Node older than the one that is needed has to read it, so it is built for one, and by itself. */
async function buildBin() {
  const { code } = await transform(readFileSync('src/entries/bin.ts', 'utf8'), {
    loader: 'ts',
    target: 'es2015',
    supported: { 'dynamic-import': true },
    define: { NEEDED_NODE: JSON.stringify(engines.node.replace('>=', '')) },
  });
  write(`${dist}/node/bin.js`, code.replace('"./cli.ts"', '"./cli.js"'));
}

function finishCdn() {
  const files = ['clerk.js', ...readdirSync(`${dist}/chunks`).map((f) => `chunks/${f}`)];
  const integrity = {};
  for (const name of files) {
    const bytes = readFileSync(`${dist}/${name}`);
    integrity[name] = `sha384-${createHash('sha384').update(bytes).digest('base64')}`;
    const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
    writeFileSync(`${dist}/${name}.br`, brotliCompressSync(bytes, { params }));
  }
  writeFileSync(`${dist}/integrity.json`, `${JSON.stringify(integrity, null, 2)}\n`);
}

/** Leaves the declarations that an entry of the package leads to: TypeScript writes one for every file it has read. */
function pruneTypes() {
  const entries = readdirSync(`${dist}/types/entries`, { recursive: true }).map((f) => `${dist}/types/entries/${f}`);
  const shipped = Object.values(exported).map(({ types = '' }) => types.replace('./', '').split('*'));
  const reached = new Set();
  const follow = (file) => {
    if (reached.has(file)) return;
    reached.add(file);
    for (const [, to] of readFileSync(file, 'utf8').matchAll(/(?:from |import\(|import )['"](\.[^'"]+)\.ts['"]/g)) {
      follow(path.join(path.dirname(file), `${to}.d.ts`));
    }
  };
  for (const file of entries) {
    if (shipped.some(([start, end = '']) => start && file.startsWith(start) && file.endsWith(end))) follow(file);
  }
  for (const name of readdirSync(`${dist}/types`, { recursive: true })) {
    const file = `${dist}/types/${name}`;
    if (file.endsWith('.d.ts') && !reached.has(file)) rmSync(file);
  }
}

/** Leaves the elements and their events in the manifest, without what they keep to themselves. */
function trimManifest() {
  const manifest = JSON.parse(readFileSync('custom-elements.json', 'utf8'));
  manifest.modules = manifest.modules.filter((m) =>
    m.declarations?.some((d) => d.customElement || d.superclass?.name === 'Event'),
  );
  for (const declaration of manifest.modules.flatMap((m) => m.declarations)) {
    declaration.members = declaration.members?.filter(({ privacy }) => privacy !== 'private');
  }
  write('custom-elements.json', `${JSON.stringify(manifest, null, 2)}\n`);
}

rmSync(dist, { recursive: true, force: true });
const cdnOnly = process.argv.includes('--cdn');
await Promise.all([buildCdn(), ...(cdnOnly ? [] : [buildNpm(), buildNode(), buildBin()])]);
finishCdn();
if (!cdnOnly) {
  const bin = (name) => `node_modules/.bin/${name}`;
  execFileSync(bin('tsc'), ['-p', 'src/tsconfig.json'], { stdio: 'inherit' });
  execFileSync(bin('cem'), ['analyze', '--litelement', '--globs', 'src/elements/**/*.ts', '--outdir', '.', '--quiet'], {
    stdio: 'inherit',
  });
  pruneTypes();
  trimManifest();
}
