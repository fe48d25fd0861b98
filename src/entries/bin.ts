#!/usr/bin/env node
/**
 * The program `clerk-widgets`: starts the command line, or says which version of Node it needs if this one is too old.
 * An old Node can run this file, because it is built for one and imports nothing before the check.
 */

/** The oldest supported version, such as `22.18`. The build takes it from `engines` in package.json. */
declare const NEEDED_NODE: string;

if (isOlder(process.versions.node, NEEDED_NODE)) {
  process.stderr.write(
    `clerk-widgets needs Node ${NEEDED_NODE} or later, and this is Node ${process.versions.node} (${process.execPath}).\n` +
      'Install a newer one from https://nodejs.org or with your version manager (such as: nvm install --lts), and run ' +
      'the command again with it.\n',
  );
  process.exitCode = 1;
} else {
  import('./cli.ts').catch((error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  });
}

function isOlder(version: string, needed: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [neededMajor = 0, neededMinor = 0] = needed.split('.').map(Number);
  return major < neededMajor || (major === neededMajor && minor < neededMinor);
}
