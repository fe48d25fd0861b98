import path from 'node:path';

const IMPORT = /import\s*(?:\{([^}]*)\}\s*from\s*)?"([^"]+)";?/g;

/** What clerk.js hands over to the chunks. */
export interface Registry {
  /** The modules inside clerk.js, with the names that chunks import of them. */
  readonly handed: ReadonlyMap<string, readonly string[]>;
  /** Expression that yields the registry in the page. */
  readonly expression: string;
  /** Name of each module in the registry. */
  readonly nameOf: ReadonlyMap<string, string>;
}

/**
 * Lists what the chunks import of the modules inside clerk.js.
 *
 * @param chunks files that stay beside clerk.js
 * @param code text of every file that esbuild made
 * @param folded files that become part of clerk.js
 * @param version exact version of the package: two versions on one page have a registry each
 */
export function createRegistry(
  chunks: readonly string[],
  code: ReadonlyMap<string, string>,
  folded: ReadonlySet<string>,
  version: string,
): Registry {
  const handed = new Map<string, string[]>([...folded].map((file) => [file, []]));
  for (const file of chunks) {
    for (const [, names = '', from = ''] of (code.get(file) ?? '').matchAll(IMPORT)) {
      const known = handed.get(path.join(path.dirname(file), from));
      const wanted = names.split(',').map((name) => name.trim().split(/\s+as\s+/)[0] ?? '');
      known?.push(...wanted.filter((name) => name && !known.includes(name)));
    }
  }
  return {
    handed,
    expression: `globalThis[Symbol.for("clerk-widgets@${version}")]`,
    nameOf: new Map([...folded].map((file, index) => [file, `m${index}`])),
  };
}

/** The module that brings the folded files into one script and fills the registry. */
export function registryModule(script: string, { handed, expression, nameOf }: Registry): string {
  const local = (file: string, name: string) => `${nameOf.get(file)}_${name}`;
  return [
    // The script comes first: its requests are on their way while the browser evaluates the rest.
    `import "./${script}";`,
    ...[...handed].map(
      ([file, names]) => `import {${names.map((name) => `${name} as ${local(file, name)}`)}} from "./${file}";`,
    ),
    `${expression} = {${[...handed].map(([file, names]) => `${nameOf.get(file)}:{${names.map((name) => `${name}:${local(file, name)}`)}}`)},i: __clerkImport};`,
  ].join('\n');
}

/**
 * Turns a chunk's imports of folded files into look-ups in the registry.
 *
 * @throws {Error} when the chunk still names a folded file afterwards
 */
export function linkToRegistry(file: string, text: string, { handed, expression, nameOf }: Registry): string {
  const linked = text
    .replace(IMPORT, (whole: string, names: string | undefined, from: string) => {
      const target = path.join(path.dirname(file), from);
      if (!handed.has(target)) return whole;
      if (!names) return '';
      return `const{${names.replace(/\bas\b/g, ':').replace(/\s+/g, '')}}=${expression}.${nameOf.get(target)};`;
    })
    .replace(/\bimport\("\.\/([^"]+)"\)/g, `${expression}.i("./chunks/$1")`);
  for (const folded of handed.keys()) {
    if (linked.includes(path.basename(folded))) {
      throw new Error(`${file} still imports ${folded}, which is part of clerk.js.`);
    }
  }
  return linked;
}
