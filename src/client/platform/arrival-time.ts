/** Returns how long this page took to begin to arrive, in milliseconds; 0 where the browser does not say. */
export function arrivalTime(): number {
  const [entry] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  return entry?.responseStart ?? 0;
}
