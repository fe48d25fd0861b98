import { readFile } from 'node:fs/promises';
import { VERSION } from '../../src/protocol/version.ts';

/** Checks that the client sends, and the CDN serves, the version in package.json. */
export async function checkVersion(): Promise<void> {
  const { version } = JSON.parse(await readFile('package.json', 'utf8'));
  if (version !== VERSION) throw new Error(`package.json says ${version}, src/protocol/version.ts ${VERSION}.`);
}
