import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseConfig } from '../../../src/server/config/parse-config.ts';
import { refusal } from './refusal.ts';

const URL_OF_API = 'https://clerk.example.com';

describe('the settings of passwords and the bot check', () => {
  it('the breach check is on by default in production alone', () => {
    const isOn = (input: object) => parseConfig({ url: URL_OF_API, ...input }).password.breachCheck;
    assert.equal(isOn({}), true);
    assert.equal(isOn({ instanceType: 'development' }), false);
    assert.equal(isOn({ url: 'http://localhost:4400' }), false);
    assert.equal(isOn({ password: { breachCheck: false } }), false);
    assert.equal(isOn({ url: 'http://localhost:4400', password: { breachCheck: true } }), true);
  });

  it('the breach check may use a mirror of the service', () => {
    const urlOf = (breachCheckUrl: string) =>
      parseConfig({ url: URL_OF_API, password: { breachCheckUrl } }).password.breachCheckUrl;
    assert.equal(urlOf('https://mirror.example/pwned/'), 'https://mirror.example/pwned');
    assert.equal(urlOf('http://127.0.0.1:8080'), 'http://127.0.0.1:8080');
    assert.match(refusal({ url: URL_OF_API, password: { breachCheckUrl: 'http://mirror.example' } }), /plain http/);
  });

  it('Turnstile needs both keys, and the error names the missing one without showing the other', () => {
    const secretKey = 'a very secret key';
    const text = refusal({ url: URL_OF_API, captcha: { provider: 'turnstile', secretKey } });
    assert.match(text, /captcha\.siteKey is missing/);
    assert.ok(!text.includes(secretKey));
    assert.match(refusal({ url: URL_OF_API, captcha: { siteKey: 'x' } }), /captcha\.provider is missing/);
    assert.match(refusal({ url: URL_OF_API, captcha: { provider: 'recaptcha' } }), /captcha\.provider is not one of/);
    assert.match(refusal({ url: URL_OF_API, captcha: { provider: 'proof_of_work', difficulty: 40 } }), /8 to 22/);
    assert.equal(parseConfig({ url: URL_OF_API }).captcha, null);
  });
});
