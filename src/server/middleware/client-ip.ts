import { isIP, isIPv6 } from 'node:net';
import type { RequestInfo } from '../app-env.ts';
import type { InstanceConfig } from '../config.ts';

/**
 * The browser's address. Behind a proxy it is the last entry of the configured header: the one the proxy wrote
 * itself. Whatever stands before it the browser may have made up. When it is no address, the socket's counts.
 */
export function readIp(
  { clientIpHeader }: Pick<InstanceConfig, 'clientIpHeader'>,
  headers: Headers,
  info: RequestInfo,
): string | null {
  const claimed = clientIpHeader ? headers.get(clientIpHeader)?.split(',').at(-1) : undefined;
  return parseIp(claimed) ?? parseIp(info.ip);
}

/** Some proxies write the port, too: `192.0.2.1:50000`, `[2001:db8::1]:50000`. */
function parseIp(text = ''): string | null {
  const host = /^\[(.*)\](?::\d+)?$|^([\d.]+):\d+$/.exec(text.trim());
  const ip = (host?.[1] ?? host?.[2] ?? text.trim()).replace(/^::ffff:(?=\d+\.)/i, '');
  return isIP(ip) ? ip : null;
}

/** What limits are counted for: an IPv4 address, or the /64 an IPv6 subscriber can pick any address of. */
export function ipBucketOf(ip: string): string {
  if (!isIPv6(ip)) return ip;
  const [head = '', tail] = ip.toLowerCase().replace(/%.*$/, '').split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? [] : Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0');
  const network = [...left, ...zeros, ...right].slice(0, 4);
  return `${network.map((part) => part.replace(/^0+(?=.)/, '')).join(':')}::/64`;
}
