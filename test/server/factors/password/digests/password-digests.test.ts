import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  detectHasher,
  digestOf,
  isForeign,
  PASSWORD_HASHERS,
  parseDigest,
  verifyStored,
} from '../../../../../src/server/factors/password/digests/password-digests.ts';
import { decoyOf } from '../../../../../src/server/enumeration/placeholder-rows.ts';
import { ApiError } from '../../../../../src/server/http/errors.ts';
import { KNOWN_DIGESTS } from './known-digests.ts';

/** Digests that would take too long, or too much memory, or that are in no format. */
const REFUSED: readonly (readonly [string, string, RegExp])[] = [
  [
    'argon2id',
    '$argon2id$v=19$m=4194304,t=2,p=1$c29tc2FsdHNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc',
    /cost at most/,
  ],
  [
    'argon2id',
    '$argon2id$v=19$m=262144,t=60,p=1$c29tc2FsdHNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc',
    /cost at most/,
  ],
  [
    'argon2id',
    '$argon2i$v=19$m=64,t=2,p=1$c29tc2FsdHNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc',
    /format is \$argon2id/,
  ],
  [
    'argon2id',
    '$argon2id$v=19$m=0,t=0,p=0$c29tc2FsdHNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc',
    /none of argon2/,
  ],
  ['bcrypt', '$2b$16$abcdefghijklmnopqrstuu9zkq65eNjJ/pyWJYBzBge4LrMqMXEd6', /from 4 to 15/],
  ['bcrypt', '$2b$05$abcdefghijklmnopqrstuu9zkq65eNjJ', /60 characters/],
  ['bcrypt', '$2x$05$abcdefghijklmnopqrstuu9zkq65eNjJ/pyWJYBzBge4LrMqMXEd6', /60 characters/],
  ['bcrypt_peppered', '$2b$05$abcdefghijklmnopqrstuu9zkq65eNjJ/pyWJYBzBge4LrMqMXEd6', /pepper/],
  ['bcrypt_sha256_django', '$2b$05$abcdefghijklmnopqrstuu9zkq65eNjJ/pyWJYBzBge4LrMqMXEd6', /bcrypt_sha256\$/],
  ['hmac_sha256_utf16_b64', 'hmac_sha256_utf16_b64$4biV6v0$a2V5', /32 bytes/],
  ['ldap_ssha', '{SHA}paqzcyeF3YQQQvWS3k6Ogn7xS9c=', /\{SSHA\}/],
  ['ldap_ssha', '{SSHA}paqzcyeF3YQQQvWS3k6Ogn7xS9c=', /21 to 148 bytes/],
  ['md5', '5f4dcc3b5aa765d61d8327deb882cf9', /hexadecimal/],
  ['md5', '5f4dcc3b', /16 bytes/],
  ['md5_salted', '5f4dcc3b5aa765d61d8327deb882cf99', /<salt>\$<hash>/],
  ['pbkdf2_sha1', 'pbkdf2_sha1$1000$00ff10$14372b18b5065f9d0c4e5d7a0eb1d4e4a8c8ee776f15d1df$32', /key length/],
  ['pbkdf2_sha256', 'pbkdf2_sha256$3000000$AP8gc2FsdA==$ULKxYIW0T+94SAIeyp2VrzWPzc0SDc/Pdk+VDI4SEPA=', /1 to 2000000/],
  ['pbkdf2_sha256', 'pbkdf2_sha256$1000$AP8gc2FsdA==$ULKxYIW0', /16 to 1024 bytes/],
  ['pbkdf2_sha512', 'pbkdf2_sha256$1000$AP8gc2FsdA==$00ff', /pbkdf2_sha512\$/],
  ['phpass', '$P$TIQRaTwmfeRo7ud9Fh4E2PdI0S3r.L0', /rounds/],
  ['phpass', '$P$9IQRaTwmfeRo7ud9Fh4E2', /34 characters/],
  ['scrypt', '$scrypt$ln=20,r=32,p=1$TmFDbA$4RjmXvTIvpkrVkZvwQnpHXfg91EE5T3I6i+biqq/O14', /N times r/],
  ['scrypt_firebase', 'a$b$c', /signer key/],
  ['scrypt_werkzeug', 'scrypt:1000:8:1$salt$44f0d4ba8ddb7862a1b554717cecf857', /power of two/],
  ['scrypt_werkzeug', 'pbkdf2:sha256:600000$salt$44f0d4ba8ddb7862a1b554717cecf857', /scrypt:<N>/],
  ['sha512_symfony', 'sha512_symfony$9999999$symfony$d4qjqcR5', /1 to 262144/],
  ['sha512_symfony', 'sha512_symfony$5000$a{b}$d4qjqcR5', /braces/],
  ['sha256', 'f'.repeat(5_000), /4096 characters/],
];

