import { execFileSync } from 'node:child_process';
import path from 'node:path';

/**
 * Finds a Node on this machine that is older than the package requires, or undefined. Skips the folders that npm
 * scripts add to `PATH`, because they hold a newer Node.
 *
 * @param needed major version that is new enough
 */
export function findOldNode(needed: number): string | undefined {
  const folders = [...(process.env.PATH ?? '').split(path.delimiter), '/usr/bin', '/usr/local/bin'];
  const found = new Set(folders.filter((folder) => !folder.includes('node_modules')));
  return [...found].map((folder) => path.join(folder, 'node')).find((file) => majorOf(file) < needed);
}

function majorOf(file: string): number {
  try {
    const answer = execFileSync(file, ['--version'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    return Number(/^v(\d+)/.exec(answer)?.[1] ?? Number.POSITIVE_INFINITY);
  } catch {
    return Number.POSITIVE_INFINITY;
  }
}
