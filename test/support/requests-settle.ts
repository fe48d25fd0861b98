import type { Page, Request } from 'playwright';

/**
 * Watches the requests of a page from now on. The returned function resolves when all of them are answered and what the
 * page had planned for its next idle moment has asked for nothing more. It is quicker than Playwright's `networkidle`, which
 * waits half a second each time.
 */
export function watchRequests(page: Page): () => Promise<void> {
  const running = new Set<Request>();
  let started = 0;
  let changed = Promise.withResolvers<void>();
  const over = (request: Request) => {
    running.delete(request);
    changed.resolve();
    changed = Promise.withResolvers();
  };
  page.on('request', (request) => {
    running.add(request);
    started++;
  });
  page.on('requestfinished', over);
  page.on('requestfailed', over);
  return async () => {
    for (let seen = -1; seen !== started || running.size; ) {
      while (running.size) await changed.promise;
      seen = started;
      await page.evaluate(nextIdle);
    }
  };
}

/** Runs in the page: resolves after its next two frames and what was planned for an idle moment before. */
async function nextIdle(): Promise<void> {
  for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame);
  await new Promise((resolve) => requestIdleCallback(resolve));
}
