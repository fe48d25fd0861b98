import lte from 'semver/functions/lte.js';
import maxSatisfying from 'semver/ranges/max-satisfying.js';
import sort from 'semver/functions/sort.js';
import validRange from 'semver/ranges/valid.js';

/**
 * Returns the version that a range names: the newest one in the range that is not newer than any running node.
 *
 * Every node serves every stored version, but the script talks to all nodes. A server understands older scripts, which
 * open tabs hold anyway, and may not understand newer ones. So a range moves to a new version when the last node was
 * upgraded, and moves back when the first node was rolled back. A range without such an old version names its newest
 * one: a page with that script is better than a page without a form.
 *
 * @param range semver or `latest`. Semver includes pre-releases only when it names one, `latest` only when there is
 *   nothing else
 * @param versions the versions that can be served
 * @param running the versions of the running nodes
 * @returns null when no version matches
 */
export function resolveRange(range: string, versions: readonly string[], running: readonly string[]): string | null {
  const wanted = range === 'latest' ? '*' : range;
  if (wanted.length > 64 || validRange(wanted) === null) return null;
  const [oldest] = sort([...running]);
  const settled = versions.filter((version) => oldest === undefined || lte(version, oldest));
  for (const includePrerelease of range === 'latest' ? [false, true] : [false]) {
    const options = { includePrerelease };
    const found = maxSatisfying(settled, wanted, options) ?? maxSatisfying([...versions], wanted, options);
    if (found !== null) return found;
  }
  return null;
}
