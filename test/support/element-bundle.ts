import path from 'node:path';
import type { Reporter, TestRunnerPlugin } from '@web/test-runner';
import { type BuildContext, context } from 'esbuild';
import type { Engine } from './engines.ts';

/** The bundle, as the pages see it. It is served from memory. */
const BUNDLE = '/element-tests.js';
/** What every test file loads before itself. */
const FIRST = 'test/elements/page-on-failure.ts';

/**
 * Bundles the test files that are selected and serves them as one script with a source map. A page runs a module of the
 * script when it imports it: at first its test file, and what the product loads by `import()` when it does so. A test
 * file and what it tests share each module. When the runner watches, a change of any source starts the next build.
 *
 * @param engine what the tests see as `ELEMENT_ENGINE`
 * @returns the plugin that serves, and the reporter through which the runner tells which files are selected
 */
export function elementBundle(engine: Engine): { plugin: TestRunnerPlugin; reporter: Reporter } {
  const selected = Promise.withResolvers<string[]>();
  let builder: Promise<BuildContext> | undefined;
  let built: Promise<ReadonlyMap<string, string>> | undefined;
  let watch = (_sources: string[]) => {};

  /** Builds unless nothing has changed. Returns the files by their paths in the URLs of the pages. */
  const build = () =>
    (built ??= (async () => {
      const { rebuild } = await (builder ??= selected.promise.then((files) => createBuilder(files, engine)));
      const { outputFiles = [], metafile } = await rebuild();
      watch(Object.keys(metafile?.inputs ?? {}).map((source) => path.resolve(source)));
      return new Map(outputFiles.map((file) => [`/${path.relative('.', file.path)}`, file.text]));
    })());

  return {
    reporter: {
      start: ({ testFiles }) => selected.resolve(testFiles.map((file) => path.relative('.', file))),
    },
    plugin: {
      name: 'element-bundle',
      serverStart({ config, fileWatcher }) {
        if (config.disableFileWatcher) return;
        watch = (sources) => fileWatcher.add(sources);
        const forget = () => (built = undefined);
        fileWatcher.on('change', forget).on('unlink', forget);
      },
      async serve({ path: requested }) {
        if (requested.endsWith('.browser.test.ts')) {
          return { body: `import { load } from '${BUNDLE}';\nawait load('${requested.slice(1)}');\n`, type: 'js' };
        }
        if (!requested.startsWith(BUNDLE)) return undefined;
        const body = (await build()).get(requested);
        return body === undefined ? undefined : { body, type: path.extname(requested) };
      },
      async serverStop() {
        await (await builder)?.dispose();
      },
    },
  };
}

function createBuilder(testFiles: string[], engine: Engine): Promise<BuildContext> {
  const tests = testFiles.map((file) => `${JSON.stringify(file)}: () => import('./${file}'),`);
  return context({
    stdin: {
      contents: `import './${FIRST}'; const tests = {${tests.join('\n')}}; export const load = (file) => tests[file]();`,
      resolveDir: '.',
    },
    outfile: BUNDLE.slice(1),
    bundle: true,
    format: 'esm',
    platform: 'browser',
    conditions: ['browser'],
    target: 'es2022',
    define: { ELEMENT_ENGINE: JSON.stringify(engine) },
    // Style sheets are imported as text, as the build does it.
    loader: { '.css': 'text' },
    // The runner serves it.
    external: ['/__web-dev-server__web-socket.js'],
    // Some tests import a module for its effect alone, such as that it is there.
    ignoreAnnotations: true,
    treeShaking: false,
    sourcemap: true,
    sourcesContent: false,
    write: false,
    metafile: true,
    logLevel: 'error',
  });
}
