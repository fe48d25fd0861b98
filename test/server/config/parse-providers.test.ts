import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { describe, it } from 'node:test';
import { parseProviders } from '../../../src/server/config/parse-providers.ts';

const GOOGLE = { provider: 'google', clientId: 'app', clientSecret: 'g-s3cret' };
const CUSTOM = { ...GOOGLE, provider: 'custom', slug: 'acme', name: 'Acme', issuer: 'https://id.example.com/' };

function parse(entries: unknown[], allowLoopback = false) {
  const problems: string[] = [];
  const providers = parseProviders(
    entries,
    (setting, problem, cure, given) => problems.push([setting, problem, cure, given ?? ''].join(' | ')),
    allowLoopback,
  );
  return { providers, problems };
}

describe('the list of OAuth providers', () => {
  it('the setting oauth accepts a known provider with its credentials, and any OpenID provider', () => {
    const { providers, problems } = parse([
      { ...GOOGLE, scopes: ['https://www.googleapis.com/auth/calendar'] },
      CUSTOM,
    ]);
    assert.deepEqual(problems, []);
    assert.deepEqual(
      providers.map(({ strategy, name, issuer }) => [strategy, name, issuer]),
      [
        ['oauth_google', 'Google', 'https://accounts.google.com'],
        ['oauth_custom_acme', 'Acme', 'https://id.example.com/'],
      ],
    );
    assert.deepEqual(providers[0]?.scopes, ['openid', 'email', 'profile', 'https://www.googleapis.com/auth/calendar']);
  });

  it('the setting oauth accepts the scopes of a custom provider', () => {
    assert.deepEqual(parse([{ ...CUSTOM, scopes: ['email'] }]).providers[0]?.scopes, ['openid', 'email']);
  });

  const WRONG: Record<string, [Record<string, unknown> | string, RegExp]> = {
    'an entry that is no object': ['google', /is not an object/],
    'no provider': [{ clientId: 'a', clientSecret: 'b' }, /oauth\[0\]\.provider \| is missing/],
    'an unknown provider': [{ ...GOOGLE, provider: 'gogle' }, /Did you mean google\?/],
    'the strategy in place of the provider': [{ ...GOOGLE, provider: 'oauth_github' }, /Did you mean github\?/],
    'no client id': [{ ...GOOGLE, clientId: undefined }, /clientId \| is missing/],
    'no secret': [{ ...GOOGLE, clientSecret: undefined }, /clientSecret \| is missing/],
    'an empty secret': [{ ...GOOGLE, clientSecret: ' ' }, /clientSecret \| cannot be right/],
    'a setting of another provider': [
      { ...GOOGLE, issuer: 'https://x.example' },
      /issuer \| is not a setting of google/,
    ],
    'a misspelled setting': [{ ...GOOGLE, clientsecret: 'x' }, /Did you mean clientSecret\?/],
    'a scope with a blank': [{ ...GOOGLE, scopes: ['a b'] }, /scopes \| is not a list of scopes/],
    'scopes in one text': [{ ...GOOGLE, scopes: 'a' }, /scopes \| is not a list of scopes/],
    'a custom provider without issuer': [{ ...CUSTOM, issuer: undefined }, /issuer \| is missing/],
    'an issuer over http': [{ ...CUSTOM, issuer: 'http://id.example.com' }, /issuer \| is not an https URL/],
    'an issuer with a query': [{ ...CUSTOM, issuer: 'https://id.example.com/?a' }, /issuer \| is not an https URL/],
    'an issuer on this machine': [{ ...CUSTOM, issuer: 'http://127.0.0.1:4000' }, /issuer \| is this machine/],
    'a slug with a slash': [{ ...CUSTOM, slug: 'a/b' }, /slug \| cannot be right/],
    'a name with a line break': [{ ...CUSTOM, name: 'a\nb' }, /name \| cannot be right/],
    'keeping tokens that is no switch': [{ ...GOOGLE, keepTokens: 1 }, /keepTokens \| is not true or false/],
    'a trust that is no switch': [{ ...CUSTOM, trustEmail: 'no' }, /trustEmail \| is not true or false/],
    'a logo that is no URL': [{ ...CUSTOM, logoUrl: 'javascript:alert(1)' }, /logoUrl \| is not an https URL/],
    'a tenant that is no id': [{ ...GOOGLE, provider: 'microsoft', tenant: 'contoso' }, /tenant \| is not a tenant/],
    'Apple without a key': [
      { provider: 'apple', clientId: 'a', teamId: 'TEAM123456', keyId: 'KEY1234567' },
      /privateKey \| is missing/,
    ],
  };
  for (const [what, [entry, told]] of Object.entries(WRONG)) {
    it(`the setting oauth refuses ${what}`, () => {
      const { providers, problems } = parse([entry]);
      assert.deepEqual(providers, []);
      assert.match(problems.join('\n'), told);
    });
  }

  it('the setting oauth refuses the same provider twice, and two custom ones of one slug', () => {
    assert.match(parse([GOOGLE, GOOGLE]).problems.join(), /oauth\[1\] \| repeats oauth_google/);
    assert.match(parse([CUSTOM, { ...CUSTOM, name: 'B' }]).problems.join(), /repeats oauth_custom_acme/);
  });

  it('the setting oauth accepts a loopback issuer in development', () => {
    const { providers, problems } = parse([{ ...CUSTOM, issuer: 'http://127.0.0.1:4000' }], true);
    assert.deepEqual(problems, []);
    assert.equal(providers[0]?.isLoopback, true);
  });

  it('the setting oauth accepts Apple keys with escaped line breaks, and only those of the right curve', () => {
    const pem = (namedCurve: string) =>
      String(generateKeyPairSync('ec', { namedCurve }).privateKey.export({ type: 'pkcs8', format: 'pem' }));
    const apple = { provider: 'apple', clientId: 'a', teamId: 'TEAM123456', keyId: 'KEY1234567' };
    assert.deepEqual(parse([{ ...apple, privateKey: pem('P-256').replaceAll('\n', '\\n') }]).problems, []);
    assert.match(parse([{ ...apple, privateKey: pem('P-384') }]).problems.join(), /is not a P-256 key/);
  });

  it('an error never shows a secret of a provider', () => {
    const wrong = [
      { ...GOOGLE, clientSecret: 'g-s3cret\u0000', scopes: 'x' },
      { ...GOOGLE, provider: 'gogle' },
      { provider: 'apple', clientId: 'a', teamId: 't', keyId: 'k', privateKey: 'pem-s3cret' },
    ];
    const { problems } = parse(wrong);
    assert.equal(problems.length > 3, true);
    assert.doesNotMatch(problems.join(), /s3cret/);
  });
});
