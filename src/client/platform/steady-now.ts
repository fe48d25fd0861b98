/** The clocks of device and page differ by more milliseconds than this only when the device slept. */
const SLEPT = 1000;

let wall = 0;
let counted = 0;
let now = 0;

/**
 * Returns local milliseconds since the epoch that never go back: the time of the device's clock when the page was
 * loaded, plus the time that has passed since. Every deadline is measured by it, so that none moves when the clock is
 * corrected. The page's own counter may stop while the device sleeps; the device's clock then says for how long.
 */
export function steadyNow(): number {
  const byWall = Date.now() - wall;
  const byCounter = performance.now() - counted;
  wall += byWall;
  counted += byCounter;
  now += byWall > byCounter + SLEPT ? byWall : byCounter;
  return now;
}
