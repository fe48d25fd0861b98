import { readdirSync, readFileSync } from 'node:fs';
import type { Metafile } from 'esbuild';
import { foldersOfPackages } from './bundled-packages.ts';
import { write } from './options.ts';

/** The file with the licences of all code of others that the package contains. */
export const NOTICES = 'THIRD-PARTY-NOTICES.txt';

const INTRODUCTION = `The files of this package contain code of the packages below, under the licences that follow.
The build writes this file from what it put into the bundles.
`;
const RULE = '-'.repeat(80);

/** What a notice is made of. */
export interface ThirdParty {
  name: string;
  version: string;
  /** SPDX expression. */
  license: string;
  homepage?: string;
  /** Texts of the licence and of further notices. */
  texts: readonly string[];
}

/** Writes {@link NOTICES}. */
export function writeNotices(metafiles: readonly Metafile[]): void {
  write(NOTICES, noticesOf(foldersOfPackages(metafiles).map(readThirdParty)));
}

/**
 * Puts the notices together.
 *
 * @throws {Error} that names every package whose licence does not let it be part of this one
 */
export function noticesOf(packages: readonly ThirdParty[]): string {
  const refused = packages.filter(({ license }) => !PERMISSIVE.includes(license));
  if (refused.length) {
    const list = refused.map(({ name, license }) => `${name} (${license || 'no licence'})`).join(', ');
    throw new Error(`These packages must not become part of a bundle, because of their licence: ${list}.`);
  }
  const notices = packages.map(
    ({ name, version, license, homepage, texts }) =>
      `${RULE}\n${name} ${version} (${license})\n${homepage ? `${homepage}\n` : ''}\n${texts.map((text) => `${text.trim()}\n`).join('\n')}`,
  );
  return [INTRODUCTION, ...notices].join('\n');
}

/** Licences that ask for nothing but their text, which the notices have. */
const PERMISSIVE = ['0BSD', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'ISC', 'MIT', 'MIT-0'];

interface Manifest {
  name: string;
  version: string;
  license?: string;
  homepage?: string;
  author?: string | { name: string };
}

function readThirdParty(folder: string): ThirdParty {
  const {
    name,
    version,
    license = '',
    homepage,
    author,
  } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8')) as Manifest;
  const files = readdirSync(folder).filter((file) => /^(licen[cs]e|copying|notice|copyright)/i.test(file));
  const texts = files.sort().map((file) => readFileSync(`${folder}/${file}`, 'utf8'));
  const holder = typeof author === 'string' ? author : author?.name;
  // A few packages have no file with their licence, and only name it.
  return { name, version, license, homepage, texts: texts.length ? texts : [`Copyright (c) ${holder ?? name}`] };
}