function refusalOf(hasher: string, digest: string): { code: string; param: string | undefined; text: string } {
  try {
    parseDigest(hasher, digest);
  } catch (error) {
    assert(error instanceof ApiError);
    const [item] = error.items;
    return { code: error.code, param: item?.meta?.param_name, text: item?.long_message ?? '' };
  }
  throw new Error(`${hasher} takes ${digest}.`);
}

describe('digests of other systems', () => {
  for (const { hasher, password, digest, from } of KNOWN_DIGESTS) {
    it(`verifies a digest of ${hasher}: ${digest.slice(0, 40)}, ${from}`, async () => {
      const stored = parseDigest(hasher, digest);
      assert.equal(await verifyStored(stored, password), true);
      assert.equal(await verifyStored(stored, `${password}x`), false);
      assert.equal(await verifyStored(stored, ''), false);
    });
  }

  it('has a known digest of every hasher', () => {
    assert.deepEqual([...new Set(KNOWN_DIGESTS.map(({ hasher }) => hasher))].sort(), [...PASSWORD_HASHERS].sort());
  });

  for (const [hasher, digest, text] of REFUSED) {
    it(`refuses a digest that is malformed or too dear: ${hasher} ${digest.slice(0, 40)} ${text}`, () => {
      const refusal = refusalOf(hasher, digest);
      assert.deepEqual([refusal.code, refusal.param], ['form_password_digest_invalid_code', 'password_digest']);
      assert.match(refusal.text, text);
    });
  }

  it('refuses a hasher that it does not know, and says why Cognito cannot be one', () => {
    assert.deepEqual(
      [refusalOf('rot13', 'a').code, refusalOf('rot13', 'a').param],
      ['form_param_value_invalid', 'password_hasher'],
    );
    assert.match(refusalOf('rot13', 'a').text, /bcrypt, bcrypt_peppered/);
    assert.match(refusalOf('__proto__', 'a').text, /Give one of/);
    assert.match(refusalOf('awscognito', 'awscognito#a#b#c').text, /Cognito gives nobody its hashes/);
  });

  it('never fails in another way, whatever the digest is', async () => {
    const texts = fc.oneof(
      fc.string({ maxLength: 80 }),
      fc.array(fc.string({ maxLength: 20 })).map((parts) => parts.join('$')),
    );
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...PASSWORD_HASHERS), texts, async (hasher, digest) => {
        try {
          // What is taken can be verified.
          assert.equal(await verifyStored(parseDigest(hasher, digest), 'a password'), false);
        } catch (error) {
          assert(error instanceof ApiError);
        }
      }),
    );
  });

  it('never fails to verify a digest that it took, whatever was changed in it', async () => {
    const cheap = KNOWN_DIGESTS.filter(({ digest }) => !/320000|m=65536|\$14$/.test(digest));
    const change = fc.record({
      known: fc.constantFrom(...cheap),
      at: fc.nat({ max: 300 }),
      to: fc.constantFrom('a', '0', '9', 'Z', '/', '+', '=', '_', '-', '$', '.', ' '),
    });
    await fc.assert(
      fc.asyncProperty(change, async ({ known, at, to }) => {
        const place = at % known.digest.length;
        const digest = `${known.digest.slice(0, place)}${to}${known.digest.slice(place + 1)}`;
        try {
          parseDigest(known.hasher, digest);
        } catch (error) {
          assert(error instanceof ApiError);
          return;
        }
        assert.equal(typeof (await verifyStored(parseDigest(known.hasher, digest), known.password)), 'boolean');
      }),
      { numRuns: 150 },
    );
  });

  it('finds the hasher of digests that name it, and of no others', () => {
    const silent = ['md5', 'md5_salted', 'md5_phpass', 'sha256', 'sha256_salted', 'scrypt_firebase'];
    for (const { hasher, digest } of KNOWN_DIGESTS) {
      const found = detectHasher(digest);
      // phpass of a password looks like phpass of its MD5.
      if (hasher === 'md5_phpass') assert.equal(found, 'phpass');
      else if (silent.includes(hasher) || digest.startsWith('pbkdf2_sha256$')) assert.equal(found, undefined, digest);
      else assert.equal(found, hasher, digest);
    }
  });

  it('gives back a stored digest with its hasher', () => {
    for (const { hasher, digest } of KNOWN_DIGESTS) {
      const stored = parseDigest(hasher, digest);
      assert.deepEqual(digestOf(stored), { digest, hasher });
      assert.equal(isForeign(stored), hasher !== 'argon2id');
    }
  });

  it('takes the work of a hash for an account that has none, and lets no password in', async () => {
    for (const { hasher, password, digest } of KNOWN_DIGESTS.slice(0, 6)) {
      assert.equal(await verifyStored(decoyOf(parseDigest(hasher, digest)), password), false);
    }
  });
});
