import type { Instance } from '../instance/instance.ts';
import { parseTarget, pathOf } from './redirects.ts';
import type { NavigateMetadata } from '../types.ts';

export interface NavigateOptions {
  replace?: boolean;
  metadata?: NavigateMetadata;
}

/**
 * Goes to a URL: within the origin through the application's router, where it has one; steps inside an element change
 * the address only; everything else loads the page. A target that is no plain URL of an allowed protocol leads to `/`.
 */
export async function navigate(
  instance: Instance,
  to: string,
  { replace, metadata }: NavigateOptions = {},
): Promise<unknown> {
  const { platform, options } = instance;
  const page = new URL(platform.href());
  let url = parseTarget(to, page.href, options.allowedRedirectProtocols ?? []);
  if (!url) {
    platform.log('warn', 'A navigation to an unsafe URL was refused; going to "/" instead.');
    url = new URL('/', page);
  }
  const windowNavigate = (target: URL | string) => leave(instance, new URL(target, page), replace);
  if (url.origin !== page.origin) return windowNavigate(url);
  const router = replace ? options.routerReplace : options.routerPush;
  if (router) return router(pathOf(url), { windowNavigate, ...(metadata && { __internal_metadata: metadata }) });
  if (metadata?.navigationType === 'internal') return platform.pushState(pathOf(url), replace === true);
  return windowNavigate(url);
}

function leave(instance: Instance, url: URL, replace = false): void {
  const { platform } = instance;
  const [page] = platform.href().split('#');
  platform.emit('clerk:beforeunload');
  // A new fragment stays on the page, and so does a link that opens another application.
  instance.leaving = url.protocol.startsWith('http') && !(url.hash && url.href.split('#')[0] === page);
  platform.leave(url.href, replace);
}
