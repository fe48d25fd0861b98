// Builds the app with each version of the SDK, as React's development build.
import { build } from 'vite';

for (const sdk of ['clerk-react', 'react']) {
  await build({
    configFile: false,
    logLevel: 'error',
    mode: 'development',
    base: '/',
    define: { 'process.env.NODE_ENV': JSON.stringify('development') },
    resolve: {
      alias: { sdk: `@clerk/${sdk}` },
      conditions: ['development', 'module', 'browser'],
    },
    build: { outDir: `dist/${sdk}`, emptyOutDir: true, minify: false, target: 'es2022', chunkSizeWarningLimit: 4000 },
  });
}
