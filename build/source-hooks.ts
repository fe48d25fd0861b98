// Lets Node run the sources of the elements as the build makes them: `import './source-hooks.ts'` before the first `import()`
// of src/ssr. Built files need none of it.
import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';
import { transformSync } from 'esbuild';
import { BROWSERS } from './options.ts';
import { squeezeMarkup } from './plugins.ts';

registerHooks({
  load(url, context, nextLoad) {
    if (url.endsWith('.css')) {
      const source = readFileSync(fileURLToPath(url), 'utf8');
      const { code } = transformSync(source, { loader: 'css', minify: true, target: BROWSERS });
      return { format: 'module', source: `export default ${JSON.stringify(code.trim())};`, shortCircuit: true };
    }
    const loaded = nextLoad(url, context);
    if (!/\/src\/elements\/.*\.ts$/.test(url)) return loaded;
    return { ...loaded, source: squeezeMarkup(String(loaded.source)) };
  },
});
