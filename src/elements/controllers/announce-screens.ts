import type { ClerkElement } from '../base/clerk-element.ts';
import { focusFirst } from './focus.ts';

/** Announces each new card of an element that shows no flow, and moves the focus there. */
export function announceScreens(host: ClerkElement): void {
  let shown: string | undefined;
  host.addController({
    hostUpdated() {
      const { renderRoot, autofocus } = host;
      const title = renderRoot.querySelector('.cl-headerTitle')?.textContent;
      if (!title || title === shown) return;
      // The first one is part of the page, which has its own order of focus.
      const isFirst = shown === undefined;
      shown = title;
      const region = renderRoot.querySelector('.cl-liveRegion');
      if (region) region.textContent = title;
      if (!isFirst || autofocus) focusFirst(renderRoot);
    },
  });
}
