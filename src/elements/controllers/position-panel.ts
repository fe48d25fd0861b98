import { GAP, place, placeRoughly } from './place-roughly.ts';

/**
 * Positions a panel beside its trigger. It is placed at once; the library that follows scrolling and resizing is loaded
 * afterwards, and the panel works without it.
 *
 * @returns stops it
 */
export function positionPanel(trigger: HTMLElement, panel: HTMLElement): () => void {
  let ended = false;
  let stop: (() => void) | undefined;
  placeRoughly(trigger, panel);
  import('./follow-trigger.ts')
    .then(({ followTrigger }) => {
      if (!ended) stop = followTrigger(trigger, panel, GAP, (x, y) => place(panel, x, y));
    })
    .catch(() => {});
  return () => {
    ended = true;
    stop?.();
  };
}
