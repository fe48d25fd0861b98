import type { Extension, ViewHost } from '../base/view-host.ts';

/** A view whose code is loaded when it is drawn first, with the style sheets and texts that it needs. */
export interface DeferredView<Host, Step> extends Extension {
  draw(host: Host, step: Step): unknown;
}

/**
 * Returns a view that is loaded when it is first drawn. It returns undefined until then.
 *
 * @param load imports the view
 * @param loadedFor called with each waiting host once the view is loaded. By default, the host renders, focuses the view
 *   and announces its title.
 */
export function deferred<Host extends ViewHost, Step>(
  load: () => Promise<DeferredView<Host, Step>>,
  loadedFor: (host: Host) => void = announce,
): (host: Host, step: Step) => unknown {
  const waiting = new Set<Host>();
  let view: DeferredView<Host, Step> | undefined;
  let loading: Promise<void> | undefined;
  const fetchIt = async () => {
    try {
      view = await load();
      for (const host of waiting) loadedFor(host);
      waiting.clear();
    } catch (error) {
      console.error('clerk-widgets: a screen could not be loaded.', error);
    }
    loading = undefined;
  };
  return (host, step) => {
    if (!view) {
      waiting.add(host);
      loading ??= fetchIt();
      return undefined;
    }
    host.extend(view);
    return view.draw(host, step);
  };
}

function announce(host: ViewHost): void {
  const { form } = host as ViewHost & { form?: { announce?(): void } };
  if (form?.announce) form.announce();
  else host.requestUpdate();
}
