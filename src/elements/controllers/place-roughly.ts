import { page } from '../../client/platform/native.ts';

/** Pixels between trigger and panel, and to the edge of the window. */
export const GAP = 8;

/** Places a panel below its trigger, aligned at the end, or above where there is more room. */
export function placeRoughly(trigger: HTMLElement, panel: HTMLElement): void {
  const from = trigger.getBoundingClientRect();
  const { width, height } = panel.getBoundingClientRect();
  const { clientWidth, clientHeight } = page.documentElement;
  const end = getComputedStyle(panel).direction === 'rtl' ? from.left : from.right - width;
  const below = from.bottom + GAP;
  const above = from.top - GAP - height;
  place(
    panel,
    Math.max(GAP, Math.min(end, clientWidth - width - GAP)),
    below + height + GAP > clientHeight && above >= GAP ? above : below,
  );
}

/** Sets the position through the CSS object model, because a Content-Security-Policy may forbid style attributes. */
export function place(panel: HTMLElement, x: number, y: number): void {
  panel.style.setProperty('left', `${Math.round(x)}px`);
  panel.style.setProperty('top', `${Math.round(y)}px`);
}
