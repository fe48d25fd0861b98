import type { RequestInfo } from '../app-env.ts';
import type { InstanceConfig } from '../../config/config.ts';

/** An address of 16 bytes, as eight numbers. */
type Groups = readonly number[];

/** The prefix of an IPv4 address within an IPv6 address. */
const MAPPED: Groups = [0, 0, 0, 0, 0, 0xffff];
const PREFIXES: readonly Groups[] = [
  // IPv4-mapped addresses, which sockets for both families report (RFC 4291, section 2.5.5.2).
  MAPPED,
  // Addresses that translators make in front of servers with IPv6 alone (RFC 6052).
  [0x64, 0xff9b, 0, 0, 0, 0],
  // 6to4: the owner of the IPv4 address has all the networks behind it (RFC 3056).
  [0x2002],
];
/** Some parsers read an octet with a leading zero as octal, so such an address is not accepted. */
const OCTET = '(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)';
const IPV4 = new RegExp(`^${OCTET}\\.${OCTET}\\.${OCTET}\\.${OCTET}$`);

/**
 * Reads the address of the client. Behind a proxy it is the last entry of the configured header, which the proxy itself
 * wrote; the client may have made up the entries before it. If the entry is no address, the socket's address counts.
 *
 * @returns one spelling per address: IPv4 with dots, IPv6 as in RFC 5952; null when the address is not known
 */
export function readIp(
  { clientIpHeader }: Pick<InstanceConfig, 'clientIpHeader'>,
  headers: Headers,
  info: RequestInfo,
): string | null {
  const claimed = clientIpHeader ? headers.get(clientIpHeader)?.split(',').at(-1) : undefined;
  const groups = parseAddress(claimed) ?? parseAddress(info.ip);
  if (!groups) return null;
  return startsWith(groups, MAPPED) ? dotted(groups.slice(MAPPED.length)) : colons(groups);
}

/**
 * Returns what rate limits count: an IPv4 address, or the /64 network from which an IPv6 subscriber can pick any address.
 *
 * @param ip in any spelling
 */
export function ipBucketOf(ip: string): string {
  const groups = parseAddress(ip);
  if (!groups) return ip;
  const prefix = PREFIXES.find((each) => startsWith(groups, each));
  if (prefix) return dotted(groups.slice(prefix.length, prefix.length + 2));
  return `${groups
    .slice(0, 4)
    .map((group) => group.toString(16))
    .join(':')}::/64`;
}

/** Reads an address in any spelling. Some proxies write the port, too: `192.0.2.1:50000`, `[2001:db8::1]:50000`. */
function parseAddress(text = ''): Groups | undefined {
  // The entry of a `Forwarded` header: `for="[2001:db8::1]:50000";proto=https` (RFC 7239).
  const entry = (/(?:^|;)\s*for="?([^";]*)/i.exec(text)?.[1] ?? text).trim();
  const [, inBrackets, withPort] = /^\[(.*)\](?::\d+)?$|^([\d.]+):\d+$/.exec(entry) ?? [];
  const address = inBrackets ?? withPort ?? entry;
  const octets = IPV4.exec(address)?.slice(1).map(Number);
  if (!octets) return parseIpv6(address);
  const [a = 0, b = 0, c = 0, d = 0] = octets;
  return [...MAPPED, a * 256 + b, c * 256 + d];
}

/** The platform reads IPv6: the host of a URL has one spelling of it. A zone means something on this machine alone. */
function parseIpv6(address: string): Groups | undefined {
  const text = address.replace(/%[\w.~-]+$/, '');
  const url = `http://[${text}]`;
  if (!/^[\da-f:.]+$/i.test(text) || !URL.canParse(url)) return undefined;
  const [head = '', tail] = colonsOf(url).split('::');
  const left = numbers(head);
  const right = numbers(tail ?? '');
  return [...left, ...Array<number>(8 - left.length - right.length).fill(0), ...right];
}

function colonsOf(url: string): string {
  return new URL(url).hostname.slice(1, -1);
}

function colons(groups: Groups): string {
  return colonsOf(`http://[${groups.map((group) => group.toString(16)).join(':')}]`);
}

function numbers(text: string): number[] {
  return text === '' ? [] : text.split(':').map((part) => Number.parseInt(part, 16));
}

function dotted([high = 0, low = 0]: Groups): string {
  return [high >> 8, high & 255, low >> 8, low & 255].join('.');
}

function startsWith(groups: Groups, prefix: Groups): boolean {
  return prefix.every((group, i) => groups[i] === group);
}
