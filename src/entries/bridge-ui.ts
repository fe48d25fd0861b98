import { ClerkUI } from './browser/clerk-ui.ts';

// `dist/ui.browser.js`, for Clerk's SDKs of version 6: they load Clerk and its screens as two scripts, and wait for both.
// A script of Clerk that came before has set the same global.
if (!Object.hasOwn(globalThis, '__internal_ClerkUICtor')) {
  Object.assign(globalThis, { __internal_ClerkUICtor: ClerkUI });
}
