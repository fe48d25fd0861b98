import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ConfigInput } from '../../../src/server/config/config.ts';
import { parseConfig } from '../../../src/server/config/parse-config.ts';
import { refusal } from './refusal.ts';

const BASE = { url: 'https://clerk.example.com', allowedOrigins: ['https://app.example.com'] };
const PHONES = { phoneNumber: 'optional' };
const TWILIO = { accountSid: `AC${'0'.repeat(32)}`, authToken: 'shh', from: '+15005550006' };
const WITHOUT_EMAIL = { emailCode: false, attributes: { emailAddress: 'off', username: 'required' } };
const CUSTOM = { provider: 'custom', slug: 'acme', name: 'Acme ID', issuer: 'https://id.acme.example', clientId: 'a' };

/** Configurations whose sign-in method would fail for the first visitor, and what the error says. */
const REFUSED: readonly [string, object, RegExp][] = [
  [
    'a provider without its secret',
    { oauth: [{ provider: 'google', clientId: 'a' }] },
    /oauth\[0\]\.clientSecret is m/,
  ],
  ['One Tap without Google', { googleOneTap: { enabled: true } }, /googleOneTap\.enabled needs the provider google/],
  [
    'keys of One Tap over plain http',
    { googleOneTap: { keysUrl: 'http://keys.example/certs' } },
    /googleOneTap\.keysUrl is not an https URL/,
  ],
  [
    'keys of One Tap on this machine',
    { googleOneTap: { keysUrl: 'http://127.0.0.1:4000/certs' } },
    /googleOneTap\.keysUrl is this machine/,
  ],
  ['an unknown provider', { oauth: [{ provider: 'gogle', clientId: 'a' }] }, /Did you mean google\?/],
  [
    'an issuer on plain http',
    { oauth: [{ ...CUSTOM, issuer: 'http://id.example', clientSecret: 's' }] },
    /\.issuer is not/,
  ],
  [
    'Twilio without its token',
    { sms: { twilio: { ...TWILIO, authToken: undefined } } },
    /sms\.twilio\.authToken is mi/,
  ],
  ['a sender that Twilio refuses', { sms: { twilio: { ...TWILIO, from: 'The whole of Acme' } } }, /from is no sender/],
  ['a number without its plus', { sms: { twilio: { ...TWILIO, from: '15005550006' } } }, /from is no sender/],
  [
    'something else than a messaging service',
    { sms: { twilio: { ...TWILIO, from: undefined, messagingServiceSid: 'Acme' } } },
    /messagingServiceSid is no messaging service SID/,
  ],
  ['text messages to no country', { sms: { twilio: TWILIO, countries: [] }, attributes: PHONES }, /names no country/],
  ['the name of a country', { sms: { twilio: TWILIO, countries: ['USA'] } }, /sms\.countries\[0\] .* Write ISO codes/],
  [
    'passkeys of another domain',
    { passkeys: { enabled: true, rpId: 'example.org' } },
    /passkeys\.rpId .* Use clerk\.ex/,
  ],
  ['passkeys of a top level', { passkeys: { enabled: true, rpId: 'com' } }, /passkeys\.rpId is not the domain/],
  ['wallets that are no attribute', { wallets: ['metamask'] }, /Set attributes\.web3Wallet/],
  ['backup codes for nothing', { secondFactors: { backupCode: true } }, /backupCode needs .* Set secondFactors\.totp/],
  [
    'trust that no mail can give',
    { ...WITHOUT_EMAIL, clientTrust: true },
    /clientTrust needs .* Set attributes\.emailA/,
  ],
  [
    'Turnstile without its secret',
    { captcha: { provider: 'turnstile', siteKey: 'a' } },
    /captcha\.secretKey is missing/,
  ],
  ['Turnstile by its widget alone', { captcha: { widgetType: 'invisible' } }, /captcha\.provider is .* to turnstile/],
  ['a proof of work by its bits alone', { captcha: { difficulty: 12 } }, /captcha\.provider is .* to proof_of_work/],
  [
    'breached passwords that are never looked up',
    { password: { breachCheck: false, breachCheckOnSignIn: true } },
    /breachCheckOnSignIn needs password\.breachCheck/,
  ],
];

describe('half-configured sign-in methods', () => {
  for (const [title, input, message] of REFUSED) {
    it(`the server does not start with ${title}`, () => {
      const text = refusal({ ...BASE, ...input });
      assert.match(text, message);
      assert.match(text, /^The configuration has one problem:/);
    });
  }
});

describe('other configurations of sign-in methods', () => {
  const parse = (input: object) => parseConfig({ ...BASE, ...input } as ConfigInput);

  it('the settings accept every kind of Twilio sender', () => {
    for (const from of ['+15005550006', '72345', 'Acme', 'Acme 24-7']) {
      assert.equal(parse({ sms: { twilio: { ...TWILIO, from } } }).sms.twilio?.from, from);
    }
  });

  it('a development instance may set the breach check at sign-in although the check is off by default', () => {
    const input = { instanceType: 'development', password: { breachCheckOnSignIn: true } };
    assert.equal(parse(input).password.breachCheck, false);
  });

  it('the configuration holds a wallet once when the setting repeats it', () => {
    const wallets = ['metamask', 'base', 'metamask'];
    assert.deepEqual(parse({ wallets, attributes: { web3Wallet: 'optional' } }).wallets, ['metamask', 'base']);
  });
});
