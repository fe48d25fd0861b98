import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { selectParts } from './parts.ts';

const NOTHING = { check: false, units: [], elements: [], interop: [], e2e: [], apps: [] };

describe('the parts of npm test', () => {
  it('npm test runs all parts when none is named', () => {
    const { check, units, elements, interop, e2e, apps } = selectParts([]);
    assert.ok(check);
    assert.deepEqual(
      [elements, interop, e2e, apps].map((globs) => globs.length),
      [1, 1, 1, 1],
    );
    assert.ok(units.includes('test/server/**/*.test.ts'));
  });

  it('a part can be a folder of tests', () => {
    assert.deepEqual(selectParts(['server']), { ...NOTHING, units: ['test/server/**/*.test.ts'] });
    assert.deepEqual(selectParts(['server/security']), { ...NOTHING, units: ['test/server/security/**/*.test.ts'] });
    assert.deepEqual(selectParts(['elements']), { ...NOTHING, elements: ['test/elements/**/*.browser.test.ts'] });
  });

  it('a part can be the beginning of a file name, or its whole path', () => {
    const oauth = { ...NOTHING, e2e: ['test/e2e/oauth*.test.ts'] };
    assert.deepEqual(selectParts(['e2e/oauth']), oauth);
    assert.deepEqual(selectParts(['test/e2e/oauth.test.ts']), oauth);
    assert.deepEqual(selectParts(['elements/router']), {
      ...NOTHING,
      elements: ['test/elements/router*.browser.test.ts'],
    });
  });

  it('the folders of apps are not searched for tests', () => {
    assert.deepEqual(selectParts(['apps']), { ...NOTHING, apps: ['test/apps/*.test.ts'] });
  });

  it('several parts can be named, with check among them', () => {
    const parts = selectParts(['check', 'tokens', 'interop']);
    assert.ok(parts.check);
    assert.deepEqual([parts.units, parts.interop], [['test/tokens/**/*.test.ts'], ['test/interop/**/*.test.ts']]);
  });

  it('a name without tests is refused with the names that exist', () => {
    for (const name of ['srever', 'server/nothing', 'bench', 'constructor', '../server']) {
      assert.throws(() => selectParts([name]), /stands for no test.*server.*e2e/s, name);
    }
  });
});
