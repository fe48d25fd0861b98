import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { describeKeyProblem } from '../../src/protocol/describe-key-problem.ts';
import { buildPublishableKey, parsePublishableKey, PublishableKeyError } from '../../src/protocol/keys.ts';

const LIVE = 'pk_live_Y2xlcmsuYWNtZS5leGFtcGxlJA';
const encoded = (host: string): string => `pk_test_${btoa(host)}`;
/** Malformed keys, and what their error says. */
const MALFORMED: readonly [string | null | undefined, RegExp][] = [
  [undefined, /is missing.*data-clerk-publishable-key/],
  [null, /is missing/],
  ['', /is missing/],
  ['sk_live_0123456789abcdef', /is a secret key/],
  ['pk_test_...', /placeholder/],
  ['pk_live_xxxx', /placeholder/],
  ['YOUR_PUBLISHABLE_KEY', /placeholder/],
  ['{{ publishable_key }}', /placeholder/],
  [` ${LIVE}`, /spaces or quotes/],
  [`"${LIVE}"`, /spaces or quotes/],
  ['Y2xlcmsuYWNtZS5leGFtcGxlJA', /start with pk_test_ or pk_live_/],
  [LIVE.toUpperCase(), /start with pk_test_ or pk_live_/],
  ['pk_prod_Y2xlcmsuYWNtZS5leGFtcGxlJA', /start with pk_test_ or pk_live_/],
  ['pk_live_', /three parts/],
  [`${LIVE}_more`, /three parts/],
  ['pk_live_%%%%', /base64/],
  ['pk_live_abcde', /base64/],
  [encoded('clerk.acme.example'), /decode to a host and a "\$"/],
  [encoded('clerk.acme.example$$'), /decode to a host and a "\$"/],
  [encoded('localhost$'), /host with a dot/],
  [encoded('clerk.acme.example/path$'), /host with a dot/],
  [encoded('user@clerk.acme.example$'), /host with a dot/],
  [encoded('clerk.acme.example:port$'), /host with a dot/],
];

describe('a publishable key', () => {
  it('a publishable key names its host and its type of instance', () => {
    assert.deepEqual(parsePublishableKey(LIVE), {
      raw: LIVE,
      instanceType: 'production',
      frontendApi: 'clerk.acme.example',
    });
    for (const host of ['clerk.acme.example', 'a-b.example:8443', '127.0.0.1:4400']) {
      const key = buildPublishableKey('development', host);
      assert.deepEqual(parsePublishableKey(key), { raw: key, instanceType: 'development', frontendApi: host });
    }
    assert.throws(() => buildPublishableKey('production', 'localhost:4400'), PublishableKeyError);
  });

  for (const [key, sentence] of MALFORMED) {
    it(`a malformed key is refused and not shown in full: ${key?.slice(0, 12)}`, () => {
      assert.throws(() => parsePublishableKey(key), PublishableKeyError);
      const text = describeKeyProblem(key);
      assert.match(text, sentence);
      if (key && key.length > 12) assert.ok(!text.includes(key.slice(8)));
    });
  }
});
