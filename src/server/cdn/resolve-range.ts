import { lte, maxSatisfying, sort, validRange } from 'semver';

/**
 * The version that a range names while nodes of these versions are running: the newest one in range that no running
 * node is older than.
 *
 * Every node serves every stored version, so any of them would load. The script follows the oldest node because it
 * speaks with all of them: servers understand older scripts, which open tabs hold in any case, and not yet newer ones.
 * So a range moves when the last node was upgraded, and goes back with the first that was rolled back. A range that has
 * nothing so old names its newest version, since a page is better off with that than without a form.
 *
 * @param range as a URL writes it: semver, or `latest`; pre-releases only when it names one
 * @param versions that can be served
 * @param running versions of the nodes that are there
 * @returns null when nothing matches
 */
export function resolveRange(range: string, versions: readonly string[], running: readonly string[]): string | null {
  const wanted = range === 'latest' ? '*' : range;
  if (wanted.length > 64 || validRange(wanted) === null) return null;
  const [oldest] = sort([...running]);
  const settled = versions.filter((version) => oldest === undefined || lte(version, oldest));
  return maxSatisfying(settled, wanted) ?? maxSatisfying([...versions], wanted);
}
