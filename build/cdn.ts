import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { build, type Metafile } from 'esbuild';
import { type FormatOptions, minify } from 'terser';
import { distribute, type FileContent, filesOf, staleNames } from './distribute.ts';
import { importerOf } from './import-segment.ts';
import { type Graph, IMPORT, linkSegment, listHanded, RAN, USE } from './link-segment.ts';
import { BROWSERS, browser, DIST, manifest, write } from './options.ts';
import { BRIDGE, BRIDGE_HOLDS, BUTTONS, CORE, ELEMENTS, SMALL } from './segments.ts';

const SCRIPT = `${DIST}/clerk.js`;
/** What Clerk's own SDKs load, under the names that Clerk's files have. */
const BRIDGE_SCRIPT = `${DIST}/clerk.browser.js`;
const BRIDGE_UI = `${DIST}/ui.browser.js`;

/** The elements of a file that has another name than they. */
const SHARING: Partial<Record<string, string[]>> = {
  [BUTTONS]: [
    'authenticate-with-redirect-button',
    'sign-in-button',
    'sign-in-with-metamask',
    'sign-out-button',
    'sign-up-button',
  ],
  [SMALL]: [
    'signed-in',
    'signed-out',
    'show',
    'loading',
    'loaded',
    'degraded',
    'failed',
    'redirect-to-sign-in',
    'redirect-to-sign-up',
    'redirect-to-user-profile',
  ],
};

/** Elements whose segment is imported by clerk.js. The file of the small ones imports the others. */
const FREQUENT = ['sign-in', 'sign-up', 'user-button', 'user-profile', BUTTONS, SMALL];

/** The elements whose first screen needs another file on an instance that offers more sign-in methods. */
const WITH_OPTIONS = ['sign-in', 'sign-up'] as const;
/** That file. */
const OPTIONS = 'options';
/**
 * Files that an element waits for on every page. They are not part of its own files, because other elements load them
 * later. Inside the instance script they cost no connection of their own.
 */
const WAITS_FOR: Partial<Record<string, string[]>> = { 'user-profile': ['resources', 'session'] };

/**
 * Lets Chromium compile every function of a file on the thread that receives it, instead of one by one when each is
 * called first. It has to be the first line of a file: https://v8.dev/blog/explicit-compile-hints
 */
const COMPILE_HINT = '//# allFunctionsCalledOnLoad\n';

/**
 * Builds dist/clerk.js, dist/chunks/ and dist/elements.json.
 *
 * esbuild splits the modules into many small files that share code. Those are put together to segments, which are few,
 * because every request costs a page more than a kilobyte does. The script holds the core, and each other file adds
 * functions to a registry (`build/import-segment.ts`). Such a file neither imports nor exports, so it can be loaded by
 * `import()`, and it can also be put before the script: that is how the server folds elements into the instance script.
 *
 * Clerk's own SDKs load dist/clerk.browser.js, which has the core too, and more of the segments.
 *
 * @returns what esbuild put together
 */
export async function buildCdn(): Promise<Metafile> {
  const split = await build({
    ...browser,
    entryPoints: { clerk: 'src/entries/browser.ts', 'clerk.browser': 'src/entries/bridge.ts' },
    splitting: true,
    write: false,
    metafile: true,
    outdir: DIST,
    chunkNames: 'chunks/[name]-[hash]',
  });
  const code = new Map(split.outputFiles.map((file) => [path.relative('.', file.path), file.text]));
  const { outputs } = split.metafile;
  const stale = staleNames(outputs);
  if (stale.length) throw new Error(`build/segments.ts names what does not exist: ${stale.join(', ')}.`);
  const segments = distribute(outputs, SCRIPT, BRIDGE_SCRIPT);
  // What only the bridge needs of the core has names that come last, so clerk.js can go without.
  const bridge = code.get(BRIDGE_SCRIPT) ?? '';
  code.delete(BRIDGE_SCRIPT);
  const handed = listHanded(outputs, code, segments);
  code.set(BRIDGE_SCRIPT, bridge);
  const graph = { outputs, code, segments, handed: listHanded(outputs, code, segments) };
  const names = [...segments.files.keys()].filter((name) => name !== BRIDGE).sort();
  const linked = await Promise.all(
    names.map(async (name) => {
      const text = await linkSegment(name, SCRIPT, name === CORE ? { ...graph, handed } : graph);
      return [name, text] as const;
    }),
  );
  const registry = `globalThis[Symbol.for("clerk-widgets@${manifest.version}")]`;
  const texts = new Map<string, string>();
  for (const [name, text] of linked) {
    if (name !== CORE) texts.set(name, await squeeze(`(${registry}??={})[${JSON.stringify(name)}]??=${text}`));
  }
  const contents = filesOf(segments);
  const core = linked.find(([name]) => name === CORE)?.[1] ?? '';
  const hash = hashOf([core, ...texts.values(), JSON.stringify([...contents])]);
  const importer = await importerOf(manifest.version, hash, BROWSERS);
  const start = `var [${USE},${IMPORT},${RAN}]=${importer};`;
  // A call would let the minifier take the argument for undefined, so it sees an assignment.
  const script = await squeeze(`__script=__clerkInstance=>{"use strict";${start}${core}}`, { ascii_only: true });
  write(
    SCRIPT,
    `${COMPILE_HINT}(${script
      .trim()
      .replace(/^__script=/, '')
      .replace(/;$/, '')})();\n`,
  );
  await buildBridge(graph, hash, texts);
  for (const [name, { segments: held }] of contents) {
    const hint = name === 'base' || (ELEMENTS as readonly string[]).includes(name) ? COMPILE_HINT : '';
    write(fileOf(name, hash), hint + held.map((segment) => texts.get(segment)).join(''));
  }
  const elements = filesOfElements(contents).map(([name, files]): [string, string[]] => [
    name,
    files.map((file) => path.relative(DIST, fileOf(file, hash))),
  ]);
  write(`${DIST}/elements.json`, `${JSON.stringify(Object.fromEntries(elements), null, 2)}\n`);
  addCompanions();
  return split.metafile;
}

