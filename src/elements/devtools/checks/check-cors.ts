import { createFinding, type Finding, shownUrl } from '../../../protocol/diagnosis/finding.ts';
import type { Setup } from '../../../protocol/diagnosis/setup.ts';
import { ask } from '../../../client/platform/ask.ts';

/**
 * Finds an API of another origin that answers, and whose answer the browser withholds from the page. Browsers do not say
 * why: a request for which the page gets no answer at all shows that the API is there.
 */
export async function checkCors({ api, pageUrl: { origin } }: Setup): Promise<Finding[]> {
  if (!api || new URL(api.url).origin === origin) return [];
  const url = `${api.url}/v1/environment`;
  if (api.environmentAnswer.kind === 'failure') {
    const opaque = await ask(url, { mode: 'no-cors' });
    return opaque.kind === 'answer' ? [withheld(url, origin, `Access-Control-Allow-Origin: ${origin}`)] : [];
  }
  if (!api.environment) return [];
  const answer = await ask(url, { credentials: 'include' });
  if (answer.kind === 'answer') return [];
  const header = `Access-Control-Allow-Origin: ${origin} and Access-Control-Allow-Credentials: true`;
  return [withheld(url, origin, header)];
}

function withheld(url: string, origin: string, header: string): Finding {
  const evidence = header.includes('Credentials')
    ? 'the answer comes without cookies, and is withheld with them'
    : 'the API answers, and the browser withholds the answer';
  return createFinding('cors-missing', { url: shownUrl(url), origin, header }, evidence);
}
