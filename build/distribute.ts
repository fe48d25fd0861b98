import type { Metafile } from 'esbuild';
import { BRIDGE, CORE, ELEMENT_SEGMENTS, ELEMENTS, LATER, PLACED, RARE, SHARED } from './segments.ts';

/** Which segment each file of the split graph belongs to, and what each segment has to have before it runs. */
export interface Segments {
  /** The segment of each file. */
  readonly of: ReadonlyMap<string, string>;
  /** The files of each segment. */
  readonly files: ReadonlyMap<string, readonly string[]>;
  /** The segments that a segment needs, however far, but for the core. Each stands after those that it needs. */
  readonly needs: ReadonlyMap<string, readonly string[]>;
}

/**
 * Distributes the files that esbuild has split into segments.
 *
 * @param outputs of esbuild's metafile
 * @param script the file of the CDN script
 * @param bridge the file of the bridge for Clerk's SDKs. It decides about no other file: it takes what it needs from where
 *   that is without it
 * @throws {Error} when a module that is imported by `import()` has no segment, or two segments need each other
 */
export function distribute(outputs: Metafile['outputs'], script: string, bridge?: string): Segments {
  const entries = new Map<string, string>();
  for (const [file, { entryPoint }] of Object.entries(outputs)) {
    if (!entryPoint || file === script || file === bridge) continue;
    const segment = segmentOf(entryPoint);
    if (!segment)
      throw new Error(`build/segments.ts names no segment for ${entryPoint}, which is imported by import().`);
    entries.set(file, segment);
  }
  const reached = new Map<string, Set<string>>();
  for (const [file, segment] of entries) {
    for (const each of staticImports(outputs, file)) reached.set(each, (reached.get(each) ?? new Set()).add(segment));
  }
  const core = staticImports(outputs, script);
  const of = new Map<string, string>();
  for (const [file, { inputs }] of Object.entries(outputs)) {
    if (file === bridge) {
      of.set(file, BRIDGE);
      continue;
    }
    const [placed] = Object.keys(inputs).flatMap((module) => PLACED[module] ?? []);
    of.set(file, core.has(file) ? CORE : (entries.get(file) ?? placed ?? choose(reached.get(file) ?? new Set())));
  }
  const files = new Map<string, string[]>();
  for (const [file, segment] of of) files.set(segment, [...(files.get(segment) ?? []), file]);
  return { of, files, needs: needsOf(outputs, of, files) };
}

/**
 * Lists what this file names and the build does not have any more.
 *
 * @param outputs of esbuild's metafile
 */
export function staleNames(outputs: Metafile['outputs']): string[] {
  const modules = new Set(Object.values(outputs).flatMap(({ inputs }) => Object.keys(inputs)));
  const roots = Object.values(outputs).flatMap(({ entryPoint }) => (entryPoint ? [moduleOf(entryPoint)] : []));
  return [
    ...Object.keys(PLACED).filter((module) => !modules.has(module)),
    ...LATER.flatMap(({ entries }) => entries).filter((entry) => !roots.some((root) => matches(entry, root))),
  ];
}

/** Chooses the segment of a module that these segments need. */
function choose(all: ReadonlySet<string>): string {
  const others = [...all].filter((name) => !(RARE as readonly string[]).includes(name));
  const segments = others.length > 0 ? new Set(others) : all;
  const elements = ELEMENTS.filter((name) => segments.has(name));
  const [first] = elements;
  if (!first) return LATER.find(({ name }) => segments.has(name))?.name ?? CORE;
  const shared = SHARED.find(({ among }) => [...segments].every((name) => among.includes(name)));
  if (shared && segments.size > 1) return shared.name;
  if (elements.length === 1) return segments.size > 1 ? 'fields' : first;
  return SHARED.find(({ among }) => elements.every((name) => among.includes(name)))?.name ?? CORE;
}

function segmentOf(entryPoint: string): string | undefined {
  const module = moduleOf(entryPoint);
  const all = [...ELEMENT_SEGMENTS, ...LATER];
  const named = all.find(({ entries }) => entries.includes(module));
  return (named ?? all.find(({ entries }) => entries.some((entry) => matches(entry, module))))?.name;
}

/** Returns the path of a module as this file names it. */
function moduleOf(entryPoint: string): string {
  return entryPoint.replace(/^src\//, '').replace(/\.ts$/, '');
}

function matches(pattern: string, module: string): boolean {
  return pattern.endsWith('*') ? module.startsWith(pattern.slice(0, -1)) : module === pattern;
}

function needsOf(
  outputs: Metafile['outputs'],
  of: ReadonlyMap<string, string>,
  files: ReadonlyMap<string, readonly string[]>,
): Map<string, string[]> {
  const needs = new Map<string, string[]>();
  const visit = (segment: string, path: readonly string[]): string[] => {
    if (path.includes(segment)) throw new Error(`Segments need each other: ${[...path, segment].join(' → ')}.`);
    const known = needs.get(segment);
    if (known) return known;
    const own = new Set<string>();
    for (const file of files.get(segment) ?? []) {
      for (const { kind, path: to } of outputs[file]?.imports ?? []) {
        const other = kind === 'import-statement' ? (of.get(to) ?? CORE) : CORE;
        if (other === CORE || other === segment || own.has(other)) continue;
        for (const each of [...visit(other, [...path, segment]), other]) own.add(each);
      }
    }
    needs.set(segment, [...own]);
    return [...own];
  };
  for (const segment of files.keys()) visit(segment, []);
  return needs;
}

/** A file and every file that it imports by statement, however far. */
export function staticImports(outputs: Metafile['outputs'], file: string, seen = new Set<string>()): Set<string> {
  seen.add(file);
  for (const { kind, path: to } of outputs[file]?.imports ?? []) {
    if (kind === 'import-statement' && !seen.has(to)) staticImports(outputs, to, seen);
  }
  return seen;
}

/** What a file holds, and which other files a segment needs to run. */
export interface FileContent {
  readonly segments: readonly string[];
  readonly needs: readonly string[];
}

/**
 * Lists the files by the name of their segment. The file of an element holds everything that its first screen needs but
 * the base, so an element comes in two files.
 */
export function filesOf({ files, needs }: Segments): Map<string, FileContent> {
  const names = [...files.keys()].filter((name) => name !== CORE && name !== BRIDGE).sort();
  const heldBy = (name: string): string[] => {
    const isElement = (ELEMENTS as readonly string[]).includes(name);
    const { holds = [], along = [] } = LATER.find((segment) => segment.name === name) ?? {};
    const needed = needs.get(name) ?? [];
    return [
      ...needed.filter((each) => (isElement ? each !== 'base' : holds.includes(each))),
      ...along.filter((each) => files.has(each)),
    ];
  };
  return new Map(
    names.map((name) => {
      const held = heldBy(name);
      const others = (needs.get(name) ?? []).filter((each) => !held.includes(each));
      // A file that is loaded in any case may hold another one that is needed.
      const brought = new Set(others.flatMap(heldBy));
      return [name, { segments: [...held, name], needs: others.filter((each) => !brought.has(each)) }];
    }),
  );
}
