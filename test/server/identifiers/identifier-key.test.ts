import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { readEmailAddress, readUsername } from '../../../src/server/identifiers/identifiers.ts';
import { mailboxOf } from '../../../src/server/delivery/recipient.ts';
import { asciiDomain, keyOf } from '../../../src/server/identifiers/identifier-key.ts';
import { parsePhoneNumber } from '../../../src/server/identifiers/parse-phone-number.ts';
import { checkWalletAddress } from '../../../src/server/identifiers/wallets.ts';
import { IdentifierList } from '../../../src/server/restrictions/identifier-list.ts';

/** Each key, with spellings that look the same to a person or mean the same to the mail system. */
const SAME: Record<string, readonly string[]> = {
  'ada@example.com': [
    'Ada@Example.COM',
    ' ada@example.com ',
    'ada@example.com\u200b',
    '\ufeffada@example.com',
    '\u2066ada@example.com\u2069',
    '\u00a0ada@example.com\u3000',
    'ａｄａ＠ｅｘａｍｐｌｅ．ｃｏｍ',
    'ada@example。com',
    'ada@exam\u00adple.com',
  ],
  'ada@xn--bcher-kva.example': [
    'ada@bücher.example',
    'ada@BÜCHER.example',
    'ada@bu\u0308cher.example',
    'ada@XN--BCHER-KVA.example',
    '\u200eada@bücher.example\u200e',
  ],
  'rené@example.com': ['rene\u0301@example.com', 'RENÉ@example.com', 'RENE\u0301@EXAMPLE.COM'],
  'ada@xn--strae-oqa.example': ['ada@straße.example'],
  ada_l: ['Ada_L', 'ADA_L', 'ａｄａ＿ｌ', '\u200bada_l\u200d', ' ada_l '],
};

const DIFFERENT = [
  'ada@example.com',
  'ada+a@example.com',
  'a.da@example.com',
  'ada@example.com.example',
  'ada@example.co',
  'аda@example.com',
  'ada@exаmple.com',
  'ada@strasse.example',
  'ada@straße.example',
  'ada',
];

describe('the key by which identifiers are compared', () => {
  it('spellings of an identifier that look the same have the same key', () => {
    for (const [key, spellings] of Object.entries(SAME)) {
      for (const spelling of [key, ...spellings]) assert.equal(keyOf(spelling), key, JSON.stringify(spelling));
    }
  });

  it('different mailboxes have different keys, even when letters of two scripts look alike', () => {
    assert.equal(new Set(DIFFERENT.map(keyOf)).size, DIFFERENT.length);
  });

  it('the key of a key is the same key, for any text', () => {
    const text = fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.emailAddress(), fc.domain());
    fc.assert(
      fc.property(text, (typed) => assert.equal(keyOf(keyOf(typed)), keyOf(typed))),
      { numRuns: 2_000 },
    );
    const email = fc
      .tuple(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }))
      .map((all) => all.join('@'));
    fc.assert(
      fc.property(email, (typed) => assert.equal(keyOf(keyOf(typed)), keyOf(typed))),
      { numRuns: 2_000 },
    );
  });

  it('a part of a URL is not a domain', () => {
    for (const text of [
      '',
      'a b',
      'a/b',
      'a#b',
      'a?b',
      'a:80',
      'a@b',
      '[::1]',
      'a%62c.example',
      'a\\b',
      '<a>',
      'a．％41',
    ]) {
      assert.equal(asciiDomain(text), undefined, text);
    }
  });

  it('lists and mail limits compare addresses by their key', () => {
    for (const spelling of ['ada@bücher.example', 'ADA@xn--bcher-kva.example', '\u200bada@bu\u0308cher.example ']) {
      assert.equal(mailboxOf(spelling), 'ada@xn--bcher-kva.example');
      for (const entry of ['ada@bücher.example', ' Ada@XN--bcher-kva.example\u200b', '@bücher.example', '@*.example']) {
        const isParent = entry.includes('*');
        assert.equal(
          new IdentifierList([entry]).find('email_address', spelling) > 0,
          !isParent,
          `${entry}: ${spelling}`,
        );
      }
    }
  });
});

describe('an identifier as it is stored and shown', () => {
  it('an address is stored as its owner writes it, without invisible characters', () => {
    assert.equal(readEmailAddress('\u200bAda@Example.com '), 'Ada@Example.com');
    assert.equal(readEmailAddress('ada@bu\u0308cher.example'), 'ada@bücher.example');
    assert.equal(readEmailAddress('ada@xn--bcher-kva.example'), 'ada@xn--bcher-kva.example');
    assert.equal(readEmailAddress('ada@bü\u00adcher.example'), 'ada@bücher.example');
    assert.equal(readEmailAddress('ａｄａ＠ｅｘａｍｐｌｅ．ｃｏｍ'), 'ada@example.com');
  });

  it('an address is refused when its domain has no form in the DNS, or its name could mean several', () => {
    for (const text of [
      'ada',
      'ada@',
      '@a.example',
      'ada@localhost',
      'ada@1.2.3.4',
      'ada@[1.2.3.4]',
      'a@b@c.example',
    ]) {
      assert.throws(() => readEmailAddress(text), { code: 'form_param_format_invalid' }, text);
    }
    for (const text of ['ada@a..example', 'ada@-a.example', 'ada@a_b.example', 'a da@a.example']) {
      assert.throws(() => readEmailAddress(text), { code: 'form_param_format_invalid' }, text);
    }
    for (const text of [
      'ada@a.example:25',
      'ada@a%2eexample.com',
      'a\u200bda@a.example',
      `ada@${'ü'.repeat(60)}.example`,
    ]) {
      assert.throws(() => readEmailAddress(text), { code: 'form_param_format_invalid' }, text);
    }
  });

  it('a username may not contain letters that look like others', () => {
    assert.equal(readUsername('Ａｄａ＿Ｌ'), 'Ada_L');
    assert.equal(readUsername('\u200bada_l\u2069'), 'ada_l');
    for (const text of ['аdа_l', 'ada\u200b_l', 'ada_ł', 'ada l', 'ⅰⅱⅲⅳ', '𝐚𝐝𝐚_𝐥']) {
      assert.throws(() => readUsername(text), { code: 'form_username_invalid_character' }, text);
    }
  });

  it('a wallet address means the same wallet in any case', () => {
    const address = '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed';
    for (const text of [address, address.toLowerCase(), `0X${address.slice(2).toUpperCase()}`, ` ${address}\u200b`]) {
      assert.equal(checkWalletAddress(text), address, text);
      assert.equal(keyOf(text), address.toLowerCase(), text);
    }
  });

  it('a phone number is the same in digits of any script, and with the marks of an address book', () => {
    const spellings = [
      '+442079460123',
      '＋４４２０７９４６０１２３',
      '+٤٤٢٠٧٩٤٦٠١٢٣',
      '+४४२०७९४६०१२३',
      '\u202a+44 20 7946 0123\u202c',
      '+44\u00a020\u20117946\u20110123',
      '+44 (0)20 7946−0123',
    ];
    for (const text of spellings) assert.equal(parsePhoneNumber(text)?.number, '+442079460123', text);
  });
});
