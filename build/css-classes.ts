import { build, type Plugin } from 'esbuild';

/** A class that nodes of an element have, for style sheets and tests. */
export interface CssClass {
  /** Such as `cl-card`. */
  name: string;
  /** Key of the nodes in `appearance.elements`. Nodes without one have the class alone. */
  key?: string;
}

/** Classes that say how a node is at the moment, not what it is. */
export const STATES = [
  'active',
  'chosen',
  'closed',
  'danger',
  'done',
  'error',
  'incomplete',
  'loading',
  'missing',
  'open',
  'over',
  'required',
];
/** Nodes that an appearance gives classes to, and nodes that belong to the page: its own styles apply to them. */
const MARKS = ['styled', 'bare', 'mount'];

/** A call that makes the class names of a node, up to the end of its first argument. */
const CALL = /(?:\.cl|\bclasses)\(\s*([^,()]+)/g;
const STRING = /(["'`])(\w+)\1/g;
/** A class as it stands in a template or in a string, up to its id. A name that goes on with a value is none. */
const LITERAL = /(?<![\w-])cl-([a-zA-Z](?:(?!__)\w)*(?:-[a-zA-Z]+)*)(?=__|[^\w$-]|$)/g;

/**
 * Finds the classes of the nodes that an element draws: those in its module, and in the modules that it leads to by
 * statement or by `import()`, as far as their code is used.
 *
 * @param module path of the module, such as `src/elements/sign-in/sign-in.ts`
 * @returns sorted by name, without states (`cl-loading`) and ids (`cl-badge__primary`)
 * @throws when a key is not named in the call that makes the class names
 */
export async function cssClassesOf(module: string): Promise<CssClass[]> {
  const { outputFiles } = await build({
    entryPoints: [module],
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    logLevel: 'error',
    packages: 'external',
    plugins: [drawingModules],
  });
  return classesIn(outputFiles.map(({ text }) => text).join('\n'));
}

/**
 * Finds the classes that a text of JavaScript gives to nodes.
 *
 * @param code text without comments
 */
export function classesIn(code: string): CssClass[] {
  const keys = new Set<string>();
  for (const [call, first = ''] of code.matchAll(CALL)) {
    const named = [...first.matchAll(STRING)].map(([, , name = '']) => name);
    if (named.length === 0 && call.startsWith('.cl')) {
      throw new Error(`${call}…: name the key in the call, so that the manifest and docs/elements.md have it.`);
    }
    for (const name of named) keys.add(name);
  }
  const literals = [...code.matchAll(LITERAL)].map(([, name = '']) => name);
  const names = new Set([...keys, ...literals.filter((name) => !STATES.includes(name) && !MARKS.includes(name))]);
  return [...names].sort().map((name) => ({ name: `cl-${name}`, ...(keys.has(name) && { key: name }) }));
}

/** Leaves out style sheets, which name classes without giving them to a node, and what draws nothing. */
const drawingModules: Plugin = {
  name: 'drawing-modules',
  setup({ onLoad }) {
    onLoad({ filter: /\.css$/ }, () => ({ contents: '', loader: 'text' }));
    onLoad({ filter: /\/src\/(client|localization|protocol)\// }, () => ({
      contents: 'module.exports = {}',
      loader: 'js',
    }));
  },
};
