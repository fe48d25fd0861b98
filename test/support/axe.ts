import { createRequire } from 'node:module';
import type { Page } from 'playwright';

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** Rules about what the width of a page changes, when the markup and the colors are those of another width. */
export const LAYOUT_RULES = ['scrollable-region-focusable', 'target-size'];

interface Axe {
  run(options: object): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }>;
}

/**
 * Runs axe on the page as it is, and returns what it finds as `rule: markup`. The context needs `bypassCSP`.
 *
 * @param rules default: those that axe runs by itself
 */
export async function findViolations(page: Page, rules?: readonly string[]): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.addScriptTag({ path: AXE });
  return page.evaluate(
    async (options) => {
      const { violations } = await (window as unknown as { axe: Axe }).axe.run(options);
      return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
    },
    // Axe needs most of its time to describe what is in order.
    { resultTypes: ['violations'], ...(rules && { runOnly: [...rules] }) },
  );
}
