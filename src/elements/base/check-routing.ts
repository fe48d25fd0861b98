import { address } from '../../client/platform/address.ts';
import { isLoopbackHost } from '../../protocol/loopback.ts';
import type { ViewHost } from './view-host.ts';

/** What the check reads of an element that keeps its steps in the URL. */
export interface RoutedHost extends ViewHost {
  readonly routing?: string | undefined;
  readonly path?: string | undefined;
  readonly under?: string | undefined;
}

/**
 * Checks in development what an element with path routing needs: its attributes, and the pages of the site. Production
 * goes without the file that does it.
 *
 * @param step a step of the element that has a URL of its own
 */
export function checkRouting(host: RoutedHost, step: string): void {
  if (!host.path && host.routing !== 'path') return;
  if (host.clerk?.instanceType !== 'development' && !isLoopbackHost(address.hostname)) return;
  import('./missing-route/check-path-routing.ts').then(
    (m) => m.checkPathRouting(host, step),
    () => {}, // Without the file the page works as it does in production.
  );
}
