const RANGE = /^(\*|[a-z]{1,8}(?:-[a-z0-9]{1,8})*)(?:\s*;\s*q=(0(?:\.\d{0,3})?|1(?:\.0{0,3})?))?$/i;
/** Browsers send a few ranges. A longer header is cut. */
const MAX_LENGTH = 1_000;

/**
 * Returns the language ranges of a header `Accept-Language` (RFC 9110, section 12.5.4), the most wanted first. Ranges that
 * are not acceptable (`q=0`), the wildcard and what is malformed are left out.
 */
export function parseAcceptLanguage(header: string | null | undefined): string[] {
  const ranges = (header ?? '').slice(0, MAX_LENGTH).split(',');
  return ranges
    .flatMap((part) => {
      const [, range = '*', weight = '1'] = RANGE.exec(part.trim()) ?? [];
      return range === '*' || Number(weight) === 0 ? [] : [{ range, weight: Number(weight) }];
    })
    .sort((a, b) => b.weight - a.weight)
    .map(({ range }) => range);
}
