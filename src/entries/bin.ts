#!/usr/bin/env node
/**
 * The program `clerk-widgets`: says which Node it needs where an older one runs it, and else is the command line. An
 * old Node can read this file because it is built for one and imports nothing before it has looked.
 */

/** The oldest Node that will do, such as `22.18`; the build puts in what `engines` of package.json says. */
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
