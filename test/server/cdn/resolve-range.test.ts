import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { resolveRange } from '../../../src/server/cdn/resolve-range.ts';

const STORED = ['1.0.0', '1.1.0', '1.2.0', '1.3.0-beta.1', '2.0.0'];

describe('resolveRange', () => {
  for (const [what, range, running, version] of [
    ['the newest version while every node runs it', '1', ['1.2.0'], '1.2.0'],
    ['the older version until the last node was upgraded', '1', ['1.2.0', '1.1.0'], '1.1.0'],
    ['the older version whatever the order of the nodes', '1', ['1.1.0', '1.2.0'], '1.1.0'],
    ['the oldest of three', 'latest', ['2.0.0', '1.0.0', '1.2.0'], '1.0.0'],
    ['no stored version newer than the nodes, such as one that was rolled back', 'latest', ['1.1.0'], '1.1.0'],
    ['the newest in range below what the nodes run', '1', ['2.0.0'], '1.2.0'],
    ['the newest stored version when what runs is not stored', '1', ['1.1.5'], '1.1.0'],
    ['a version newer than the nodes when there is no other', '1.2', ['1.1.0'], '1.2.0'],
    ['the newest of those', '2', ['1.0.0'], '2.0.0'],
    ['nothing that is not stored', '3', ['3.0.0'], null],
    ['no pre-release unless it says so', '^1.3.0', ['2.0.0'], null],
    ['a pre-release when it says so', '^1.3.0-beta.0', ['2.0.0'], '1.3.0-beta.1'],
    ['a release when the nodes run a pre-release', '1', ['1.3.0-beta.1'], '1.2.0'],
  ] as const) {
    it(`a range names ${what}`, () => assert.equal(resolveRange(range, STORED, running), version));
  }

  it('latest names a pre-release when there is no release', () => {
    const stored = ['1.0.0-beta.1', '1.0.0-beta.2'];
    assert.equal(resolveRange('latest', stored, ['1.0.0-beta.2']), '1.0.0-beta.2');
    assert.equal(resolveRange('latest', stored, ['1.0.0-beta.2', '1.0.0-beta.1']), '1.0.0-beta.1');
    assert.equal(resolveRange('1', stored, ['1.0.0-beta.2']), null);
  });

  it('a range names nothing when it is no range or too long', () => {
    assert.equal(resolveRange('next', STORED, ['1.0.0']), null);
    assert.equal(resolveRange(`1${' || 1'.repeat(30)}`, STORED, ['1.0.0']), null);
  });
});
