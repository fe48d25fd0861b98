// Builds the app with each version of the SDK, as React's development build and as for production.
import { build } from 'vite';

const SDKS = { 'clerk-react': './src/sdk-5.js', react: './src/sdk-6.js' };
const MODES = ['production', 'development'];

const builds = Object.entries(SDKS).flatMap(([name, sdk]) => MODES.map((mode) => ({ name, sdk, mode })));
for (const { name, sdk, mode } of builds) {
  await build({
    configFile: false,
    logLevel: 'error',
    mode,
    define: { 'process.env.NODE_ENV': JSON.stringify(mode) },
    resolve: {
      alias: { sdk: new URL(sdk, import.meta.url).pathname },
      conditions: [mode, 'module', 'browser'],
    },
    build: {
      outDir: `dist/${name}/${mode}`,
      emptyOutDir: true,
      minify: mode === 'production',
      chunkSizeWarningLimit: 2000,
    },
  });
}
