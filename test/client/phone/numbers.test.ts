import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { formatPhoneNumber } from '../../../src/client/phone/format-phone-number.ts';
import { guessCountry } from '../../../src/client/phone/guess-country.ts';
import { fromE164, toE164 } from '../../../src/client/phone/to-e164.ts';

describe('a number while it is typed', () => {
  it('a typed number is grouped as its country writes it', () => {
    const shown: Record<string, readonly [country: string, text: string]> = {
      '2': ['US', '(2'],
      '201': ['US', '(201'],
      '2015': ['US', '(201) 5'],
      '2015550123': ['US', '(201) 555-0123'],
      '12015550123': ['US', '1 (201) 555-0123'],
      '07400123456': ['GB', '07400 123456'],
      '7400123456': ['GB', '7400 123456'],
      '0612345678': ['FR', '06 12 34 56 78'],
      '06201234567': ['HU', '06 20 123 4567'],
      '89123456789': ['RU', '8 912 345 67 89'],
      '8005553535': ['RU', '800 555 35 35'],
      '3123456789': ['IT', '312 345 6789'],
      '015123456789': ['DE', '01512 3456789'],
    };
    for (const [digits, [country, text]] of Object.entries(shown)) {
      assert.equal(formatPhoneNumber(digits, country), text);
      assert.equal(formatPhoneNumber(text, country), text, 'what is grouped stays as it is');
    }
  });

  it('a typed international number is grouped by its own country', () => {
    assert.equal(formatPhoneNumber('+', 'US'), '+');
    assert.equal(formatPhoneNumber('+4', 'US'), '+4');
    assert.equal(formatPhoneNumber('+44', 'US'), '+44');
    assert.equal(formatPhoneNumber('+447400123456', 'US'), '+44 7400 123456');
    assert.equal(formatPhoneNumber('+12015550123', 'GB'), '+1 (201) 555-0123');
    assert.equal(formatPhoneNumber('+999123', 'GB'), '+999123', 'a calling code that no country has');
  });

  it('a typed number keeps extra digits, and a text that is no number is unchanged', () => {
    assert.equal(formatPhoneNumber('20155501234567', 'US'), '(201) 555-01234567');
    assert.equal(formatPhoneNumber('ada@example.com', 'US'), 'ada@example.com');
    assert.equal(formatPhoneNumber('', 'US'), '');
    assert.equal(formatPhoneNumber('12345', 'XX'), '12345');
  });
});

describe('a number that is sent', () => {
  it('a number is sent in international form, with any blanks, signs and prefixes', () => {
    const sent: readonly (readonly [text: string, country: string, number: string])[] = [
      ['(201) 555-0123', 'US', '+12015550123'],
      ['1-201-555-0123', 'US', '+12015550123'],
      [' 201.555.0123 ', 'CA', '+12015550123'],
      ['07400 123456', 'GB', '+447400123456'],
      ['+44 (0)7400 123456', 'US', '+447400123456'],
      ['+44 07400 123456', 'US', '+447400123456'],
      ['0044 7400 123456', 'FR', '+447400123456'],
      ['011 44 7400 123456', 'US', '+447400123456'],
      ['8 912 345-67-89', 'RU', '+79123456789'],
      ['8 800 555 35 35', 'RU', '+78005553535'],
      ['800 555 35 35', 'RU', '+78005553535'],
      ['06 20 123 4567', 'HU', '+36201234567'],
      ['06 1234 5678', 'IT', '+390612345678'],
      ['０１５１２ ３４５６７８９', 'DE', '+4915123456789'],
      ['٠١٠٠١٢٣٤٥٦٧', 'EG', '+201001234567'],
      ['tel:+1 201 555 0123', 'US', 'tel:+1 201 555 0123'],
      ['', 'US', ''],
      ['ada@example.com ', 'US', 'ada@example.com'],
    ];
    for (const [text, country, number] of sent) assert.equal(toE164(text, country), number, text);
  });

  it('a stored number is shown in national form', () => {
    assert.deepEqual(fromE164('+447400123456', 'US'), { country: 'GB', national: '7400 123456' });
    assert.deepEqual(fromE164('+12015550123', 'CA'), { country: 'CA', national: '(201) 555-0123' });
    assert.deepEqual(fromE164('201', 'US'), { country: 'US', national: '201' });
    assert.deepEqual(fromE164('+999', 'US'), { country: 'US', national: '+999' });
  });
});

describe('the country to begin with', () => {
  it('the first country is that of the request, else that of the first language with a country', () => {
    assert.equal(guessCountry('ch', ['de-DE']), 'CH');
    assert.equal(guessCountry(null, ['de-AT', 'en']), 'AT');
    assert.equal(guessCountry('', ['ja']), 'JP');
    assert.equal(guessCountry('xx', ['?', 'eo', 'pt-BR']), 'BR');
    assert.equal(guessCountry(undefined, []), 'US');
  });
});
