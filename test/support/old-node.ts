import { execFileSync } from 'node:child_process';
import path from 'node:path';

/**
 * A Node on this machine that is older than the package needs, or undefined where there is none. Looks where `PATH`
 * leads outside of the npm scripts, which put a newer one in front.
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
