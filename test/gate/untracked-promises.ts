// Preloaded into each test file. node:test records which test every promise belongs to, so that it can name the test of an
// error that nobody caught. That takes a third of a test's time. Without it, such an error still fails its file.
import hooks from 'node:async_hooks';

const { createHook } = hooks;
hooks.createHook = (callbacks) => createHook({ ...callbacks, trackPromises: false });
// It takes `createHook` when it is loaded, and it alone gets this one.
await import('node:test');
hooks.createHook = createHook;
