// Builds everything under dist/. `--cdn` builds the first line alone.
//   dist/clerk.js, dist/chunks/*   the CDN script and its files, with dist/integrity.json and *.br (build/cdn.ts)
//   dist/esm/*                     entries of the package for bundlers (build/package.ts)
//   dist/node/*                    server, backend SDK, command line (build/package.ts)
//   dist/types/*                   declarations, and custom-elements.json (build/declarations.ts)
import { rmSync } from 'node:fs';
import { buildCdn } from './build/cdn.ts';
import { buildDeclarations } from './build/declarations.ts';
import { DIST } from './build/options.ts';
import { buildBin, buildEsm, buildNode } from './build/package.ts';

const isCdnOnly = process.argv.includes('--cdn');
rmSync(DIST, { recursive: true, force: true });
await Promise.all([buildCdn(), ...(isCdnOnly ? [] : [buildEsm(), buildNode(), buildBin()])]);
if (!isCdnOnly) await buildDeclarations();
