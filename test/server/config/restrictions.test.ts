import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseConfig } from '../../../src/server/config/parse-config.ts';
import { ConfigError } from '../../../src/server/lib/config-error.ts';

const url = 'https://clerk.example.com';

/** Returns the names of the settings that are refused. */
function refused(input: object, env: Record<string, string> = {}): string[] {
  try {
    parseConfig({ url, ...input }, env);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems.map(({ setting }) => setting);
    throw error;
  }
  return [];
}

describe('the settings of sign-up restrictions', () => {
  it('restrictions are lists in a file, or separated by commas in the environment', () => {
    const restrictions = { allowlist: ['@acme.example', '+1555*'], blocklist: ['eve@acme.example'], onSignIn: true };
    assert.deepEqual(parseConfig({ url, restrictions }).restrictions, {
      ...restrictions,
      allowlistEnabled: true,
      blockSubaddresses: false,
      blockDisposable: false,
      disposableDomains: [],
    });
    const env = { CLERK_RESTRICTIONS_ALLOWLIST: '@acme.example, ada@other.example' };
    assert.deepEqual(parseConfig({ url }, env).restrictions.allowlist, ['@acme.example', 'ada@other.example']);
  });

  it('the allowlist is in force when it has entries, unless the settings say otherwise', () => {
    const isOn = (restrictions: object) => parseConfig({ url, restrictions }).restrictions.allowlistEnabled;
    assert.equal(isOn({}), false);
    assert.equal(isOn({ allowlist: ['@acme.example'] }), true);
    assert.equal(isOn({ allowlistEnabled: true }), true);
    assert.equal(isOn({ allowlist: ['@acme.example'], allowlistEnabled: false }), false);
  });

  it('an entry that could never match is refused', () => {
    for (const entry of ['acme.example', '@', '@localhost', 'ada@*', '*', '+*', '5550100', 'a b@acme.example']) {
      assert.deepEqual(refused({ restrictions: { allowlist: [entry] } }), ['restrictions.allowlist[0]'], entry);
    }
    const disposableDomains = ['trash.example', '@trash.example', 'trash'];
    assert.deepEqual(refused({ restrictions: { disposableDomains } }), [
      'restrictions.disposableDomains[1]',
      'restrictions.disposableDomains[2]',
    ]);
  });

  it('an email address or a phone number may both be optional when each can be verified', () => {
    const attributes = { emailAddress: 'optional', phoneNumber: 'optional', password: 'off' };
    assert.deepEqual(refused({ attributes }), []);
    assert.deepEqual(refused({ attributes, phoneCode: false }), ['attributes']);
    assert.deepEqual(refused({ attributes: { ...attributes, phoneNumber: 'off' } }), ['attributes', 'attributes']);
  });

  it('sign-up may skip verification only where a username and a password sign in', () => {
    const signUp = { verifyEmailAddress: false, verifyPhoneNumber: false };
    assert.deepEqual(refused({ signUp }), ['signUp.verifyEmailAddress', 'signUp.verifyPhoneNumber']);
    assert.deepEqual(refused({ signUp, attributes: { username: 'required' } }), []);
    assert.deepEqual(refused({ signUp: { mode: 'closed' } }), ['signUp.mode']);
  });
});
