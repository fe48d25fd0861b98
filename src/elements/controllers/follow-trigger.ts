// Imported by name, so that the bundler drops the rest of the library. `import()` of the library itself would keep it.
import { autoUpdate, computePosition, flip, offset, shift } from '@floating-ui/dom';

/**
 * Keeps a panel beside its trigger while the page scrolls, resizes and changes.
 *
 * @param gap pixels between the two, and to the edge of the window
 * @param put sets the panel's position, in pixels from the corner of the window
 * @returns stops it
 */
export function followTrigger(
  trigger: HTMLElement,
  panel: HTMLElement,
  gap: number,
  put: (x: number, y: number) => void,
): () => void {
  const middleware = [offset(gap), flip({ padding: gap }), shift({ padding: gap, crossAxis: true })];
  let ended = false;
  const stop = autoUpdate(trigger, panel, () => {
    void computePosition(trigger, panel, { strategy: 'fixed', placement: 'bottom-end', middleware }).then(
      ({ x, y }) => ended || put(x, y),
    );
  });
  return () => {
    ended = true;
    stop();
  };
}
