import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ConfigInput } from '../../../src/server/config/config.ts';
import { parseConfig } from '../../../src/server/config/parse-config.ts';

const BASE: ConfigInput = { url: 'https://clerk.example.com', allowedOrigins: ['https://app.example.com'] };

function rpId(input: Partial<ConfigInput>): string {
  return parseConfig({ ...BASE, ...input, passkeys: { enabled: true, ...input.passkeys } }).passkeys.rpId;
}

describe('the domain of passkeys', () => {
  it('the passkey domain is the one that pages share with the API, else the home page or the sign-in page itself', () => {
    const signInUrl = 'https://app.example.com/sign-in';
    assert.equal(rpId({ cookieDomain: 'example.com' }), 'example.com');
    assert.equal(rpId({ signInUrl }), 'app.example.com');
    assert.equal(rpId({ cookieDomain: 'clerk.example.com', signInUrl }), 'app.example.com');
    // The hosted page, which the home page does not cover.
    assert.equal(rpId({}), 'clerk.example.com');
    assert.equal(rpId({ hostedPages: false }), 'app.example.com');
    assert.equal(rpId({ url: 'http://localhost:4400', allowedOrigins: [] }), 'localhost');
  });

  it('the passkey domain may be any parent domain of the sign-in page', () => {
    assert.equal(rpId({ passkeys: { rpId: 'Example.com' } }), 'example.com');
  });

  for (const [title, input] of [
    ['another domain', { passkeys: { rpId: 'example.org' } }],
    ['a look-alike', { passkeys: { rpId: 'ple.com' } }],
    ['a URL', { passkeys: { rpId: 'https://app.example.com' } }],
    ['the home page where the sign-in page is on another host', { passkeys: { rpId: 'app.example.com' } }],
    ['the address of a machine', { url: 'http://127.0.0.1:4400', allowedOrigins: [] }],
  ] as [string, Partial<ConfigInput>][]) {
    it(`passkeys.rpId refuses ${title}`, () => {
      assert.throws(() => rpId(input), /passkeys\.rpId/);
    });
  }

  it('an instance without passkeys needs no passkey domain', () => {
    assert.equal(parseConfig({ url: 'http://127.0.0.1:4400' }).passkeys.enabled, false);
  });
});
