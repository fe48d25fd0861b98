import type { ClerkElement, Extension } from '../base/clerk-element.ts';

/** A screen whose code is a chunk of its own, with the sheets and texts that come along. */
export interface DeferredScreen<Host, Step> extends Extension {
  draw(host: Host, step: Step): unknown;
}

/**
 * Draws a screen that is fetched when it is first needed. Until it is here there is nothing to draw, and what was
 * shown last stays.
 *
 * @param load imports the screen
 */
export function deferred<Host extends ClerkElement, Step>(
  load: () => Promise<DeferredScreen<Host, Step>>,
): (host: Host, step: Step) => unknown {
  const extended = new WeakSet<Host>();
  let screen: DeferredScreen<Host, Step> | undefined;
  let loading = false;
  return (host, step) => {
    if (screen) {
      if (!extended.has(host)) {
        extended.add(host);
        host.extend(screen);
      }
      return screen.draw(host, step);
    }
    if (!loading) {
      loading = true;
      load()
        .then((loaded) => {
          screen = loaded;
        })
        .catch((error: unknown) => console.error('clerk-widgets: a screen could not be loaded.', error))
        .finally(() => {
          loading = false;
          if (screen) host.requestUpdate();
        });
    } else queueMicrotask(() => screen && host.requestUpdate());
    return undefined;
  };
}
