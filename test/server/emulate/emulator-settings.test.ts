import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { withoutDecided } from '../../../src/server/emulate/emulator-settings.ts';

describe('the configuration file of a server, in an emulator', () => {
  it('says how users sign in, and nothing of where the server is, what it keeps and whom it tells', () => {
    const file = {
      url: 'https://clerk.example.com',
      allowedOrigins: ['https://app.example.com'],
      homeUrl: 'https://app.example.com',
      cookieDomain: 'example.com',
      databaseUrl: 'postgres://db.example/clerk',
      keyFile: './keys.json',
      secretKey: 'sk_live_of_the_server',
      instanceType: 'production',
      testMode: false,
      smtp: { url: 'smtp://mail.example', from: 'no-reply@example.com' },
      sms: { countries: ['DE'], webhook: { url: 'https://sms.example', secret: 'whsec_x' } },
      webhooks: [{ url: 'https://app.example.com/webhooks', secret: 'whsec_x' }],
      applicationName: 'Acme Labs',
      secondFactors: { totp: true },
    };
    assert.deepEqual(withoutDecided(file), {
      applicationName: 'Acme Labs',
      secondFactors: { totp: true },
      sms: { countries: ['DE'] },
    });
  });
});
