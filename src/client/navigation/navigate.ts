import type { PublishableKey } from '../../protocol/keys.ts';
import type { DevBrowser } from '../fapi/dev-browser.ts';
import type { Platform } from '../platform/platform.ts';
import type { Store } from '../store.ts';
import type { LoadOptions, NavigateMetadata } from '../types.ts';
import { parseTarget, pathOf } from './redirects.ts';

/** What navigation uses of the instance. */
export interface NavigationContext {
  readonly key: PublishableKey;
  readonly platform: Platform;
  readonly store: Store;
  readonly options: LoadOptions;
  readonly devBrowser: DevBrowser | undefined;
  /** The page is being left: nothing is published from now on. */
  leaving: boolean;
}

export interface NavigateOptions {
  replace?: boolean;
  metadata?: NavigateMetadata;
}

/**
 * Navigates to a URL. A URL of the page's origin goes through the application's router, if the application gave one.
 * Without a router, a step inside an element only changes the address, and everything else loads the page. A URL that
 * {@link parseTarget} refuses leads to `/` instead.
 */
export async function navigate(
  context: NavigationContext,
  to: string,
  { replace, metadata }: NavigateOptions = {},
): Promise<unknown> {
  const { platform, options } = context;
  const page = new URL(platform.href());
  let url = parseTarget(to, page.href, options.allowedRedirectProtocols ?? []);
  if (!url) {
    platform.log('warn', 'A navigation to an unsafe URL was refused; going to "/" instead.');
    url = new URL('/', page);
  }
  const windowNavigate = (target: URL | string) => leave(context, new URL(target, page), replace);
  if (url.origin !== page.origin) return windowNavigate(url);
  const router = replace ? options.routerReplace : options.routerPush;
  if (router) return router(pathOf(url), { windowNavigate, ...(metadata && { __internal_metadata: metadata }) });
  if (metadata?.navigationType === 'internal') return platform.pushState(pathOf(url), replace === true);
  return windowNavigate(url);
}

function leave(context: NavigationContext, url: URL, replace = false): void {
  const { platform } = context;
  const [page] = platform.href().split('#');
  platform.emit('clerk:beforeunload');
  // A new fragment, even an empty one, does not leave the page, and neither does a URL that opens another application.
  context.leaving = url.protocol.startsWith('http') && !(url.href.includes('#') && url.href.split('#')[0] === page);
  platform.leave(url.href, replace);
}
