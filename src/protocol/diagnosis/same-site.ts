/** Second-level labels under which registries of countries sell names, such as `co.uk`. */
const REGISTRY = /^(ac|co|com|edu|gob|gov|gv|ne|net|nom|or|org)\.[a-z]{2}$/;

/** Hosts of platforms that give each customer a name of their own. Browsers take these names for sites of their own. */
const PLATFORMS = new Set([
  'amplifyapp.com',
  'appspot.com',
  'azurestaticapps.net',
  'azurewebsites.net',
  'cloudfront.net',
  'csb.app',
  'deno.dev',
  'firebaseapp.com',
  'fly.dev',
  'github.io',
  'gitlab.io',
  'herokuapp.com',
  'loca.lt',
  'netlify.app',
  'ngrok-free.app',
  'ngrok.app',
  'ngrok.io',
  'onrender.com',
  'pages.dev',
  'repl.co',
  'replit.app',
  'run.app',
  'surge.sh',
  'trycloudflare.com',
  'up.railway.app',
  'vercel.app',
  'web.app',
  'workers.dev',
]);

/**
 * Tells whether two hosts are of one site, so that cookies of one are no third-party cookies on the other. Browsers decide by
 * the Public Suffix List (https://publicsuffix.org). This knows its commonest rules: a name below a rarer one, such as a
 * school's in Japan, counts as one site where browsers see two.
 *
 * @example isSameSite('app.example.com', 'clerk.example.com') // true
 * @example isSameSite('app.vercel.app', 'clerk.vercel.app') // false
 */
export function isSameSite(one: string, other: string): boolean {
  if (one === other) return true;
  if (isAddress(one) || isAddress(other)) return false;
  return !isPublicSuffix(sharedDomain(one, other));
}

/** Returns the longest domain that both hosts are in; empty when they share none. */
function sharedDomain(one: string, other: string): string {
  const [a, b] = [one, other].map((host) => host.split('.').toReversed()) as [string[], string[]];
  const different = a.findIndex((label, index) => label !== b[index]);
  return a
    .slice(0, different < 0 ? undefined : different)
    .toReversed()
    .join('.');
}

function isPublicSuffix(domain: string): boolean {
  return !domain.includes('.') || REGISTRY.test(domain) || PLATFORMS.has(domain);
}

function isAddress(host: string): boolean {
  return host.startsWith('[') || /^[\d.]+$/.test(host);
}
