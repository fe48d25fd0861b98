import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The text of a file, and its kind. */
export interface DressingFile {
  body: string;
  kind: 'css' | 'js';
}

const FOLDER = fileURLToPath(new URL('../assets/dressings/', import.meta.url));
const require = createRequire(import.meta.url);
const built = new Map<string, Promise<string>>();

/**
 * Answers the files of the dressings of the board. A script that imports packages or style sheets is bundled, a style sheet
 * that imports Tailwind is compiled, each when the first visitor asks for it; every other file is served as it is.
 *
 * @param name of a file in `assets/dressings/`, or of the style sheet of a bundled script
 */
export async function dressingFile(name: string): Promise<DressingFile | undefined> {
  const [, base = '', kind = ''] = /^([\w.-]+)\.(css|js)$/.exec(name) ?? [];
  if (kind !== 'css' && kind !== 'js') return undefined;
  const made = built.get(name) ?? make(base, kind);
  built.set(name, made);
  const body = await made;
  return body ? { body, kind } : undefined;
}

async function make(base: string, kind: 'css' | 'js'): Promise<string> {
  const source = read(`${base}.${kind}`);
  const script = read(`${base}.js`);
  if (/^@import "tailwindcss"/m.test(source)) return compileTailwind(source, base);
  const isBundled = kind === 'js' ? /^import\b/m.test(source) : /^import .*\.css'/m.test(script);
  return isBundled ? bundle(base, kind) : source;
}

/** Bundles a script of a dressing. esbuild makes the names of a CSS module unique, and writes its style sheet beside the script. */
async function bundle(base: string, kind: 'css' | 'js'): Promise<string> {
  const esbuild = await import('esbuild');
  const { outputFiles } = await esbuild.build({
    entryPoints: [path.join(FOLDER, `${base}.js`)],
    outdir: FOLDER,
    bundle: true,
    format: 'esm',
    target: 'es2022',
    minifySyntax: true,
    minifyWhitespace: true,
    write: false,
  });
  return outputFiles.find((file) => file.path.endsWith(`.${kind}`))?.text ?? '';
}

/** Compiles a style sheet of Tailwind with the classes of the script beside it and of the files that it names by `@source`. */
async function compileTailwind(source: string, base: string): Promise<string> {
  const { compile } = await import('tailwindcss');
  const compiler = await compile(source, {
    base: FOLDER,
    loadStylesheet: async (id) => {
      const file = id === 'tailwindcss' ? require.resolve('tailwindcss/index.css') : require.resolve(id);
      return { path: file, base: path.dirname(file), content: readFileSync(file, 'utf8') };
    },
  });
  const sources = compiler.sources.map(({ base: folder, pattern }) => readFileSync(path.join(folder, pattern), 'utf8'));
  // Every word may be a class; Tailwind knows its own.
  const words = [read(`${base}.js`), ...sources].join(' ').split(/[\s'"`]+/);
  return compiler.build([...new Set(words)]);
}

function read(name: string): string {
  const file = path.join(FOLDER, name);
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}
