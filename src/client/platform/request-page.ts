import type { SitePage } from '../../protocol/ask-for-step.ts';

/** No page is that large; the rest of a file that is does not matter. */
const MOST_CHARACTERS = 1_000_000;

/**
 * Requests a page of the site as the browser does when it loads one.
 *
 * @param path on the origin of this page
 * @returns undefined when no page comes, or one of another site
 */
export async function requestPage(path: string): Promise<SitePage | undefined> {
  try {
    const response = await fetch(path, { headers: { accept: 'text/html' }, cache: 'no-store' });
    const text = (await response.text()).slice(0, MOST_CHARACTERS);
    return { path: new URL(response.url).pathname, status: response.status, text };
  } catch {
    return undefined;
  }
}
