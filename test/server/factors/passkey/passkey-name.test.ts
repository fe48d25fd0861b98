import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { passkeyName } from '../../../../src/server/factors/passkey/passkey-name.ts';

const ZERO = '00000000-0000-0000-0000-000000000000';

describe('the name of a new passkey', () => {
  it('is that of its keeper, else of the browser, else none', () => {
    const device = { browser_name: 'Firefox', device_type: 'Linux' };
    assert.equal(passkeyName('D548826E-79B4-DB40-A3D8-11116F7E8349', device), 'Bitwarden');
    assert.equal(passkeyName(ZERO, device), 'Firefox on Linux');
    assert.equal(passkeyName(ZERO, { browser_name: null, device_type: 'Linux' }), 'Linux');
    assert.equal(passkeyName(ZERO, { browser_name: null, device_type: null }), null);
  });

  it('is none for a model named like a property of every object', () => {
    assert.equal(passkeyName('constructor', { browser_name: null, device_type: null }), null);
  });
});
