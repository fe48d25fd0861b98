import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseConfig } from '../../../src/server/config/parse-config.ts';
import { ConfigError } from '../../../src/server/lib/config-error.ts';

const URL_OF_API = 'https://clerk.example.com';
const SID = 'AC0123456789abcdef0123456789abcdef';
const SERVICE_SID = 'MG0123456789abcdef0123456789abcdef';
const SECRET = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
const TWILIO = { accountSid: SID, authToken: 'a secret token', from: '+15005550006' };

function sms(input: object, env: Record<string, string> = {}) {
  return parseConfig({ url: URL_OF_API, sms: input }, env).sms;
}

/** Returns what is wrong with a configuration: settings and problems, one per line. */
function problems(input: object, more: object = {}): string {
  try {
    parseConfig({ url: URL_OF_API, sms: input, ...more });
  } catch (error) {
    assert.ok(error instanceof ConfigError);
    assert.ok(!error.message.includes(TWILIO.authToken) && !error.message.includes('whsec_AAAA'), 'no secret is shown');
    return error.problems.map(({ setting, problem }) => `${setting} ${problem}`).join('\n');
  }
  return '';
}

describe('settings of text messages', () => {
  it('text messages are off by default, and limited to two countries', () => {
    assert.deepEqual(sms({}), { countries: ['US', 'CA'], twilio: null, webhook: null });
  });

  it('the settings accept Twilio with a number or a messaging service', () => {
    assert.deepEqual(sms({ twilio: TWILIO }).twilio, {
      ...TWILIO,
      messagingServiceSid: null,
      baseUrl: 'https://api.twilio.com',
    });
    const { from, ...others } = TWILIO;
    const service = { ...others, messagingServiceSid: SERVICE_SID, baseUrl: 'http://localhost:9/' };
    assert.deepEqual(sms({ twilio: service }).twilio, { ...service, from: null, baseUrl: 'http://localhost:9' });
    assert.equal(from, '+15005550006');
  });

  it('the settings accept a webhook for text messages', () => {
    const webhook = { url: 'https://hooks.example.com/sms', secret: SECRET };
    assert.deepEqual(sms({ webhook }).webhook, webhook);
  });

  it('environment variables override settings of text messages two groups deep', () => {
    const env = { CLERK_SMS_TWILIO_AUTH_TOKEN: 'another', CLERK_SMS_COUNTRIES: 'de, at ,CH' };
    const { twilio, countries } = sms({ twilio: TWILIO, countries: ['US'] }, env);
    assert.deepEqual([twilio?.accountSid, twilio?.authToken], [SID, 'another']);
    assert.deepEqual(countries, ['DE', 'AT', 'CH']);
    assert.deepEqual(sms({ countries: ['*'] }).countries, ['*']);
  });

  it('an error names the missing or wrong setting of text messages', () => {
    assert.match(problems({ twilio: {} }), /^$/);
    assert.match(problems({ twilio: { accountSid: 'AC1', authToken: 'x', from: 'Acme' } }), /accountSid is no account/);
    assert.match(problems({ twilio: { accountSid: SID, from: 'Acme' } }), /sms\.twilio\.authToken is missing/);
    assert.match(problems({ twilio: { ...TWILIO, from: undefined } }), /sms\.twilio needs exactly one sender/);
    assert.match(problems({ twilio: { ...TWILIO, messagingServiceSid: SERVICE_SID } }), /exactly one sender/);
    assert.match(problems({ twilio: { ...TWILIO, from: '' } }), /sms\.twilio\.from is empty/);
    assert.match(
      problems({ twilio: { ...TWILIO, baseUrl: 'http://proxy.example.com' } }),
      /baseUrl is not an https URL/,
    );
    assert.match(problems({ twilio: TWILIO, webhook: { url: URL_OF_API, secret: SECRET } }), /sms names two ways/);
    assert.match(problems({ webhook: { url: URL_OF_API } }), /sms\.webhook\.secret is missing/);
    assert.match(problems({ webhook: { secret: SECRET } }), /sms\.webhook\.url is missing/);
    assert.match(problems({ webhook: { url: URL_OF_API, secret: 'whsec_AAAA' } }), /secret is not a secret/);
    assert.match(
      problems({ webhook: { url: 'https://u:p@h.example', secret: SECRET } }),
      /webhook\.url is not an https/,
    );
    assert.match(problems({ countries: ['US', 'XX'] }), /sms\.countries\[1\] is not the code of a country/);
    assert.match(problems({ countries: 'US' }), /sms\.countries is not a list/);
    assert.match(problems({ twilio: 'AC1' }), /sms\.twilio is not an object/);
    assert.match(problems({ twilo: {} }), /sms\.twilo is not a setting/);
  });

  it('phone codes as a second factor need phone numbers', () => {
    assert.match(problems({}, { secondFactors: { phoneCode: true } }), /secondFactors\.phoneCode needs phone numbers/);
    const attributes = { phoneNumber: 'optional' };
    assert.equal(problems({}, { secondFactors: { phoneCode: true }, attributes }), '');
  });
});
