import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { esbuildPlugin } from '@web/dev-server-esbuild';
import { playwrightLauncher } from '@web/test-runner-playwright';
import { CHROMIUM_ARGS, chromiumPath } from './test/support/chromium.ts';

/** Element tests in a real Chromium: `npx wtr`, or `npx wtr --files <glob>`. */
export default {
  files: ['test/elements/**/*.browser.test.ts'],
  nodeResolve: { exportConditions: ['browser'] },
  concurrency: 1,
  browsers: [
    playwrightLauncher({
      product: 'chromium',
      launchOptions: { executablePath: await chromiumPath(), args: CHROMIUM_ARGS },
      createBrowserContext: ({ browser }) => browser.newContext({ viewport: { width: 1280, height: 900 } }),
    }),
  ],
  plugins: [
    cssAsText(),
    esbuildPlugin({ ts: true, target: 'es2022', tsconfig: fileURLToPath(new URL('tsconfig.json', import.meta.url)) }),
  ],
  testFramework: { config: { timeout: 10_000 } },
};

/** Style sheets are imported as text, as the build does it. */
function cssAsText() {
  return {
    name: 'css-as-text',
    serve(context) {
      if (!context.path.endsWith('.css')) return undefined;
      const text = readFileSync(fileURLToPath(new URL(`.${context.path}`, import.meta.url)), 'utf8');
      return { body: `export default ${JSON.stringify(text)};`, type: 'js' };
    },
  };
}
