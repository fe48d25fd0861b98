import path from 'node:path';
import { build, type Metafile, type Plugin } from 'esbuild';
import { BROWSERS, common } from './options.ts';
import { filesOf, type Segments } from './distribute.ts';
import { CORE } from './segments.ts';

/** What the page calls the two functions that a segment gets: one returns another segment, one imports an entry. */
export const USE = '__use';
export const IMPORT = '__import';
/** What the script calls the results of the segments that ran. It adds its own, the core's, so each script has its own. */
export const RAN = '__ran';

/** Names that one segment hands to others, by file and export. The names are as short as they can be. */
export interface Handed {
  /** Exports that other segments import by statement. */
  readonly exports: ReadonlyMap<string, ReadonlyMap<string, string>>;
  /** Modules that are imported by `import()`, each as one object. */
  readonly modules: ReadonlyMap<string, string>;
}

/** Everything that the linker knows of the split graph. */
export interface Graph {
  readonly outputs: Metafile['outputs'];
  /** The text of each file. */
  readonly code: ReadonlyMap<string, string>;
  readonly segments: Segments;
  readonly handed: Handed;
}

/** An import of esbuild's output: `import{a as b}from"./c.js";`. */
const STATEMENT = /import\s*(?:\{([^}]*)\}\s*from\s*)?"([^"]+)";?/g;

/** Lists what each segment has to hand to others. */
export function listHanded(outputs: Metafile['outputs'], code: ReadonlyMap<string, string>, { of }: Segments): Handed {
  const exports = new Map<string, Map<string, string>>();
  const modules = new Map<string, string>();
  const counts = new Map<string, number>();
  const nextName = (file: string): string => {
    const segment = of.get(file) ?? CORE;
    const count = counts.get(segment) ?? 0;
    counts.set(segment, count + 1);
    return shortName(count);
  };
  for (const [file, text] of code) {
    for (const [, names = '', from = ''] of text.matchAll(STATEMENT)) {
      const target = path.join(path.dirname(file), from);
      if (of.get(target) === of.get(file)) continue;
      const known = exports.get(target) ?? new Map<string, string>();
      for (const name of names.split(',').map((each) => each.trim().split(/\s+as\s+/)[0] ?? '')) {
        if (name && !known.has(name)) known.set(name, nextName(target));
      }
      exports.set(target, known);
    }
    for (const { kind, path: target } of outputs[file]?.imports ?? []) {
      if (kind === 'dynamic-import' && !modules.has(target)) modules.set(target, nextName(target));
    }
  }
  return { exports, modules };
}

/** a, b, …, z, aa, ab, … */
function shortName(index: number): string {
  const letter = String.fromCharCode(97 + (index % 26));
  return index < 26 ? letter : shortName(Math.floor(index / 26) - 1) + letter;
}

/**
 * Bundles a segment into the text of one function: `(__use,__import)=>{…;return{a:…}}`. The core is bundled as
 * statements, and its `return` becomes an assignment to `__ran.core`. What a segment hands over is read once, so no module
 * may export a variable that changes.
 *
 * @param entry what runs first; default: in the core the script, else nothing
 * @throws {Error} when an import or an export has another form than the linker knows
 */
