import { attempt, page } from '../../../client/platform/native.ts';
import { usesDevBrowser } from '../../../protocol/api-address.ts';
import { createFinding, type Finding } from '../../../protocol/diagnosis/finding.ts';
import { isOtherSite } from '../../../protocol/diagnosis/judge-sites.ts';
import { type Setup, textOf } from '../../../protocol/diagnosis/setup.ts';
import { ask } from '../../../client/platform/ask.ts';

const PROBE = '__clerk_devtools';

/**
 * Finds a browser that keeps no cookies: those that the page writes, and the one by which the API knows the browser. For
 * the second one it asks the API for a client, as the first step of a sign-in does, and then asks who it is.
 */
export async function checkCookies(setup: Setup): Promise<Finding[]> {
  const { api, pageUrl } = setup;
  if (!canWrite()) {
    return [createFinding('cookie-blocked', { host: pageUrl.hostname }, 'a cookie that the page writes is not there')];
  }
  // Clerk's own development hosts know a browser by a parameter. Cookies of another site have a fault of their own.
  if (!api?.environment || usesDevBrowser(new URL(api.url).host) || isOtherSite(setup)) return [];
  if (await isKnown(api.url)) return [];
  const opened = await ask(`${api.url}/v1/client`, { method: 'POST', credentials: 'include' });
  // A limit of the API, or a proxy that stops POST, says nothing of cookies.
  if (opened.kind === 'failure' || opened.status !== 200 || (await isKnown(api.url))) return [];
  const evidence = 'POST /v1/client sets a cookie, and GET /v1/client comes without it';
  const values = { url: api.url, path: new URL(api.url).pathname };
  return [createFinding(api.isProxy ? 'proxy-cookies' : 'cookie-dropped', values, evidence)];
}

function canWrite(): boolean {
  attempt(() => {
    page.cookie = `${PROBE}=1; Path=/; SameSite=Lax`;
  });
  const isKept = attempt(() => page.cookie)?.includes(`${PROBE}=1`) ?? false;
  attempt(() => {
    page.cookie = `${PROBE}=; Path=/; SameSite=Lax; Max-Age=0`;
  });
  return isKept;
}

/** Asks the API whether it knows this browser. No answer counts as yes: that is another fault. */
async function isKnown(url: string): Promise<boolean> {
  const answer = await ask(`${url}/v1/client`, { credentials: 'include' });
  const json = attempt(() => JSON.parse(textOf(answer)) as { response?: unknown });
  return json?.response !== null;
}
