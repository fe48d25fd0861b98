import { page } from '../../client/platform/native.ts';

const GAP = 8;

/**
 * Keeps a panel in the top layer below its trigger, aligned at the end, where there is room. It stands in its place at
 * once; the library that follows scrolling and resizing comes a moment later and may fail to come.
 *
 * @returns ends it
 */
export function place(trigger: HTMLElement, panel: HTMLElement): () => void {
  let ended = false;
  let stop: (() => void) | undefined;
  putRoughly(trigger, panel);
  import('./follow.ts')
    .then(({ follow }) => {
      if (!ended) stop = follow(trigger, panel, GAP, (x, y) => put(panel, x, y));
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

/** Through the object model: a Content-Security-Policy may forbid style attributes. */
function put(panel: HTMLElement, x: number, y: number): void {
  panel.style.setProperty('left', `${Math.round(x)}px`);
  panel.style.setProperty('top', `${Math.round(y)}px`);
}
