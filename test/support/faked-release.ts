import { mkdir, mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { VERSION } from '../../src/protocol/version.ts';

/**
 * Copies the built browser files as another release would have them, with its version inside and with file names that
 * no other release has.
 *
 * @returns a directory for `cdnDir`; the caller removes it
 */
export async function fakeRelease(version: string): Promise<string> {
  const directory = await mkdtemp(path.join(tmpdir(), 'clerk-release-'));
  const chunks = (await readdir('dist/chunks')).filter((name) => name.endsWith('.js'));
  const [, hash] = /-(\w+)\.js$/.exec(chunks[0] ?? '') ?? [];
  if (!hash) throw new Error('The build has no chunks.');
  const rewrite = (text: string) =>
    text.replaceAll(VERSION, version).replaceAll(hash, hash + version.replaceAll('.', ''));
  for (const name of ['clerk.js', 'elements.json', ...chunks.map((chunk) => `chunks/${chunk}`)]) {
    const file = path.join(directory, version, 'dist', rewrite(name));
    const text = rewrite(await readFile(`dist/${name}`, 'utf8'));
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, text);
    await writeFile(`${file}.br`, brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } }));
  }
  return directory;
}
