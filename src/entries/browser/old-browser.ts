import type { Clerk } from '../../client/clerk.ts';
import { page } from '../../client/platform/native.ts';
import { oldBrowser } from '../../localization/en-us/old-browser.ts';

const FORMS = 'clerk-sign-in, clerk-sign-up, clerk-user-profile';

/**
 * Shows a text instead of every form, because this browser is too old for the elements. Adds a link to the sign-in page
 * of the instance if that is another page.
 *
 * @param signInUrl URL of the sign-in page, if the tag has it
 */
export async function sayTooOld(clerk: Clerk, signInUrl: string | undefined): Promise<void> {
  console.error(`clerk-widgets: ${oldBrowser.text}`);
  // The forms may not be parsed yet.
  if (page.readyState === 'loading') await new Promise((resolve) => addEventListener('DOMContentLoaded', resolve));
  const texts = Array.from(page.querySelectorAll(FORMS), (element) => {
    const text = page.createElement('p');
    text.setAttribute('role', 'alert');
    text.textContent = oldBrowser.text;
    element.append(text);
    return text;
  });
  const url = signInUrl ?? clerk.__internal_environment?.display_config.sign_in_url ?? (await pageOf(clerk));
  if (!url || isHere(url)) return;
  for (const text of texts) {
    const link = page.createElement('a');
    link.href = new URL(url, location.href).href;
    link.textContent = oldBrowser.link;
    text.append(' ', link);
  }
}

async function pageOf({ proxyUrl, frontendApi }: Clerk): Promise<string | undefined> {
  try {
    const response = await fetch(`${proxyUrl ?? `https://${frontendApi}`}/v1/environment`, { credentials: 'omit' });
    return (await response.json()).display_config?.sign_in_url;
  } catch {
    return undefined;
  }
}

function isHere(url: string): boolean {
  const { origin, pathname } = new URL(url, location.href);
  return origin + pathname === location.origin + location.pathname;
}
