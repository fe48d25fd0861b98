import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type CountryCode, getCountries, getCountryCallingCode, getExampleNumber } from 'libphonenumber-js/max';
import examples from 'libphonenumber-js/mobile/examples';
import { COUNTRIES } from '../../../src/client/phone/countries-table.ts';
import { dialPlanOf, dialPlans } from '../../../src/client/phone/dial-plan.ts';
import { formatPhoneNumber } from '../../../src/client/phone/format-phone-number.ts';
import { fromE164, toE164 } from '../../../src/client/phone/to-e164.ts';
import { parsePhoneNumber } from '../../../src/server/identifiers/parse-phone-number.ts';
import { phoneCountries } from '../../support/phone-countries.ts';

const all: readonly CountryCode[] = getCountries();

function exampleOf(country: CountryCode) {
  const example = getExampleNumber(country, examples);
  assert.ok(example, `libphonenumber knows no mobile number of ${country}`);
  return example;
}

describe('the dial plans of the world', () => {
  it('the dial plans equal those of the installed metadata', () => {
    assert.equal(COUNTRIES, phoneCountries());
  });

  it('the dial plans have every country under its calling code', () => {
    for (const country of all) assert.equal(dialPlans().get(country)?.dial, getCountryCallingCode(country), country);
    assert.equal(dialPlans().size, all.length);
  });

  it('every spelling of a mobile number gives one number in every country', () => {
    for (const country of all) {
      const example = exampleOf(country);
      const home = formatPhoneNumber(example.nationalNumber, country);
      for (const text of [example.number, example.formatInternational(), example.formatNational(), home]) {
        // The server removes what is written only within a country, such as the 15 of Argentina.
        assert.equal(parsePhoneNumber(toE164(text, country))?.number, example.number, `${country}: ${text}`);
      }
    }
  });

  it('grouping keeps every typed digit in every country', () => {
    for (const country of all) {
      const { number } = exampleOf(country);
      for (let length = 1; length <= number.length; length++) {
        const typed = number.slice(0, length);
        const shown = formatPhoneNumber(typed, country);
        assert.equal(shown.replace(/[^+\d]/g, ''), typed, country);
        assert.match(shown, /^\+$|\d$/, 'nothing follows the last digit');
      }
    }
  });

  it('a stored number is shown as it is written in its country', () => {
    for (const country of all) {
      const { number } = exampleOf(country);
      const shown = fromE164(number, country);
      assert.equal(shown.country, country);
      assert.equal(toE164(shown.national, country), number);
    }
  });

  it('the chosen country wins among those that share a calling code', () => {
    assert.equal(dialPlanOf('12015550123')?.country, 'US');
    assert.equal(dialPlanOf('12015550123', 'CA')?.country, 'CA');
    assert.equal(dialPlanOf('12015550123', 'DE')?.country, 'US');
    assert.equal(dialPlanOf('7771', 'KZ')?.country, 'KZ');
    assert.equal(dialPlanOf('999'), undefined);
  });
});
