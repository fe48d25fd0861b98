import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseConfig } from '../../../src/server/config/parse-config.ts';
import { presentEnvironment } from '../../../src/server/frontend-api/presenters/present-environment.ts';
import { ConfigError } from '../../../src/server/lib/config-error.ts';

const GOOGLE = { provider: 'google', clientId: 'app', clientSecret: 'g-s3cret' };
const BASE = { url: 'https://clerk.example.com' };

describe('the setting oauth', () => {
  it('oauth is a list in the configuration or JSON in the environment', () => {
    const strategies = (input: unknown, env = {}) => parseConfig(input, env).oauth.map(({ strategy }) => strategy);
    assert.deepEqual(strategies(BASE), []);
    assert.deepEqual(strategies({ ...BASE, oauth: [GOOGLE] }), ['oauth_google']);
    assert.deepEqual(strategies(BASE, { CLERK_OAUTH: JSON.stringify([GOOGLE]) }), ['oauth_google']);
  });

  it('an error in oauth names the setting and shows no secret', () => {
    const wrong: [unknown, Record<string, string>, RegExp][] = [
      [{ ...BASE, oauth: [{ ...GOOGLE, clientId: '' }] }, {}, /oauth\[0\]\.clientId cannot be right/],
      [{ ...BASE, oauth: GOOGLE }, {}, /oauth is not a list of objects/],
      [BASE, { CLERK_OAUTH: '[{"clientSecret":"g-s3cret"' }, /oauth \(CLERK_OAUTH\) is not JSON/],
      [
        { ...BASE, oauth: [{ ...GOOGLE, issuer: 'https://x.example' }] },
        {},
        /oauth\[0\]\.issuer is not a setting of google/,
      ],
    ];
    for (const [input, env, told] of wrong) {
      assert.throws(
        () => parseConfig(input, env),
        (error) => error instanceof ConfigError && told.test(error.message) && !error.message.includes('s3cret'),
        String(told),
      );
    }
  });

  it('the environment shows the client id of Google when One Tap is on', () => {
    const idOf = (enabled: boolean) =>
      presentEnvironment(parseConfig({ ...BASE, oauth: [GOOGLE], googleOneTap: { enabled } })).display_config
        .google_one_tap_client_id;
    assert.deepEqual([idOf(true), idOf(false)], ['app', null]);
  });

  it('the environment shows names and logos of providers, and no secret', () => {
    const custom = { ...GOOGLE, provider: 'custom', slug: 'acme', name: 'Acme', issuer: 'https://id.example.com' };
    const logoUrl = 'https://id.example.com/logo.svg';
    const config = parseConfig({ ...BASE, oauth: [GOOGLE, { ...custom, logoUrl }] });
    const environment = presentEnvironment(config);
    const { oauth_google: google, oauth_custom_acme: acme } = environment.user_settings.social;
    assert.deepEqual([google?.name, google?.enabled, google?.authenticatable], ['Google', true, true]);
    assert.deepEqual([acme?.name, acme?.strategy, acme?.logo_url], ['Acme', 'oauth_custom_acme', logoUrl]);
    const text = JSON.stringify(environment);
    for (const hidden of ['s3cret', 'clientId', 'issuer', '"app"']) assert.equal(text.includes(hidden), false, hidden);
  });
});
