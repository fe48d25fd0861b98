import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { type NodeTestsOptions, nodeTests } from './node-tests.ts';

const FILES = {
  'broken.test.mjs': 'import "./nothing.mjs";',
  'empty.test.mjs': 'export const nothing = 1;',
  'mixed.test.mjs': `import { describe, test } from 'node:test';
    describe('a suite', () => {
      test('passes', () => {});
      test('fails', () => { throw new Error('as it should'); });
    });`,
  'passing.test.mjs': `import { test } from 'node:test';
    test('passes', () => {});`,
  'thrown.test.mjs': `import { test } from 'node:test';
    test('goes on while something throws', async () => {
      await null;
      setTimeout(() => { throw new Error('in a timer'); });
      await new Promise((resolve) => setTimeout(resolve, 10));
    });`,
  'unhandled.test.mjs': `import { test } from 'node:test';
    test('forgets a promise', async () => {
      await null;
      Promise.reject(new Error('forgotten'));
      await new Promise(setImmediate);
    });`,
  'stalling.test.mjs': `import { test } from 'node:test';
    test('passes', () => {});
    test('waits for ever', () => new Promise(() => setInterval(() => {}, 1000)));`,
};

describe('the runner of test files', () => {
  let dir: string;
  const lines: string[] = [];

  before(async () => {
    dir = await mkdtemp(path.join(tmpdir(), 'clerk-widgets-gate-'));
    for (const [name, text] of Object.entries(FILES)) await writeFile(path.join(dir, name), text);
  });
  after(() => rm(dir, { recursive: true, force: true }));

  /** Replaces the clock: a file whose name ends like this counts as stalled at its first output. */
  const stalls =
    (name: string): NodeTestsOptions['watch'] =>
    (file, end) => ({ alive: () => file.endsWith(name) && end(), stop() {} });
  const run = (name: string, watch = stalls('none')) => {
    lines.length = 0;
    return nodeTests([path.join(dir, name)], 2, { watch, print: (text) => lines.push(text) });
  };

  it('the runner counts tests and not suites', async () => {
    const { passed, failed } = await run('mixed*');
    assert.deepEqual({ passed, failed }, { passed: 1, failed: 1 });
  });

  it('the runner names what failed, with its error', async () => {
    const { failures = [] } = await run('{mixed,broken}*');
    assert.equal(failures.length, 2);
    assert.match(failures.join('\n'), /mixed\.test\.mjs: fails\nError: as it should/);
    assert.match(failures.join('\n'), /broken\.test\.mjs: /);
  });

  it('the runner counts a file that does not load as one failure', async () => {
    const { passed, failed } = await run('broken*');
    assert.deepEqual({ passed, failed }, { passed: 0, failed: 1 });
  });

  it('an error that nobody caught fails its file, and the output names it', async () => {
    for (const [name, message] of [
      ['unhandled', /forgotten/],
      ['thrown', /in a timer/],
    ] as const) {
      const { failed } = await run(`${name}*`);
      assert.equal(failed, 1, name);
      assert.match(lines.join(''), message);
    }
  });

  it('a stalled file fails alone, and the others go on', async () => {
    const { failed, passed } = await run('{passing,stalling}*', stalls('stalling.test.mjs'));
    assert.equal(failed, 1);
    assert.ok(passed === 1 || passed === 2, 'what passed before the file stalled may count');
    assert.match(lines.join(''), /STALLED: .*stalling\.test\.mjs/);
  });

  it('the runner reports a file without a test, and fails when no test ran', async () => {
    assert.deepEqual(await run('{empty,passing}*'), { passed: 1, failed: 0 });
    assert.match(lines.join(''), /NOT RUN: .*empty\.test\.mjs/);
    await assert.rejects(run('empty*'), /No test ran/);
  });
});
