import assert from 'node:assert/strict';
import { it } from 'node:test';
import { parseConfig } from '../../../src/server/config/parse-config.ts';
import { ConfigError } from '../../../src/server/lib/config-error.ts';

const url = 'https://clerk.example.com';

it('wallets alone are enough to sign in with', () => {
  const attributes = { emailAddress: 'off', password: 'off', web3Wallet: 'required' } as const;
  const config = parseConfig({ url, wallets: ['metamask', 'base'], attributes });
  assert.deepEqual(config.wallets, ['metamask', 'base']);
});

it('unknown wallets, and wallets without their attribute, are refused with the fix', () => {
  const cases: [Parameters<typeof parseConfig>[0], RegExp][] = [
    [
      { url, wallets: ['metamask', 'solana'], attributes: { web3Wallet: 'optional' } },
      /wallets[\s\S]*solana[\s\S]*metamask, coinbase_wallet/,
    ],
    [{ url, wallets: ['metamask'] }, /attributes\.web3Wallet to optional or required/],
    [{ url, attributes: { web3Wallet: 'optional' } }, /attributes\.web3Wallet[\s\S]*Set wallets/],
  ];
  for (const [input, text] of cases) {
    assert.throws(
      () => parseConfig(input),
      (error) => error instanceof ConfigError && text.test(error.message),
    );
  }
});

it('the environment can set the wallets', () => {
  const env = { CLERK_WALLETS: 'metamask,okx_wallet', CLERK_ATTRIBUTES_WEB3_WALLET: 'optional' };
  assert.deepEqual(parseConfig({ url }, env).wallets, ['metamask', 'okx_wallet']);
});
