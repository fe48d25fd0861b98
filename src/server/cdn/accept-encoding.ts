import type { Encoding } from './compress.ts';

/**
 * The best encoding that a request takes: brotli, then gzip, then plain (RFC 9110, section 12.5.3).
 *
 * @param header value of `Accept-Encoding`, if any
 */
export function chooseEncoding(header: string | null): Encoding {
  const weights = new Map<string, number>();
  for (const part of (header ?? '').slice(0, 1024).toLowerCase().split(',')) {
    const [name = '', ...parameters] = part.split(';').map((text) => text.trim());
    const weight = parameters.find((text) => text.startsWith('q='))?.slice(2) ?? '1';
    if (name) weights.set(name, Number(weight) || 0);
  }
  const takes = (name: string) => (weights.get(name) ?? weights.get('*') ?? 0) > 0;
  return takes('br') ? 'br' : takes('gzip') ? 'gzip' : 'identity';
}
