import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, describe, test } from 'node:test';
import { findOldNode } from '../support/old-node.ts';

const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as {
  bin: Record<string, string>;
  engines: { node: string };
};
const BIN = path.resolve(manifest.bin['clerk-widgets'] as string);
const NEEDED = manifest.engines.node.replace('>=', '');
const oldNode = findOldNode(22);
const folder = mkdtempSync(path.join(tmpdir(), 'clerk-old-node-'));
after(() => rmSync(folder, { recursive: true, force: true }));

/** Runs a program in an empty directory. Returns its output and exit code. */
function run(node: string, args: string[]) {
  const { status, stdout, stderr } = spawnSync(node, args, { cwd: folder, encoding: 'utf8' });
  return { status, output: stdout + stderr };
}

describe('the command on a Node that is too old', () => {
  for (const version of ['10.24.1', '18.20.8', '20.19.0', '22.17.1']) {
    test(`the command names the version that it needs and how to get it on Node ${version}`, () => {
      const pretend = `data:text/javascript,Object.defineProperty(process.versions,'node',{value:'${version}'})`;
      const { status, output } = run(process.execPath, ['--import', pretend, BIN, 'serve']);
      assert.equal(status, 1);
      assert.ok(output.startsWith(`clerk-widgets needs Node ${NEEDED} or later, and this is Node ${version}`), output);
      assert.match(output, /nodejs\.org/);
      assert.doesNotMatch(output, /\n\s+at /);
    });
  }

  for (const version of ['22.18.0', '23.0.0', '24.21.0', '100.0.0']) {
    test(`the command starts on Node ${version}`, () => {
      const pretend = `data:text/javascript,Object.defineProperty(process.versions,'node',{value:'${version}'})`;
      const { status, output } = run(process.execPath, ['--import', pretend, BIN, 'version']);
      assert.deepEqual([status, output], [0, '1.0.0\n']);
    });
  }
});

// Only a really old Node shows that it can parse the file, so these tests run where the machine has one.
const title = oldNode ?? 'did not run: this machine has no Node older than 22';
if (!oldNode) console.warn('!!! DID NOT RUN: the tests on a really old Node. This machine has none older than 22.');
describe(`on a really old Node (${title})`, { skip: !oldNode }, () => {
  test('on an old Node the command names the version that it needs', () => {
    for (const command of ['serve', 'version']) {
      const { status, output } = run(oldNode as string, [BIN, command]);
      assert.equal(status, 1);
      assert.match(output, new RegExp(`^clerk-widgets needs Node ${NEEDED} or later, and this is Node \\d+`));
      assert.doesNotMatch(output, /\n\s+at |ERR_/);
    }
  });

  test('on an old Node the server refuses SQLite and names the fix', () => {
    const server = path.resolve('dist/node/server.js');
    const settings = "{ url: 'http://localhost:4400', instanceType: 'development', testMode: true }";
    const script = `import(${JSON.stringify(server)}).then((m) => m.createServer(${settings})).catch((e) => console.log(e.message))`;
    const { output } = run(oldNode as string, ['-e', script]);
    assert.match(output, /databaseUrl \(DATABASE_URL\) needs SQLite, which this runtime \(Node \d+\.\d+\.\d+\) lacks/);
    assert.match(output, /Node 22\.18 or later, or use postgres/);
  });

  test('on an old Node the backend SDK works', () => {
    const backend = path.resolve('dist/node/backend.js');
    const script = `import(${JSON.stringify(backend)}).then((m) => console.log(typeof m.createClerkClient))`;
    assert.equal(run(oldNode as string, ['-e', script]).output, 'function\n');
  });
});
