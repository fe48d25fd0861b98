import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { buildSignInMessage, type SignInMessage } from '../../../../src/server/factors/wallet/sign-in-message.ts';

const MESSAGE: SignInMessage = {
  domain: 'app.example:8443',
  uri: 'https://app.example:8443',
  address: '0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed',
  chainId: 1,
  nonce: 'k3J9x0Qm4Zt7',
  issuedAt: Date.UTC(2026, 0, 2, 3, 4, 5),
  expirationTime: Date.UTC(2026, 0, 2, 3, 14, 5),
  statement: 'Sign in with this wallet.',
  requestId: 'sia_1',
};

/** The part of the grammar of EIP-4361 that these messages use, with a group for each field. */
const GRAMMAR = new RegExp(
  [
    '^(?<domain>[^\\s/?#@]+) wants you to sign in with your Ethereum account:',
    '(?<address>0x[0-9a-fA-F]{40})',
    '',
    "(?<statement>[A-Za-z0-9\\-._~:/?#[\\]@!$&'()*+,;= ]+)",
    '',
    'URI: (?<uri>[^\\s]+)',
    'Version: 1',
    'Chain ID: (?<chainId>[0-9]+)',
    'Nonce: (?<nonce>[A-Za-z0-9]{8,})',
    'Issued At: (?<issuedAt>[0-9T:.-]+Z)',
    "Expiration Time: (?<expirationTime>[0-9T:.-]+Z)(?:\nRequest ID: (?<requestId>[A-Za-z0-9\\-._~:@!$&'()*+,;=]*))?$",
  ].join('\n'),
);

test('a sign-in message has its fields in the order of EIP-4361', () => {
  assert.equal(
    buildSignInMessage(MESSAGE),
    `app.example:8443 wants you to sign in with your Ethereum account:
0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed

Sign in with this wallet.

URI: https://app.example:8443
Version: 1
Chain ID: 1
Nonce: k3J9x0Qm4Zt7
Issued At: 2026-01-02T03:04:05.000Z
Expiration Time: 2026-01-02T03:14:05.000Z
Request ID: sia_1`,
  );
  assert.doesNotMatch(buildSignInMessage({ ...MESSAGE, requestId: undefined }), /Request ID/);
});

test('a sign-in message can name any kind of host', () => {
  for (const domain of [
    'localhost',
    'localhost:4400',
    '127.0.0.1:80',
    '[::1]:4400',
    'xn--bcher-kva.example',
    'a_b.example',
  ]) {
    assert.ok(buildSignInMessage({ ...MESSAGE, domain }).startsWith(`${domain} wants you`));
  }
});

test('a sign-in message refuses a field that breaks the grammar', () => {
  const wrong: [keyof SignInMessage, unknown[]][] = [
    ['domain', ['', 'a b', 'evil.example\n', 'me@evil.example', 'https://app.example', 'app.example/x', 'ä.example']],
    ['uri', ['', 'app.example', '/path', 'https://a.example/\nVersion: 2', 'https://a.example/ b', 'https://[']],
    ['address', ['', '0x12', `${MESSAGE.address}\n`, MESSAGE.address.slice(2)]],
    ['chainId', [0, -1, 1.5, Number.NaN, 2 ** 60]],
    ['nonce', ['', '1234567', '1234 5678', 'abcdefg-h', `k3J9x0Qm4Zt7\n`]],
    ['issuedAt', [Number.NaN, -1, Date.UTC(10_000, 0), MESSAGE.expirationTime]],
    ['statement', ['', 'two\nlines', 'a\rb', '100 %', 'schön', 'a\u2028b', 'a'.repeat(257)]],
    ['requestId', ['', 'a b', 'a\nb', 'a/b', '%0a']],
  ];
  for (const [field, values] of wrong) {
    for (const value of values) {
      assert.throws(
        () => buildSignInMessage({ ...MESSAGE, [field]: value }),
        (error) => error instanceof RangeError,
        `${field} ${JSON.stringify(value)}`,
      );
    }
  }
});

test('no text in a field of a sign-in message can pass for another field', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 80 }),
    fc.constantFrom(
      'Nonce: aaaaaaaaaa',
      '\nNonce: aaaaaaaaaa',
      'x\n\nURI: https://evil.example\nVersion: 1',
      'evil.example wants you to sign in with your Ethereum account:',
      'a\r\nRequest ID: b',
      '\u0085URI: https://evil.example',
    ),
    fc.string({ unit: fc.constantFrom(...'aZ09 -._~:/?#[]@!$&\'()*+,;=%\n\r"<>\\'), maxLength: 60 }),
  );
  const fields = fc.record(
    { domain: text, uri: text, statement: text, nonce: text, requestId: text },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(fields, (typed) => {
      const message = { ...MESSAGE, ...typed };
      let built: string;
      try {
        built = buildSignInMessage(message);
      } catch (error) {
        return error instanceof RangeError;
      }
      const read = GRAMMAR.exec(built)?.groups ?? {};
      const { domain, uri, statement, nonce, requestId } = message;
      assert.deepEqual(
        [read.domain, read.uri, read.statement, read.nonce, read.requestId],
        [domain, uri, statement, nonce, requestId],
      );
      return true;
    }),
    { numRuns: 3_000 },
  );
});

test('different fields make different sign-in messages', () => {
  const word = fc.string({ unit: fc.constantFrom(...'ab1.-'), minLength: 1, maxLength: 6 });
  const fields = fc.record({
    domain: word,
    statement: word,
    nonce: fc.string({ unit: fc.constantFrom('a', 'b'), minLength: 8, maxLength: 9 }),
    chainId: fc.integer({ min: 1, max: 3 }),
    requestId: word,
  });
  fc.assert(
    fc.property(fields, fields, (one, other) => {
      const same = JSON.stringify(one) === JSON.stringify(other);
      return same === (buildSignInMessage({ ...MESSAGE, ...one }) === buildSignInMessage({ ...MESSAGE, ...other }));
    }),
  );
});
