// Builds everything under dist/. `--cdn` builds the first line alone.
//   dist/clerk.js, dist/chunks/*   the CDN script and its files, with dist/integrity.json and *.br (build/cdn.ts)
//   dist/esm/*                     entries of the package for bundlers (build/package.ts)
//   dist/node/*                    server, backend SDK, command line (build/package.ts)
//   dist/types/*                   declarations, and custom-elements.json (build/declarations.ts)
//   THIRD-PARTY-NOTICES.txt        licences of the libraries that are part of these files (build/notices.ts)
import { rmSync } from 'node:fs';
import { buildCdn } from './build/cdn.ts';
import { buildDeclarations } from './build/declarations.ts';
import { DIST } from './build/options.ts';
import { writeNotices } from './build/notices.ts';
import { buildBackend, buildBin, buildEsm, buildServer } from './build/package.ts';

const isCdnOnly = process.argv.includes('--cdn');
rmSync(DIST, { recursive: true, force: true });
if (isCdnOnly) await buildCdn();
else {
  writeNotices(await Promise.all([buildCdn(), buildEsm(), buildServer(), buildBackend()]));
  await buildBin();
  await buildDeclarations();
}
