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
  'exit.test.mjs': `import { test } from 'node:test';
    test('ends its process', () => process.exit(0));`,
  'hooks.test.mjs': `import { after, afterEach, before, beforeEach, it } from 'node:test';
    before(() => { globalThis.hooks = ['before']; });
    after(() => { globalThis.hooks = undefined; });
    beforeEach(() => { globalThis.hooks.push('beforeEach'); });
    afterEach(() => { globalThis.hooks.push('afterEach'); });
    it('passes', () => {});
    it.skip('is skipped', () => {});
    it('has hooks', () => {
      if (globalThis.hooks.join() !== 'before,beforeEach,afterEach,beforeEach') throw new Error(globalThis.hooks.join());
    });`,
  'no-hooks.test.mjs': `import { test } from 'node:test';
    test('sees no hooks of another file', () => { if (globalThis.hooks) throw new Error('hooks'); });`,
  'suite.test.mjs': `import { describe } from 'node:test';
    describe('throws', () => { throw new Error('while it declares'); });`,
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
  const run = (name: string, watch = stalls('none'), together = 1) => {
    lines.length = 0;
    return nodeTests([path.join(dir, name)], 2, {
      watch,
      print: (text) => lines.push(text),
      together,
      mayShare: () => true,
    });
  };
  const runTogether = (name: string, watch = stalls('none')) => run(name, watch, 9);

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

  it('files that share a process count as they do alone, and failures name their file', async () => {
    const { passed, failed, failures = [] } = await runTogether('{broken,hooks,mixed,no-hooks,passing}*');
    assert.deepEqual({ passed, failed }, { passed: 5, failed: 2 });
    assert.match(failures.join('\n'), /mixed\.test\.mjs: fails\nError: as it should/);
    assert.match(failures.join('\n'), /broken\.test\.mjs: loads\nError.*nothing\.mjs/);
    assert.doesNotMatch(lines.join(''), /runs again/);
  });

  it('a file that ends or stalls the process which it shares costs that file alone', async () => {
    for (const [name, watch] of [
      ['suite', undefined],
      ['stalling', stalls('stalling.test.mjs')],
      ['thrown', undefined],
      ['unhandled', undefined],
    ] as const) {
      const { failed, failures = [] } = await runTogether(`{hooks,passing,${name}}*`, watch);
      assert.equal(failed, 1, name);
      assert.match(failures.join(), new RegExp(`^\\S*/${name}\\.test\\.mjs: `));
      assert.match(lines.join(''), /has hooks/);
    }
  });

  it('a file that ends its process does not hide the files after it', async () => {
    const { passed } = await runTogether('{exit,hooks,passing}*');
    assert.equal(passed, 3);
    assert.match(lines.join(''), /runs again in a process of its own/);
  });

  it('the runner reports a file without a test among files that share a process', async () => {
    assert.deepEqual(await runTogether('{empty,passing}*'), { passed: 1, failed: 0 });
    assert.match(lines.join(''), /NOT RUN: .*empty\.test\.mjs/);
  });
});
