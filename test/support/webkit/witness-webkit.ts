import { afterEach } from 'node:test';
import type { WebKitPage } from './webkit-page.ts';

const TEXT_LENGTH = 3000;

const groups = new Set<ReadonlySet<WebKitPage>>();

/** Makes each failing test of this file print what these pages show. @returns what ends that */
export function witnessWebKit(pages: ReadonlySet<WebKitPage>): () => void {
  groups.add(pages);
  return () => groups.delete(pages);
}

afterEach(async (t) => {
  if ('passed' in t && t.passed) return;
  for (const page of [...groups].flatMap((pages) => [...pages])) {
    const text = await page
      .evaluate(
        () => `${location.href}\n${document.body.innerText}\nfocus: ${document.activeElement?.outerHTML.slice(0, 200)}`,
      )
      .catch((error: unknown) => `(nothing: ${(error as Error).message})`);
    console.log(`"${t.name}" failed. A page showed:\n${text.slice(0, TEXT_LENGTH)}`);
  }
});
