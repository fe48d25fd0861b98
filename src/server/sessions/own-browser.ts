import type { Services } from '../services.ts';
import type { Visit } from '../visit.ts';

const PREFIX = '__Host-clerk_';

type Config = Pick<Services, 'config'>;

/**
 * Notes in the browser that it began something: a sign-up, a visit to a provider, a link. A neighbouring host can plant
 * the cookie of a client, and with it what it began itself; but a name with this prefix browsers take from the host
 * itself alone (RFC 6265bis, 4.1.3.2). On plain http, in development, there is no such note.
 *
 * @param id of what was begun
 * @param lifetime milliseconds it can be ended in
 */
export function markOwnBrowser(visit: Visit, { config }: Config, id: string, lifetime: number): void {
  if (!config.secureCookies) return;
  const seconds = Math.ceil(lifetime / 1000);
  visit.setCookies.push(`${PREFIX}${id}=1; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Lax; Secure`);
}

/** Did this very browser begin it, or was only the client's cookie put into it? */
export function isOwnBrowser({ cookies }: Visit, { config }: Config, id: string): boolean {
  return !config.secureCookies || cookies.has(PREFIX + id);
}
