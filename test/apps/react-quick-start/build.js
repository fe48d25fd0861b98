// Builds the app as a customer's would be built for production.
import { build } from 'vite';

await build({ configFile: false, logLevel: 'error', build: { outDir: 'dist', emptyOutDir: true } });
