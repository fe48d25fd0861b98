import { isLoopbackHost } from '../../protocol/loopback.ts';

/**
 * Returns whether a request came under a name of the instance, or under one that no stranger can own. A page of another
 * site could otherwise give its own name the address of this machine, and read what is meant for people on it (DNS
 * rebinding).
 *
 * @param urls whose hosts are names of the instance
 */
export function isOwnHost(request: Request, urls: readonly string[]): boolean {
  const own = urls.map((url) => new URL(url).hostname);
  // A proxy of the application calls under a name of the instance, and says here which one the browser has.
  const forwarded = request.headers.get('x-forwarded-host')?.split(',') ?? [];
  const names = [new URL(request.url).hostname, ...forwarded.map((host) => hostnameOf(host))];
  return names.every((name) => own.includes(name) || isUnownable(name));
}

/** A text that is no host counts as the name of a stranger. */
function hostnameOf(host: string): string {
  const url = `http://${host.trim()}`;
  return URL.canParse(url) ? new URL(url).hostname : 'unknown.invalid';
}

/** Returns whether a host is this machine, an address, or a name without a dot, as containers have. */
function isUnownable(hostname: string): boolean {
  return isLoopbackHost(hostname) || !hostname.includes('.') || /^[\d.]+$/.test(hostname);
}
