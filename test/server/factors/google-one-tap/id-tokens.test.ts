import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { generateKeyPair, UnsecuredJWT } from 'jose';
import {
  createGoogleIdTokens,
  type GoogleIdTokens,
} from '../../../../src/server/factors/google-one-tap/google-id-tokens.ts';
import { ApiError } from '../../../../src/server/http/errors.ts';
import { parseConfig } from '../../../../src/server/config/parse-config.ts';
import { GOOGLE_CLIENT_ID, startGoogle, type TestGoogle, withOneTap } from '../../../support/google.ts';

const ADA = { sub: '1010', email: 'ada@example.com', email_verified: true };
const NOW = Date.UTC(2026, 0, 1, 12);

describe('ID tokens of Google One Tap', () => {
  let google: TestGoogle;
  let tokens: GoogleIdTokens;
  let log: string[];
  beforeEach(async () => {
    google = await startGoogle();
    log = [];
    const write = (message: string, fields?: object) => void log.push(JSON.stringify({ message, ...fields }));
    const logger = { info: write, warn: write, error: write };
    const config = parseConfig({ url: 'https://clerk.example.com', ...withOneTap(google) });
    tokens = createGoogleIdTokens({ config, fetch: undefined, logger });
  });
  afterEach(() => google.close());

  const codeOf = async (token: string, now = NOW): Promise<string> => {
    try {
      await tokens.verify({ token }, now);
      return 'accepted';
    } catch (error) {
      if (error instanceof ApiError) return error.code;
      throw error;
    }
  };

  it('a token of Google says who the user is, with either spelling of the issuer', async () => {
    for (const iss of ['https://accounts.google.com', 'accounts.google.com']) {
      const token = await google.token({ ...ADA, iss, hd: 'example.com', given_name: 'Ada' }, { now: NOW });
      const { identity, expiresAt } = await tokens.verify({ token }, NOW);
      assert.deepEqual([identity.provider, identity.providerUserId], ['oauth_google', '1010']);
      assert.deepEqual([identity.email, identity.emailVerified], ['ada@example.com', true]);
      assert.equal(expiresAt, NOW + 3_610_000);
    }
    assert.equal(google.reads(), 1);
  });

  it('a token for another client, of another issuer, or without what identifies a user is refused', async () => {
    const foreign = {
      aud: ['other-client', [GOOGLE_CLIENT_ID, 'other-client'], `${GOOGLE_CLIENT_ID}.evil`, undefined],
      azp: ['other-client'],
      iss: ['https://accounts.google.com.evil.example', 'http://accounts.google.com', undefined],
      sub: ['', undefined],
    };
    for (const [claim, values] of Object.entries(foreign)) {
      for (const value of values) {
        const token = await google.token({ ...ADA, [claim]: value } as never, { now: NOW });
        assert.equal(await codeOf(token), 'oauth_token_exchange_error', `${claim}=${String(value)}`);
      }
    }
  });

  it('a token is accepted from ten seconds before it was issued until ten seconds after it has expired', async () => {
    const token = await google.token(ADA, { now: NOW });
    const second = 1000;
    for (const [at, expected] of [
      [-11 * second, false],
      [-10 * second, true],
      [0, true],
      [3_609 * second, true],
      [3_610 * second, false],
      [3_611 * second, false],
    ] as const) {
      const wanted = expected ? 'accepted' : 'oauth_token_exchange_error';
      assert.equal(await codeOf(token, NOW + at), wanted, `${at} ms`);
    }
    const eternal = await google.token({ ...ADA, exp: NOW / 1000 + 1e9 }, { now: NOW });
    assert.equal(await codeOf(eternal, NOW + 3_700 * second), 'oauth_token_exchange_error');
    // What remembers that the token was used goes when the token is over.
    for (const exp of [NOW / 1000 + 1e9, 9e15]) {
      const { expiresAt } = await tokens.verify({ token: await google.token({ ...ADA, exp }, { now: NOW }) }, NOW);
      assert.equal(expiresAt, NOW + 3_610 * second);
    }
    const without = await google.token({ ...ADA, exp: undefined }, { now: NOW });
    assert.equal(await codeOf(without), 'oauth_token_exchange_error');
  });

  it('a token without a signature, with a shared secret, or signed by a foreign key is refused', async () => {
    const { privateKey } = await generateKeyPair('RS256', { extractable: true });
    const iat = NOW / 1000;
    const own = { ...ADA, iss: 'https://accounts.google.com', aud: GOOGLE_CLIENT_ID, iat, exp: iat + 3600 };
    const good = await google.token(ADA, { now: NOW });
    const [header = '', body = '', signature = ''] = good.split('.');
    const bad = {
      none: new UnsecuredJWT(own).encode(),
      hs256: await google.token(ADA, {
        now: NOW,
        header: { alg: 'HS256', kid: 'google-1' },
        key: new TextEncoder().encode('secret'.repeat(8)),
      }),
      foreign: await google.token(ADA, { now: NOW, key: privateKey }),
      changed: `${header}.${Buffer.from(JSON.stringify({ ...own, sub: '2020' })).toString('base64url')}.${signature}`,
      unsigned: `${header}.${body}.`,
      text: 'not a token',
      long: `${header}.${'a'.repeat(5000)}.${signature}`,
    };
    for (const [name, token] of Object.entries(bad)) {
      assert.equal(await codeOf(token), 'oauth_token_exchange_error', name);
    }
    assert.equal(await codeOf(good), 'accepted');
    assert.ok(
      log.every((line) => !line.includes(signature) && !line.includes('ada@')),
      log.join('\n'),
    );
  });

  it('the name of a key is looked up among the keys of Google, and leads nowhere else', async () => {
    const hostile = ['../../etc/passwd', '__proto__', 'constructor', 'https://evil.example/keys', 'k'.repeat(2000), ''];
    for (const kid of hostile) {
      const token = await google.token(ADA, { now: NOW, header: { alg: 'RS256', kid } });
      assert.equal(await codeOf(token), 'oauth_token_exchange_error', kid);
    }
    // Unknown names make nobody read the keys again and again.
    assert.equal(google.reads(), 1);
  });

  it('keys that cannot be read are a fault of the service, and later ones are read anew', async () => {
    google.status = 500;
    const token = await google.token(ADA, { now: NOW });
    assert.equal(await codeOf(token), 'service_unavailable');
    google.status = 200;
    assert.equal(await codeOf(token), 'accepted');
    await google.close();
    assert.equal(await codeOf(token), 'accepted');
    google = await startGoogle();
  });

  it('an address that Google has not verified is none that anybody may connect by', async () => {
    for (const email_verified of [false, undefined, 'no']) {
      const token = await google.token({ ...ADA, email_verified } as never, { now: NOW });
      assert.equal((await tokens.verify({ token }, NOW)).identity.emailVerified, false);
    }
  });
});
