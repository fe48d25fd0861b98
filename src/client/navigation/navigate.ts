import type { Core } from '../instance/instance.ts';
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
export async function navigate(core: Core, to: string, { replace, metadata }: NavigateOptions = {}): Promise<unknown> {
  const { platform, options } = core;
  const page = new URL(platform.href());
  let url = parseTarget(to, page.href, options.allowedRedirectProtocols ?? []);
  if (!url) {
    platform.log('warn', 'A navigation to an unsafe URL was refused; going to "/" instead.');
    url = new URL('/', page);
  }
  const windowNavigate = (target: URL | string) => leave(core, new URL(target, page), replace);
  if (url.origin !== page.origin) return windowNavigate(url);
  const router = replace ? options.routerReplace : options.routerPush;
  if (router) return router(pathOf(url), { windowNavigate, ...(metadata && { __internal_metadata: metadata }) });
  if (metadata?.navigationType === 'internal') return platform.pushState(pathOf(url), replace === true);
  return windowNavigate(url);
}

function leave(core: Core, url: URL, replace = false): void {
  const { platform } = core;
  const [page] = platform.href().split('#');
  platform.emit('clerk:beforeunload');
  // A new fragment stays on the page, and so does a link that opens another application.
  core.leaving = url.protocol.startsWith('http') && !(url.hash && url.href.split('#')[0] === page);
  platform.leave(url.href, replace);
}
