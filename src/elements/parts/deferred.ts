import type { Extension, ViewHost } from '../base/view-host.ts';

/** A screen whose code is a chunk of its own, with the sheets and texts that come along. */
export interface DeferredView<Host, Step> extends Extension {
  draw(host: Host, step: Step): unknown;
}

/**
 * Draws a screen that is fetched when it is first needed. Until it is here there is nothing to draw, and what was
 * shown last stays.
 *
 * @param load imports the screen
 * @param loadedFor called once it is here; by default it is a screen of its own, which gets the focus and is announced
 */
export function deferred<Host extends ViewHost, Step>(
  load: () => Promise<DeferredView<Host, Step>>,
  loadedFor: (host: Host) => void = announce,
): (host: Host, step: Step) => unknown {
  const waiting = new Set<Host>();
  let screen: DeferredView<Host, Step> | undefined;
  let loading: Promise<void> | undefined;
  const fetchIt = async () => {
    try {
      screen = await load();
      for (const host of waiting) loadedFor(host);
      waiting.clear();
    } catch (error) {
      console.error('clerk-widgets: a screen could not be loaded.', error);
    }
    loading = undefined;
  };
  return (host, step) => {
    if (!screen) {
      waiting.add(host);
      loading ??= fetchIt();
      return undefined;
    }
    host.extend(screen);
    return screen.draw(host, step);
  };
}

function announce(host: ViewHost): void {
  const { form } = host as ViewHost & { form?: { arrived?(): void } };
  if (form?.arrived) form.arrived();
  else host.requestUpdate();
}
