import { page } from '../../client/platform/native.ts';

const GAP = 8;

/**
 * Positions a panel below its trigger, aligned at the end, or above where there is more room. The panel is positioned at
 * once; the library that follows scrolling and resizing is loaded afterwards, and the panel works without it.
 *
 * @returns stops it
 */
export function positionPanel(trigger: HTMLElement, panel: HTMLElement): () => void {
  let ended = false;
  let stop: (() => void) | undefined;
  putRoughly(trigger, panel);
  import('./follow-trigger.ts')
    .then(({ followTrigger }) => {
      if (!ended) stop = followTrigger(trigger, panel, GAP, (x, y) => put(panel, x, y));
    })
    .catch(() => {});
  return () => {
    ended = true;
    stop?.();
  };
}

function putRoughly(trigger: HTMLElement, panel: HTMLElement): void {
  const from = trigger.getBoundingClientRect();
  const { width, height } = panel.getBoundingClientRect();
  const { clientWidth, clientHeight } = page.documentElement;
  const end = getComputedStyle(panel).direction === 'rtl' ? from.left : from.right - width;
  const below = from.bottom + GAP;
  const above = from.top - GAP - height;
  put(
    panel,
    Math.max(GAP, Math.min(end, clientWidth - width - GAP)),
    below + height + GAP > clientHeight && above >= GAP ? above : below,
  );
}

/** Sets the position through the CSS object model, because a Content-Security-Policy may forbid style attributes. */
function put(panel: HTMLElement, x: number, y: number): void {
  panel.style.setProperty('left', `${Math.round(x)}px`);
  panel.style.setProperty('top', `${Math.round(y)}px`);
}
