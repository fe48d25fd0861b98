import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { publint } from 'publint';
import { entriesOfPackage, packPackage } from '../support/packed.ts';

describe('the tarball of the package', () => {
  const tarball = new Uint8Array(readFileSync(packPackage()));

  test('publint finds nothing to say about the tarball', async () => {
    const { messages } = await publint({ pack: { tarball: tarball.buffer }, level: 'suggestion', strict: true });
    assert.deepEqual(messages, []);
  });

  test('every entry of the tarball resolves to its types and its code in Node and in bundlers', async () => {
    const includeEntrypoints = entriesOfPackage().map((entry) => entry.replace('clerk-widgets', '.'));
    const analysis = await checkPackage(createPackageFromTarballData(tarball), { includeEntrypoints });
    assert.ok(analysis.types);
    for (const entry of includeEntrypoints) assert.ok(analysis.entrypoints[entry], entry);
    // The package is for ES modules. Node 22 requires them from CommonJS, and TypeScript without `exports` is out of support.
    const problems = analysis.problems.filter(
      (problem) =>
        problem.kind !== 'CJSResolvesToESM' &&
        !(problem.kind === 'NoResolution' && problem.resolutionKind === 'node10'),
    );
    assert.deepEqual(problems, []);
  });
});