export async function linkSegment(
  segment: string,
  script: string,
  graph: Graph,
  entry = segment === CORE ? script : '',
): Promise<string> {
  const { segments, handed } = graph;
  const files = segments.files.get(segment) ?? [];
  // The script comes first: its requests are on their way while the browser evaluates the rest.
  const lines = entry ? [`import ${JSON.stringify(`./${entry}`)};`] : [];
  for (const [index, file] of files.entries()) {
    const from = JSON.stringify(`./${file}`);
    const module = handed.modules.get(file);
    if (module) lines.push(`import * as module${index} from ${from};`, `export { module${index} as ${module} };`);
    const names = [...(handed.exports.get(file) ?? [])];
    if (names.length)
      lines.push(`export { ${names.map(([name, short]) => `${name} as ${short}`).join(', ')} } from ${from};`);
  }
  const { outputFiles } = await build({
    ...common,
    target: BROWSERS,
    format: 'esm',
    platform: 'neutral',
    write: false,
    stdin: { contents: lines.join('\n'), resolveDir: process.cwd() },
    plugins: [splitOutput(segment, graph)],
  });
  /** What is read from each other segment. Imports run before what imports them, so all of it stands at the top. */
  const used = new Map<string, string[]>();
  const text = (outputFiles[0]?.text ?? '').replace(STATEMENT, (whole, names: string | undefined, from: string) => {
    if (!segments.of.has(from)) return whole;
    const other = segments.of.get(from) ?? CORE;
    used.set(other, [...(used.get(other) ?? []), ...readNames(names, from, graph)]);
    return '';
  });
  const uses = [...used].map(([other, names]) => useOf(other, names)).join('');
  const body = (uses + text).replace(/export\s*\{([^}]*)\};?\s*$/, (_, names: string) => {
    const object = `{${names
      .split(',')
      .map((name) => {
        const [local = '', exported = local] = name.trim().split(/\s+as\s+/);
        return `${exported}:${local}`;
      })
      .join()}}`;
    return segment === CORE ? `${RAN}.${CORE}=${object};` : `return ${object};`;
  });
  if (/(^|[;}\n])\s*(import\s*["{*]|export\b)/.test(body)) {
    throw new Error(`The segment ${segment} has an import or an export that the linker does not know.`);
  }
  return segment === CORE ? body : `(${USE},${IMPORT})=>{"use strict";${body}}`;
}

/** The names of an import as parts of a pattern: `short:local`. */
function readNames(names: string | undefined, from: string, { handed }: Graph): string[] {
  const short = handed.exports.get(from);
  return (names?.split(',') ?? []).map((name) => {
    const [exported = '', local = exported] = name.trim().split(/\s+as\s+/);
    return `${short?.get(exported)}:${local}`;
  });
}

/** A statement that reads from another segment, or only runs it. The core runs before all others. */
function useOf(segment: string, names: readonly string[]): string {
  if (names.length) return `const{${names.join()}}=${USE}("${segment}");`;
  return segment === CORE ? '' : `${USE}("${segment}");`;
}

/** Lets esbuild bundle what it has split, from memory. Files of other segments stay imports. */
function splitOutput(segment: string, { code, segments, handed }: Graph): Plugin {
  const contents = filesOf(segments);
  /** What runs already where this segment does. */
  const present = [segment, ...(segments.needs.get(segment) ?? [])];
  const importOf = (target: string): string => {
    const name = segments.of.get(target) ?? CORE;
    const missing = contents.get(name)?.needs.filter((each) => !present.includes(each)) ?? [];
    const needs = missing.length ? `,"${missing.join(' ')}"` : '';
    return `${IMPORT}("${name}","${handed.modules.get(target)}"${needs})`;
  };
  return {
    name: 'split-output',
    setup(bundle) {
      bundle.onResolve({ filter: /\.js$/ }, ({ path: to, importer }) => {
        const file = path.relative('.', path.resolve(importer.startsWith('<') ? '.' : path.dirname(importer), to));
        if (segments.of.get(file) !== segment) return { path: file, external: true };
        return { path: path.resolve(file), namespace: 'split' };
      });
      bundle.onLoad({ filter: /.*/, namespace: 'split' }, ({ path: absolute }) => {
        const file = path.relative('.', absolute);
        const contents = (code.get(file) ?? '').replace(/\bimport\("([^"]+)"\)/g, (whole, to: string) => {
          const target = path.join(path.dirname(file), to);
          if (!segments.of.has(target)) return whole;
          return importOf(target);
        });
        return { contents, resolveDir: path.dirname(absolute) };
      });
    },
  };
}
