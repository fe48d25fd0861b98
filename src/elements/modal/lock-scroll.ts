import { page } from '../../client/platform/native.ts';

const PROPERTIES = ['overflow', 'scrollbar-gutter', 'padding-inline-end'] as const;
let locks = 0;
let before: string[] = [];

/**
 * Keeps the page behind a dialog from scrolling. Its content does not move, because the space of the scroll bar is kept.
 *
 * @returns ends the lock; the page scrolls again when the last lock has ended
 */
export function lockScroll(): () => void {
  if (++locks === 1) lock();
  let over = false;
  return () => {
    if (!over && --locks === 0) unlock();
    over = true;
  };
}

function lock(): void {
  const { style, clientWidth } = page.documentElement;
  before = PROPERTIES.map((name) => style.getPropertyValue(name));
  const gutter = innerWidth - clientWidth;
  if (gutter > 0) {
    if (CSS.supports('scrollbar-gutter: stable')) style.setProperty('scrollbar-gutter', 'stable');
    else style.setProperty('padding-inline-end', `${gutter}px`);
  }
  style.setProperty('overflow', 'hidden');
}

function unlock(): void {
  const { style } = page.documentElement;
  PROPERTIES.forEach((name, index) => style.setProperty(name, before[index] ?? ''));
}
