import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ResourceContext } from '../../../src/client/resources/resource-context.ts';
import type { VerificationJSON } from '../../../src/protocol/json/verification.ts';
import { parseVerification } from '../../../src/client/resources/parse-verification.ts';

function contextOf(clientId: string): ResourceContext {
  return { client: () => ({ id: clientId }) } as unknown as ResourceContext;
}

const read = (url: string) => {
  const json = { status: 'unverified', strategy: 'oauth_acme', external_verification_redirect_url: url };
  return parseVerification(json as VerificationJSON, contextOf('client_1')).externalVerificationRedirectURL;
};

test('a verification accepts only web URLs of a provider', () => {
  assert.equal(read('https://idp.example/authorize?a=1')?.href, 'https://idp.example/authorize?a=1');
  assert.equal(read('http://localhost:9000/authorize')?.href, 'http://localhost:9000/authorize');
  for (const url of ['javascript:alert(1)', ' javascript:alert(1)', 'data:text/html,x', '/authorize', 'https://', ''])
    assert.equal(read(url), null, url);
});

test('a verification tells whether its link was opened in this browser, as in clerk-js', () => {
  const json = { status: 'verified', strategy: 'email_link', verified_at_client: 'client_1' } as VerificationJSON;
  assert.equal(parseVerification(json, contextOf('client_1')).verifiedFromTheSameClient(), true);
  assert.equal(parseVerification(json, contextOf('client_2')).verifiedFromTheSameClient(), false);
  assert.equal(parseVerification(null, contextOf('client_1')).verifiedFromTheSameClient(), false);
});
