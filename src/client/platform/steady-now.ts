/** A gap of more milliseconds than this between the two clocks is no rounding. */
const SLEPT = 1000;

let wall = 0;
let counted = 0;
let now = 0;

/**
 * Local milliseconds since the epoch that never go back: what the clock of the device said when the page was loaded,
 * and the time that has passed since. Every deadline is measured by it, so that none grows when the clock is
 * corrected. The counter of a page may stand still while the device sleeps; then the clock tells how long that was.
 */
export function steadyNow(): number {
  const byWall = Date.now() - wall;
  const byCounter = performance.now() - counted;
  wall += byWall;
  counted += byCounter;
  now += byWall > byCounter + SLEPT ? byWall : byCounter;
  return now;
}
