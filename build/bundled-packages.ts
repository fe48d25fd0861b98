import { builtinModules } from 'node:module';
import path from 'node:path';
import type { Metafile, Plugin } from 'esbuild';

/** Lets CommonJS packages of the server `require` a module of Node: an ES module has no `require` of its own. */
export const requiredBuiltins: Plugin = {
  name: 'required-builtins',
  setup(build) {
    const names = builtinModules.filter((name) => !name.includes(':')).join('|');
    build.onResolve({ filter: new RegExp(`^(node:)?(${names})$`) }, ({ path: name, kind }) =>
      kind === 'require-call'
        ? { path: `node:${name.replace('node:', '')}`, namespace: 'required-builtin' }
        : undefined,
    );
    build.onLoad({ filter: /^/, namespace: 'required-builtin' }, ({ path: name }) => ({
      contents: `import builtin from ${JSON.stringify(name)}; module.exports = builtin;`,
    }));
  },
};

/** Takes out the native binding that `pg` looks for on request: this server never asks for it. */
export const withoutPgNative: Plugin = {
  name: 'without-pg-native',
  setup(build) {
    build.onResolve({ filter: /^pg-native$/ }, ({ path: name }) => ({ path: name, namespace: 'absent' }));
    build.onLoad({ filter: /^/, namespace: 'absent' }, () => ({ contents: 'module.exports = undefined;' }));
  },
};

/**
 * Lists the folders of the packages whose code is in what was built, such as `node_modules/hono`. A package that was
 * read and then found to be unused is not listed.
 */
export function foldersOfPackages(metafiles: readonly Metafile[]): string[] {
  const inputs = metafiles
    .flatMap(({ outputs }) => Object.values(outputs))
    .flatMap(({ inputs: parts }) => Object.entries(parts).filter(([, { bytesInOutput }]) => bytesInOutput > 0))
    .map(([input]) => /^.*node_modules\/(@[^/]+\/)?[^/]+/.exec(path.posix.normalize(input))?.[0]);
  return [...new Set(inputs.filter((folder) => folder !== undefined))].sort();
}
