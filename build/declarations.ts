import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { type CssClass, cssClassesOf } from './css-classes.ts';
import { editorData } from './editor-data.ts';
import { elementShapes, elementTypes } from './element-types.ts';
import { DIST, manifest, write } from './options.ts';
import type { ReferenceManifest } from './reference-pages.ts';

const TYPES = `${DIST}/types`;
const MANIFEST = 'custom-elements.json';

/** Builds dist/types/ and custom-elements.json, the manifest of the elements. */
export async function buildDeclarations(): Promise<void> {
  runTool('tsc', ['-p', 'src/tsconfig.json']);
  runTool('cem', ['analyze', '--litelement', '--globs', 'src/elements/**/*.ts', '--outdir', '.', '--quiet']);
  const whole: ElementsManifest & ReferenceManifest = JSON.parse(readFileSync(MANIFEST, 'utf8'));
  const elements = trimManifest(whole);
  await addCssClasses(elements);
  write(MANIFEST, `${JSON.stringify(elements, null, 2)}\n`);
  writeElementTypes(elements);
  pruneTypes();
}

/** Writes what frameworks and editors know of the elements. */
function writeElementTypes(elements: ReferenceManifest): void {
  const exported = readFileSync(`${TYPES}/entries/elements.d.ts`, 'utf8').match(/\bClerk\w+/g);
  const shapes = elementShapes(elements, new Set(exported));
  write(`${TYPES}/entries/types/elements.d.ts`, elementTypes(shapes));
  for (const file of readdirSync('build/framework-types')) {
    write(`${TYPES}/entries/types/${file}`, readFileSync(`build/framework-types/${file}`, 'utf8'));
  }
  // Declarations alone: the entry is empty for those who import it.
  write(`${DIST}/esm/types.js`, 'export {};\n');
  for (const [file, data] of Object.entries(editorData(shapes, elements)))
    write(`${DIST}/${file}`, `${JSON.stringify(data)}\n`);
}

function runTool(name: string, args: string[]): void {
  execFileSync(`node_modules/.bin/${name}`, args, { stdio: 'inherit' });
}

/** TypeScript writes a declaration for every file it has read; those that no entry of the package leads to go. */
function pruneTypes(): void {
  const files = readdirSync(TYPES, { recursive: true, encoding: 'utf8' }).map((name) => `${TYPES}/${name}`);
  const shipped = Object.values(manifest.exports).map((entry) =>
    (typeof entry === 'string' ? '' : (entry.types ?? '')).replace('./', '').split('*'),
  );
  const isEntry = (file: string) =>
    shipped.some(([start, end = '']) => start && file.startsWith(start) && file.endsWith(end));
  const reached = reachedFrom(files.filter(isEntry), (file) => readFileSync(file, 'utf8'));
  for (const file of files) if (file.endsWith('.d.ts') && !reached.has(file)) rmSync(file);
}

/**
 * The declarations that some declarations lead to, themselves included.
 *
 * @param read text of a declaration
 */
export function reachedFrom(entries: readonly string[], read: (file: string) => string): Set<string> {
  const reached = new Set<string>();
  const follow = (file: string): void => {
    if (reached.has(file)) return;
    reached.add(file);
    for (const [, to] of read(file).matchAll(/(?:from |import\(|import )['"](\.[^'"]+)\.ts['"]/g)) {
      follow(path.join(path.dirname(file), `${to}.d.ts`));
    }
  };
  for (const file of entries) follow(file);
  return reached;
}

/** The parts of a custom elements manifest that the build touches (schema 1.0.0). */
export interface ElementsManifest {
  modules: {
    path?: string;
    declarations: {
      customElement?: boolean;
      tagName?: string;
      superclass?: { name: string };
      members?: { privacy?: string }[];
      /** A field of our own: what style sheets and tests select. */
      cssClasses?: CssClass[];
    }[];
  }[];
}

/** Leaves the elements and their events in the manifest, without their private members. */
export function trimManifest<Manifest extends ElementsManifest>(whole: Manifest): Manifest {
  const modules = whole.modules.filter(({ declarations }) =>
    declarations?.some(({ customElement, superclass }) => customElement || superclass?.name === 'Event'),
  );
  // The analyzer lists them as the file system does, which differs from machine to machine.
  modules.sort((a, b) => ((a.path ?? '') < (b.path ?? '') ? -1 : 1));
  for (const declaration of modules.flatMap(({ declarations }) => declarations)) {
    declaration.members = declaration.members?.filter(({ privacy }) => privacy !== 'private');
  }
  return { ...whole, modules };
}

/** Writes the classes of each element's nodes into the manifest. */
async function addCssClasses({ modules }: ElementsManifest): Promise<void> {
  for (const { path: module = '', declarations } of modules) {
    for (const declaration of declarations) {
      if (declaration.tagName) declaration.cssClasses = await cssClassesOf(module);
    }
  }
}
