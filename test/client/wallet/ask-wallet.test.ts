import assert from 'node:assert/strict';
import { test } from 'node:test';
import { connect, sign } from '../../../src/client/platform/wallets/ask-wallet.ts';
import { toWalletError } from '../../../src/client/platform/wallets/wallet-error.ts';
import type { Wallet } from '../../../src/client/platform/wallets/wallet.ts';
import { recoverAddress } from '../../../src/server/factors/wallet/recover-address.ts';
import { checkWalletAddress } from '../../../src/server/identifiers/wallets.ts';
import { createTestWallet, type Manner } from '../../support/test-wallet.ts';

test('the server recovers the account from a message that a wallet signs', async () => {
  const { provider, address } = createTestWallet();
  const wallet = toWallet(provider.request);
  assert.equal(await connect(wallet), address);
  for (const message of ['app.example wants you to sign in', 'zwei\nZeilen, größer 👋']) {
    assert.equal(recoverAddress(message, await sign(wallet, message, address)), checkWalletAddress(address));
  }
});

test('each refusal of a wallet has its own error code', async () => {
  const cases: [Manner, string, 'connect' | 'sign'][] = [
    ['reject-connect', 'web3_signature_request_rejected', 'connect'],
    ['reject-sign', 'web3_signature_request_rejected', 'sign'],
    ['busy', 'web3_request_pending', 'connect'],
    ['busy', 'web3_request_pending', 'sign'],
  ];
  for (const [manner, code, call] of cases) {
    const { provider, address } = createTestWallet({ manner });
    const wallet = toWallet(provider.request);
    const asked = call === 'connect' ? connect(wallet) : sign(wallet, 'x', address);
    await assert.rejects(asked, (error: { code?: string }) => error.code === code);
  }
});

test('errors of wallet providers, and of libraries around them, are recognized by their codes', () => {
  const cases: [unknown, string][] = [
    [{ code: 4001 }, 'web3_signature_request_rejected'],
    [{ code: 'ACTION_REJECTED' }, 'web3_signature_request_rejected'],
    [{ code: -32603, data: { originalError: { code: 4001 } } }, 'web3_signature_request_rejected'],
    [new Error('wrapped', { cause: { code: 4001 } }), 'web3_signature_request_rejected'],
    [{ code: -32002 }, 'web3_request_pending'],
    [{ code: 4100 }, 'web3_wallet_unavailable'],
    [{ code: 4900 }, 'web3_wallet_unavailable'],
    [{ code: 4901 }, 'web3_wallet_unavailable'],
    [{ code: 4902 }, 'web3_wallet_unavailable'],
    [{ code: 4200 }, 'web3_wallet_unsupported'],
    [{ code: -32601 }, 'web3_wallet_unsupported'],
    [{ code: -32603 }, 'web3_wallet_failed'],
    [new TypeError('x'), 'web3_wallet_failed'],
    ['4001', 'web3_wallet_failed'],
    [null, 'web3_wallet_failed'],
    [undefined, 'web3_wallet_failed'],
  ];
  for (const [thrown, code] of cases) assert.equal(toWalletError(thrown).code, code, JSON.stringify(thrown));
  const endless: { cause?: unknown } = {};
  endless.cause = endless;
  assert.equal(toWalletError(endless).code, 'web3_wallet_failed');
});

test('the message of a wallet stays with the error and is not shown', () => {
  const thrown = Object.assign(new Error('MetaMask Tx Signature: User denied'), { code: 4001 });
  const error = toWalletError(thrown);
  assert.equal(error.cause, thrown);
  assert.doesNotMatch(error.message, /denied/);
});

test('a wallet answer that is neither an account nor a signature is refused', async () => {
  const address = `0x${'ab'.repeat(20)}`;
  for (const [answer, code] of [
    [[], 'web3_missing_identifier'],
    [null, 'web3_missing_identifier'],
    [address, 'web3_missing_identifier'],
    [[7], 'web3_wallet_failed'],
    [['0x12'], 'web3_wallet_failed'],
    [[`${address}00`], 'web3_wallet_failed'],
  ] as const) {
    await assert.rejects(connect(toWallet(async () => answer)), (error: { code?: string }) => error.code === code);
  }
  for (const answer of [undefined, '', '0x', 'abcd', '0xabc', '0xzz', { r: 1 }]) {
    const asked = sign(
      toWallet(async () => answer),
      'x',
      address,
    );
    await assert.rejects(asked, (error: { code?: string }) => error.code === 'web3_wallet_failed');
  }
});

test('a wallet provider that throws is treated like one that rejects', async () => {
  const wallet = toWallet(() => {
    throw Object.assign(new Error('no'), { code: 4100 });
  });
  await assert.rejects(connect(wallet), (error: { code?: string }) => error.code === 'web3_wallet_unavailable');
});

test('an aborted wallet request ends at once, and its late answer changes nothing', async () => {
  const { provider, address, release } = createTestWallet({ manner: 'late' });
  const giveUp = new AbortController();
  const wallet = toWallet(provider.request);
  const asked = [connect(wallet, giveUp.signal), sign(wallet, 'x', address, giveUp.signal)];
  giveUp.abort();
  for (const each of asked) {
    await assert.rejects(each, (error: { code?: string }) => error.code === 'web3_request_aborted');
  }
  release();
  await assert.rejects(
    connect(wallet, giveUp.signal),
    (error: { code?: string }) => error.code === 'web3_request_aborted',
  );
});

function toWallet(request: Wallet['provider']['request']): Wallet {
  return { id: 'w', name: null, icon: null, strategy: undefined, provider: { request } };
}
