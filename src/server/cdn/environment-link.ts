import { VERSION_PARAMETERS } from '../../protocol/version-parameters.ts';
import type { InstanceConfig } from '../config.ts';

/**
 * Headers that let a browser ask for the environment when clerk.js has arrived, not when it runs: on a slow phone, the
 * time of compiling it less until a form is there. Browsers that follow `Link` headers of scripts do so (RFC 8288);
 * Chromium is one, and hands them over together with the end of the body.
 *
 * Only for a script of the Frontend API's own host or of a proxy path, whose page will ask there, and only for one
 * that was fetched with CORS: a browser reuses what it fetched early for a request with the same credentials alone.
 *
 * @param request the one for clerk.js
 * @param mount path before `/npm/`, without a slash at its end
 */
export function environmentLink(
  { url, proxyPaths }: Pick<InstanceConfig, 'url' | 'proxyPaths'>,
  request: Request,
  mount: string,
): Record<string, string> {
  const isApi = mount === '' ? new URL(request.url).host === new URL(url).host : proxyPaths.includes(mount);
  if (!isApi) return {};
  // Kept for a year by browsers and proxies, so both answers have to be told apart.
  const vary = { Vary: 'Accept-Encoding, Sec-Fetch-Mode' };
  if (request.headers.get('Sec-Fetch-Mode') !== 'cors') return vary;
  const environment = `${mount}/v1/environment?${new URLSearchParams(VERSION_PARAMETERS)}`;
  return { ...vary, Link: `<${environment}>; rel=preload; as=fetch; crossorigin=anonymous` };
}
