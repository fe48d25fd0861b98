import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ResourceContext } from '../../../src/client/resources/resource-context.ts';
import { parseSignIn } from '../../../src/client/resources/parse-sign-in.ts';
import type { SignInJSON } from '../../../src/protocol/json/sign-in.ts';

const context = { locale: () => undefined } as Partial<ResourceContext> as ResourceContext;

describe('a sign-in as the client reads it', () => {
  it('a sign-in has the second factors that the server lists separately after the others', () => {
    const json = {
      supported_second_factors: [{ strategy: 'totp' }],
      further_second_factors: [{ strategy: 'passkey' }],
    } as Partial<SignInJSON> as SignInJSON;
    assert.deepEqual(parseSignIn(json, context).supportedSecondFactors, [
      { strategy: 'totp' },
      { strategy: 'passkey' },
    ]);
  });

  it('a sign-in has no second factors when the server lists none', () => {
    for (const json of [null, { supported_second_factors: null, further_second_factors: [] }]) {
      assert.equal(parseSignIn(json as unknown as SignInJSON, context).supportedSecondFactors, null);
    }
  });
});
