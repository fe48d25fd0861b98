// Preloaded into each test file. node:test records which test every promise belongs to, so that it can name the test of an
// error that nobody caught. That takes a third of a test's time. Without it, such an error still fails its file.
import hooks from 'node:async_hooks';
import { createRequire } from 'node:module';

const { createHook } = hooks;
hooks.createHook = (callbacks) => createHook({ ...callbacks, trackPromises: false });
// It takes `createHook` when it is loaded, and it alone gets this one. It is not imported here, because no module may change the
// functions that an `import` has seen, as several-files.ts does.
createRequire(import.meta.url)('node:test');
hooks.createHook = createHook;
