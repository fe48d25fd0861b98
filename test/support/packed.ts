import { execFileSync } from 'node:child_process';
import { globSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { linkPackage } from './link-package.ts';

let tarball: string | undefined;

/**
 * Puts the built package into a tarball, as `npm publish` would, once per process.
 *
 * @returns its path, which exists until the process ends
 */
export function packPackage(): string {
  return (tarball ??= pack());
}

function pack(): string {
  const folder = temporaryFolder();
  const options = ['--ignore-scripts', '--json', '--pack-destination', folder];
  const [{ filename }] = JSON.parse(npm(['pack', ...options], '.')) as [{ filename: string }];
  return path.join(folder, filename);
}

/** Installs a tarball and what it needs into an empty project. @returns the project's folder */
export function installTarball(tarball: string): string {
  const folder = temporaryFolder();
  writeFileSync(path.join(folder, 'package.json'), '{ "private": true, "type": "module" }');
  npm(['install', '--prefer-offline', '--no-audit', '--no-fund', '--ignore-scripts', tarball], folder);
  return folder;
}

/**
 * Installs the package into an app as npm would: what the tarball has, with the dependencies beside it. Nothing is
 * downloaded.
 *
 * @param target folder to create, such as `node_modules/clerk-widgets` of an app
 */
export function installPacked(target: string): void {
  // This brings the dependencies, and the tarball everything else.
  linkPackage('.', target);
  const linked = readdirSync(target).filter((name) => name !== 'node_modules');
  for (const name of linked) rmSync(path.join(target, name), { recursive: true });
  execFileSync('tar', ['-xzf', packPackage(), '-C', target, '--strip-components=1']);
}

/** Lists the packages that are installed in a project, and the bytes of all their files. */
export function weighInstalled(project: string): { packages: string[]; bytes: number } {
  const root = path.join(project, 'node_modules');
  const { packages } = JSON.parse(readFileSync(path.join(root, '.package-lock.json'), 'utf8')) as {
    packages: Record<string, unknown>;
  };
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).map((file) => statSync(path.join(root, file)));
  return {
    packages: Object.keys(packages).map((folder) => folder.replace(/^.*node_modules\//, '')),
    bytes: files.filter((file) => file.isFile()).reduce((sum, { size }) => sum + size, 0),
  };
}

/** Lists what can be imported from the package, such as `clerk-widgets/elements/sign-in`; no data files. */
export function entriesOfPackage(): string[] {
  const { exports } = JSON.parse(readFileSync('package.json', 'utf8')) as {
    exports: Record<string, { types?: string }>;
  };
  return Object.entries(exports).flatMap(([entry, { types }]) => {
    if (!types) return [];
    const [start = '', end = ''] = types.split('*');
    if (!types.includes('*')) return [`clerk-widgets${entry.slice(1)}`];
    return globSync(types).map((file) => {
      const name = file.slice(start.replace(/^\.\//, '').length, -end.length);
      return `clerk-widgets${entry.slice(1).replace('*', name)}`;
    });
  });
}

function npm(args: string[], cwd: string): string {
  // Variables of the npm that runs the tests would lead to this repository.
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^npm_(?!config_)|^INIT_CWD$/.test(name)),
  );
  return execFileSync('npm', args, { cwd, encoding: 'utf8', env, stdio: ['ignore', 'pipe', 'pipe'] });
}

function temporaryFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'clerk-packed-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
