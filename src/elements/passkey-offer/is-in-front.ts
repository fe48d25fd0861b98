import { page } from '../../client/platform/native.ts';

/**
 * Returns whether a box is in the window and nothing of the page covers it. Parts of the page that let the pointer
 * through do not count.
 *
 * @param box a connected node with a size
 */
export function isInFront(box: HTMLElement): boolean {
  const { left, right, top, bottom } = box.getBoundingClientRect();
  if (left < 0 || top < 0 || right > innerWidth || bottom > innerHeight) return false;
  const found = page.elementFromPoint((left + right) / 2, (top + bottom) / 2);
  // Where the page takes no pointer events, nothing is found.
  return !found || found === page.documentElement || box.contains(found);
}
