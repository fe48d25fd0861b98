import type { InstanceConfig } from './config.ts';

/** Second levels under which a country's registry sells names, and hosts whose customers are sites of their own. */
const SUFFIX =
  /^((com?|org|net|gov|edu|ac|ne|or)\.[a-z]{2}|(github|gitlab)\.io|(vercel|netlify|web)\.app|(pages|workers|fly)\.dev|(herokuapp|firebaseapp|onrender)\.com|cloudfront\.net|azurewebsites\.net)$/;

/**
 * Says which allowed origins are on another site than the API (HTML, "schemefully same site"). Browsers keep the
 * client cookie from their requests, so nobody stays signed in there, unless a proxy of that origin leads here.
 *
 * There is no public suffix list here: what two hosts have in common is taken for a site when it has two labels and is
 * none of the suffixes above. A site that this takes for the same may be another; one that it names is another.
 */
export function siteWarnings({
  url,
  allowedOrigins,
  proxyPaths,
}: Pick<InstanceConfig, 'url' | 'allowedOrigins' | 'proxyPaths'>): string[] {
  if (proxyPaths.length > 0) return [];
  const others = allowedOrigins.filter((origin) => !isSameSite(new URL(origin), new URL(url)));
  return others.map(
    (origin) =>
      `allowedOrigins: ${origin} is on another site than url (${url}). Browsers send no cookie of one to the other, so nobody stays signed in there. Serve the API below the domain of its pages, or lead a path of theirs to it: set proxyPaths, such as /__clerk, and data-clerk-proxy-url.`,
  );
}

function isSameSite(one: URL, other: URL): boolean {
  if (one.protocol !== other.protocol) return false;
  if (one.hostname === other.hostname) return true;
  const [a, b] = [one, other].map(({ hostname }) => hostname.split('.').toReversed()) as [string[], string[]];
  const end = a.findIndex((label, i) => label !== b[i]);
  const shared = a.slice(0, end < 0 ? a.length : end).toReversed();
  return shared.length > 1 && !/^[\d.]+$/.test(one.hostname) && !SUFFIX.test(shared.join('.'));
}
