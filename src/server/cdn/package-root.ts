import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Directory of this package, wherever the running file is: in the source tree, in a bundle or in a chunk of one.
 *
 * @param from URL of a module of this package
 * @returns undefined when no directory above it is this package, or there are no directories
 */
export function findPackageRoot(from: string = import.meta.url): string | undefined {
  if (!from?.startsWith('file:')) return undefined;
  for (let dir = path.dirname(fileURLToPath(from)); ; dir = path.dirname(dir)) {
    const manifest = path.join(dir, 'package.json');
    if (existsSync(manifest) && JSON.parse(readFileSync(manifest, 'utf8')).name === 'clerk-widgets') return dir;
    if (dir === path.dirname(dir)) return undefined;
  }
}
