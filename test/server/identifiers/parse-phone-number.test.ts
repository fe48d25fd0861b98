import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { maskPhoneNumber } from '../../../src/server/identifiers/mask.ts';
import { isFictional, parsePhoneNumber } from '../../../src/server/identifiers/parse-phone-number.ts';
import { assertCpuBelow } from '../../support/cpu-time.ts';

describe('a phone number on the server', () => {
  it('a number is read in international form, with or without blanks and signs', () => {
    const expected = { number: '+447400123456', country: 'GB', isPersonal: true };
    for (const text of ['+447400123456', '+44 7400 123456', '+44 (0) 7400-123.456', '+44/7400/123456']) {
      assert.deepEqual(parsePhoneNumber(text), expected, text);
    }
  });

  it('a number without a plus, with letters, an extension or a second number is refused', () => {
    const refused = [
      '',
      '+',
      '447400123456',
      '07400 123456',
      'tel:+447400123456',
      '+447400123456x12',
      '+447400123456;ext=12',
      '+447400123456,+447400123457',
      '+447400123456\r\n+447400123457',
      '+44 7400 12345A',
      '++447400123456',
    ];
    for (const text of refused) assert.equal(parsePhoneNumber(text), undefined, JSON.stringify(text));
  });

  it('a number that is not in the numbering plan is refused', () => {
    for (const text of ['+4474001234', '+4474001234567', '+999123456789', '+11234567890', '+12015550']) {
      assert.equal(parsePhoneNumber(text), undefined, text);
    }
  });

  it('premium-rate, shared-cost, toll-free and satellite numbers are not personal', () => {
    const kinds: Record<string, string> = {
      'premium rate in Britain': '+449098790123',
      'premium rate in the United States': '+19005550123',
      'shared cost in Germany': '+491801234567',
      'toll free in the United States': '+18002345678',
      'a satellite network': '+881612345678',
      'international premium rate': '+979123456789',
    };
    for (const [kind, number] of Object.entries(kinds)) assert.equal(parsePhoneNumber(number)?.isPersonal, false, kind);
    assert.equal(parsePhoneNumber('+881612345678')?.country, null);
  });

  it('the countries that share a calling code are told apart', () => {
    const countries: Record<string, string> = {
      '+12015550123': 'US',
      '+15062345678': 'CA',
      '+18762101234': 'JM',
      '+77710009998': 'KZ',
    };
    for (const [number, country] of Object.entries(countries)) assert.equal(parsePhoneNumber(number)?.country, country);
  });

  it('fictional numbers are recognized, in unused area codes as well', () => {
    assert.deepEqual(parsePhoneNumber('+1 (555) 555-0100'), {
      number: '+15555550100',
      country: 'US',
      isPersonal: true,
    });
    assert.ok(isFictional('+15555550100') && isFictional('+12025550199'));
    for (const number of ['+15555550200', '+15555560100', '+445555550100', '+155555501000', '+1555555010']) {
      assert.ok(!isFictional(number), number);
    }
  });

  it('a long, odd text is refused as a number in no time', async () => {
    const texts = ['+'.repeat(1e5), '1'.repeat(1e5), '+1 '.repeat(4e4), `+1${'('.repeat(1e5)}`, ';ext=1'.repeat(2e4)];
    for (const text of texts) {
      assert.equal(parsePhoneNumber(text), undefined);
      await assertCpuBelow(20, () => parsePhoneNumber(text), text.slice(0, 9));
    }
  });
});

describe('a masked phone number', () => {
  it('a masked number keeps its calling code and its last two digits', () => {
    assert.equal(maskPhoneNumber('+15555550101'), '+1********01');
    assert.equal(maskPhoneNumber('+447400123456'), '+44********56');
    assert.equal(maskPhoneNumber('+35315550123'), '+353******23');
  });
});
