import assert from 'node:assert/strict';
import { it } from 'node:test';
import { parseConfig } from '../../../src/server/config/parse-config.ts';
import { refusal } from './refusal.ts';

const url = 'https://clerk.example.com';
const random = '0123456789abcdef'.repeat(4);

it('the secret key of the setting may come from the environment that the application has', () => {
  const secretKey = `sk_live_${random}`;
  const config = parseConfig(
    { url, testMode: true, instanceType: 'production', forceTestMode: true },
    { CLERK_SECRET_KEY: secretKey },
  );
  assert.equal(config.secretKey, secretKey);
});

it('the settings refuse a secret key that could be guessed or belongs to another type of instance, and never show it', () => {
  const bad = [
    ['sk_test_' + random, /begins with sk_test_, and the instance is of type production/],
    ['pk_live_' + random, /does not begin with sk_live_/],
    ['sk_live_' + 'a'.repeat(64), /random/],
    ['sk_live_' + random.slice(0, 39), /random/],
    ['sk_live_' + random + '+/=', /random/],
    [random, /keys create/],
  ] as const;
  for (const [secretKey, reason] of bad) {
    const text = refusal({ url, secretKey });
    assert.match(text, reason);
    assert.ok(!text.includes(random.slice(0, 20)), text);
  }
  const development = refusal({ url, instanceType: 'development', secretKey: `sk_live_${random}` });
  assert.match(development, /Use a sk_test_ key/);
});
