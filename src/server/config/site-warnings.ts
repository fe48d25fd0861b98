import type { InstanceConfig } from './config.ts';

/** Suffixes below which every name is a site of its own: of country registries, and of hosts for their customers. */
const SUFFIX =
  /^((com?|org|net|gov|edu|ac|ne|or)\.[a-z]{2}|(github|gitlab)\.io|(vercel|netlify|web)\.app|(pages|workers|fly)\.dev|(herokuapp|firebaseapp|onrender)\.com|cloudfront\.net|azurewebsites\.net)$/;

/**
 * Warns about allowed origins on another site than the API (HTML, "schemefully same site"). Browsers send no client
 * cookie with their requests, so users do not stay signed in there, unless a proxy on that origin leads to the API.
 *
 * Without a public suffix list, two hosts count as the same site when they share two labels that are none of the
 * suffixes above. So the check may miss another site, but an origin that it names is always one.
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
      `allowedOrigins: ${origin} is on another site than url (${url}). Browsers send no cookie of one to the other, so users do not stay signed in there. Serve the API below the domain of its pages, or lead a path of theirs to it: set proxyPaths, such as /__clerk, and data-clerk-proxy-url.`,
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
