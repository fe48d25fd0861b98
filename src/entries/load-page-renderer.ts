import type { ServerParts } from '../server/serve/open-server.ts';

/**
 * Loads what draws the forms of the hosted pages. The elements are behind it, so a server loads it for the first page that
 * has a form, and never when `hostedPages` is off.
 */
export const loadPageRenderer: ServerParts['pageRenderer'] = async () =>
  (await import('../ssr/page-renderer.ts')).pageRenderer;
