import { execFile } from 'node:child_process';
import { rmSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { linkPackage } from './link-package.ts';

const run = promisify(execFile);

/** The tarball that `npm publish` would upload, made once per process. */
let tarball: Promise<string> | undefined;

/**
 * Installs this package into an app as npm would: what `npm pack` packs, with the dependencies beside it. Nothing is
 * downloaded.
 *
 * @param target folder to create, such as `node_modules/clerk-widgets` of an app
 */
export async function installPacked(target: string): Promise<void> {
  const file = await (tarball ??= pack());
  // This brings the dependencies, and the tarball everything else.
  linkPackage('.', target);
  const linked = (await readdir(target)).filter((name) => name !== 'node_modules');
  await Promise.all(linked.map((name) => rm(path.join(target, name), { recursive: true })));
  await run('tar', ['-xzf', file, '-C', target, '--strip-components=1']);
}

async function pack(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'clerk-widgets-pack-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  // The package is built already.
  await run('npm', ['pack', '--ignore-scripts', '--silent', '--pack-destination', folder]);
  const [name = ''] = await readdir(folder);
  return path.join(folder, name);
}