/**
 * Builds what Clerk's SDKs load: one script with the core and the segments that the bridge holds, in the form of clerk.js,
 * so that the server can call it with the settings of the instance; and the script of the screens.
 */
async function buildBridge(graph: Graph, hash: string, texts: ReadonlyMap<string, string>): Promise<void> {
  const importer = await importerOf(manifest.version, hash, BROWSERS, true);
  const core = await linkSegment(CORE, SCRIPT, graph, '');
  const bridge = await linkSegment(BRIDGE, SCRIPT, graph, BRIDGE_SCRIPT);
  const start = `var [${USE},${IMPORT},${RAN}]=${importer};`;
  const script = await squeeze(
    `__script=__clerkInstance=>{"use strict";${start}${core}(${bridge})(${USE},${IMPORT})}`,
    {
      ascii_only: true,
    },
  );
  const held = new Set([...BRIDGE_HOLDS, ...(graph.segments.needs.get(BRIDGE) ?? [])]);
  for (const name of BRIDGE_HOLDS) for (const each of graph.segments.needs.get(name) ?? []) held.add(each);
  const parts = [...held].map((name) => texts.get(name) ?? '').join('');
  write(
    BRIDGE_SCRIPT,
    `${COMPILE_HINT}${parts}(${script
      .trim()
      .replace(/^__script=/, '')
      .replace(/;$/, '')})();\n`,
  );
  await build({ ...browser, entryPoints: ['src/entries/bridge-ui.ts'], format: 'iife', outfile: BRIDGE_UI });
}

/**
 * Lists the files of each element by its tag without `clerk-`, and by `<tag>+options` those of its first screen on an
 * instance that offers more sign-in methods. `+appearance` stands for what applies the theme of an instance.
 *
 * @throws {Error} when that screen needs a file that is for later screens
 */
function filesOfElements(contents: ReadonlyMap<string, FileContent>): [string, string[]][] {
  const needsOf = (name: string) => contents.get(name)?.needs ?? [];
  const filesWith = (name: string, more: readonly string[]): string[] => {
    const files = [...needsOf(name), name];
    for (const file of more) {
      const held = files.flatMap((each) => contents.get(each)?.segments ?? []);
      const missing = needsOf(file).filter((segment) => !held.includes(segment));
      if (missing.length)
        throw new Error(`The first screen of <clerk-${name}> needs ${missing.join(', ')} with ${file}.`);
      files.push(file);
    }
    return files;
  };
  return [
    ...ELEMENTS.flatMap((name): [string, string[]][] =>
      (SHARING[name] ?? [name]).map((tag) => [
        tag,
        filesWith(name, FREQUENT.includes(name) ? (WAITS_FOR[name] ?? []) : [SMALL]),
      ]),
    ),
    ...WITH_OPTIONS.map((name): [string, string[]] => [`${name}+options`, filesWith(name, [OPTIONS])]),
    ['+appearance', [...needsOf('appearance'), 'appearance']],
  ];
}

function fileOf(name: string, hash: string): string {
  return `${DIST}/chunks/${name}-${hash}.js`;
}

/** Eight letters that change with the content of any file. All files carry the same, so a page holds it once. */
function hashOf(texts: readonly string[]): string {
  const digest = createHash('sha256').update(texts.join('\n')).digest();
  return Array.from(digest.subarray(0, 8), (byte) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'[byte % 32]).join('');
}

/** Makes what esbuild leaves 3 % smaller. */
async function squeeze(text: string, options: FormatOptions = {}): Promise<string> {
  const { code } = await minify(text, {
    ecma: 2020,
    compress: { sequences: false },
    // The server knows the script by this name.
    mangle: { reserved: ['__clerkInstance'] },
    format: { comments: false, ...options },
  });
  return `${code}\n`;
}

/** Writes dist/integrity.json, the SRI hash of each CDN file, and a `.br` beside each: brotli, quality 11. */
function addCompanions(): void {
  const files = [
    'clerk.js',
    'clerk.browser.js',
    'ui.browser.js',
    ...readdirSync(`${DIST}/chunks`).map((file) => `chunks/${file}`),
  ];
  const integrity: Record<string, string> = {};
  for (const name of files) {
    const bytes = readFileSync(`${DIST}/${name}`);
    integrity[name] = `sha384-${createHash('sha384').update(bytes).digest('base64')}`;
    const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
    writeFileSync(`${DIST}/${name}.br`, brotliCompressSync(bytes, { params }));
  }
  writeFileSync(`${DIST}/integrity.json`, `${JSON.stringify(integrity, null, 2)}\n`);
}
