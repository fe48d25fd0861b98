import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { loadWording } from '../../../../src/server/delivery/wording.ts';
import { passkeyName } from '../../../../src/server/factors/passkey/passkey-name.ts';

const UNKNOWN_MODEL = '00000000-0000-0000-0000-000000000000';
const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0';

describe('the name of a new passkey', () => {
  it('a new passkey is named after its password manager, else its browser', () => {
    assert.equal(passkeyName('D548826E-79B4-DB40-A3D8-11116F7E8349', FIREFOX), 'Bitwarden');
    assert.equal(passkeyName(UNKNOWN_MODEL, FIREFOX), 'Firefox on Linux');
    assert.equal(passkeyName(UNKNOWN_MODEL, '(X11; Linux x86_64)'), 'Linux');
    assert.equal(passkeyName(UNKNOWN_MODEL, null), null);
  });

  it('the browser of a new passkey is named in the language of the owner', async () => {
    assert.equal(passkeyName(UNKNOWN_MODEL, FIREFOX, await loadWording('de-DE')), 'Firefox auf Linux');
  });

  it('a model named like a property of every object gives a passkey no name', () => {
    assert.equal(passkeyName('constructor', null), null);
  });
});
