import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { VerificationJSON } from '../../../src/protocol/json/verification.ts';
import { parseVerification } from '../../../src/client/resources/parse-verification.ts';

const read = (url: string) =>
  parseVerification({
    status: 'unverified',
    strategy: 'oauth_acme',
    external_verification_redirect_url: url,
  } as VerificationJSON).externalVerificationRedirectURL;

test('a provider is visited at a web address or not at all', () => {
  assert.equal(read('https://idp.example/authorize?a=1')?.href, 'https://idp.example/authorize?a=1');
  assert.equal(read('http://localhost:9000/authorize')?.href, 'http://localhost:9000/authorize');
  for (const url of ['javascript:alert(1)', ' javascript:alert(1)', 'data:text/html,x', '/authorize', 'https://', ''])
    assert.equal(read(url), null, url);
});
