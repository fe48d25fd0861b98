import { existsSync, linkSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';

interface Lockfile {
  packages: Record<string, { dependencies?: Record<string, string>; optionalDependencies?: Record<string, string> }>;
}

/**
 * Puts a package into another folder as npm would install it: the files that it publishes, and its dependencies in its
 * own `node_modules`. Files are linked, which takes no room.
 *
 * @param source root of the package, built and with its dependencies installed
 * @param target folder to create, such as `node_modules/clerk-widgets` of an app
 */
export function linkPackage(source: string, target: string): void {
  const { files } = read<{ files: string[] }>(path.join(source, 'package.json'));
  if (!existsSync(path.join(source, 'dist/node'))) throw new Error('Build the package first: npm run build.');
  rmSync(target, { recursive: true, force: true });
  for (const file of ['package.json', ...files]) linkTree(path.join(source, file), path.join(target, file));
  const lock = read<Lockfile>(path.join(source, 'package-lock.json'));
  for (const folder of dependenciesOf(lock)) {
    // Optional packages for other machines are not there.
    if (existsSync(path.join(source, folder))) linkTree(path.join(source, folder), path.join(target, folder));
  }
}

function read<T>(file: string): T {
  return JSON.parse(readFileSync(file, 'utf8')) as T;
}

/** Lists the folders of all packages that the root package needs at run time. */
function dependenciesOf({ packages }: Lockfile): ReadonlySet<string> {
  const found = new Set<string>();
  const follow = (folder: string): void => {
    const { dependencies, optionalDependencies } = packages[folder] ?? {};
    for (const name of Object.keys({ ...dependencies, ...optionalDependencies })) {
      const needed = resolve(packages, folder, name);
      if (!needed || found.has(needed)) continue;
      found.add(needed);
      follow(needed);
    }
  };
  follow('');
  return found;
}

/** Finds a dependency as Node does: in the package's own `node_modules`, then in those above. */
function resolve(packages: Lockfile['packages'], folder: string, name: string): string | undefined {
  for (let base = folder; ; base = base.slice(0, Math.max(0, base.lastIndexOf('node_modules/') - 1))) {
    const candidate = path.posix.join(base, 'node_modules', name);
    if (packages[candidate]) return candidate;
    if (!base) return undefined;
  }
}

function linkTree(from: string, to: string): void {
  if (!existsSync(from)) return;
  if (!statSync(from).isDirectory()) {
    mkdirSync(path.dirname(to), { recursive: true });
    if (!existsSync(to)) linkSync(from, to);
    return;
  }
  mkdirSync(to, { recursive: true });
  for (const name of readdirSync(from)) linkTree(path.join(from, name), path.join(to, name));
}
