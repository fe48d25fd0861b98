import assert from 'node:assert/strict';
import type { TestInstance } from './instance.ts';
import type { TestBrowser } from './test-browser.ts';

/** Signs up one user after the other until it is stopped. Sign-ups that are answered with 503 are skipped. */
export function startSignUps(instance: TestInstance) {
  const acknowledged: { browser: TestBrowser; sessionId: string }[] = [];
  const over = new AbortController();
  let waiting: (() => void)[] = [];
  const work = (async () => {
    for (let i = 0; !over.signal.aborted; i++) {
      const browser = instance.browser();
      try {
        const { sessionId } = await instance.signUp(browser, `sign-up-${i}@example.com`);
        acknowledged.push({ browser, sessionId });
        for (const go of waiting.splice(0)) go();
      } catch (error) {
        assert.match(String(error), /Answered 503/);
      }
    }
  })();
  return {
    acknowledged,
    /** Resolves when one more sign-up is complete. */
    next: () => Promise.race([new Promise<void>((resolve) => waiting.push(resolve)), work]),
    async stop() {
      over.abort();
      waiting = [];
      await work;
    },
    /** Asserts that each acknowledged sign-up still has its session. */
    async check() {
      assert.ok(acknowledged.length > 0);
      for (const { browser, sessionId } of acknowledged) {
        assert.equal((await browser.post(`/v1/client/sessions/${sessionId}/tokens`)).status, 200);
      }
    },
  };
}
