import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { isSignedBy, recoverAddress } from '../../../../src/server/factors/wallet/recover-address.ts';
import { buildSignInMessage, type SignInMessage } from '../../../../src/server/factors/wallet/sign-in-message.ts';
import { checkWalletAddress } from '../../../../src/server/identifiers/wallets.ts';
import { createTestWallet, withHighS } from '../../../support/test-wallet.ts';

const wallet = createTestWallet();
const MESSAGE: SignInMessage = {
  domain: 'app.example',
  uri: 'https://app.example',
  address: wallet.address,
  chainId: 1,
  nonce: 'k3J9x0Qm4Zt7',
  issuedAt: Date.UTC(2026, 0, 2),
  expirationTime: Date.UTC(2026, 0, 2, 0, 10),
  statement: 'Sign in with this wallet.',
  requestId: 'sia_1',
};
const message = buildSignInMessage(MESSAGE);

describe('a wallet signature', () => {
  test('the account of a signature by another library is recovered', () => {
    const signature =
      '0xb91467e570a6466aa9e9876cbcd013baba02900b8979d43fe208a4a4f339f5fd' +
      '6007e74cd82e037b800186422fc2da167c747ef045e5d18a5f5d4300f8e1a0291c';
    assert.equal(recoverAddress('Some data', signature), '0x2c7536E3605D9C16a7a3D7b1898e529396a65c23');
  });

  test('a wallet signature is accepted with v as 27 and 28, and as 0 and 1', () => {
    for (let i = 0; i < 8; i++) {
      const { address, sign } = createTestWallet();
      const signature = sign(message);
      const low = (Number.parseInt(signature.slice(130), 16) - 27).toString(16).padStart(2, '0');
      assert.equal(recoverAddress(message, signature), checkWalletAddress(address));
      assert.equal(recoverAddress(message, signature.slice(0, 130) + low), checkWalletAddress(address));
      assert.equal(recoverAddress(message, signature.toUpperCase().replace('0X', '0x')), checkWalletAddress(address));
    }
  });

  test('a wallet signature counts bytes, not characters, of a message', () => {
    assert.equal(recoverAddress('Grüße 👋', wallet.sign('Grüße 👋')), checkWalletAddress(wallet.address));
  });

  test('a wallet signature is valid for the address in any case', () => {
    const signature = wallet.sign(message);
    for (const address of [wallet.address, checkWalletAddress(wallet.address)]) {
      assert.equal(isSignedBy(address, { message, signature }), true);
    }
  });

  test('a wallet signature with a high s is refused', () => {
    const signature = withHighS(wallet.sign(message));
    assert.equal(isSignedBy(wallet.address, { message, signature }), false);
    assert.equal(recoverAddress(message, signature), undefined);
  });

  test('a wallet signature over another nonce, domain, address, chain, time, statement or request is refused', () => {
    const others: Partial<SignInMessage>[] = [
      { nonce: 'anotherNonce1' },
      { domain: 'evil.example' },
      { uri: 'https://evil.example' },
      { address: createTestWallet().address },
      { chainId: 5 },
      { issuedAt: MESSAGE.issuedAt + 1 },
      { expirationTime: MESSAGE.expirationTime + 1 },
      { statement: 'Add this wallet to your account.' },
      { requestId: 'sia_2' },
      { requestId: undefined },
      // The right nonce stands in a wrong field.
      { nonce: 'anotherNonce1', requestId: MESSAGE.nonce },
      { nonce: 'anotherNonce1', statement: `Nonce: ${MESSAGE.nonce}` },
    ];
    for (const other of others) {
      const signature = wallet.sign(buildSignInMessage({ ...MESSAGE, ...other }));
      assert.equal(isSignedBy(wallet.address, { message, signature }), false, JSON.stringify(other));
    }
  });

  test('a wallet signature of another key is refused', () => {
    const signature = createTestWallet().sign(message);
    assert.equal(isSignedBy(wallet.address, { message, signature }), false);
  });

  test('a malformed wallet signature is refused without an exception', () => {
    const right = wallet.sign(message);
    const zeros = '0'.repeat(64);
    const order = 'fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141';
    for (const signature of [
      '',
      '0x',
      right.slice(2),
      right.slice(0, -1),
      right.slice(0, -2),
      `${right}00`,
      ` ${right}`,
      `${right}\n`,
      `${right.slice(0, 130)}1d`,
      `${right.slice(0, 130)}02`,
      `${right.slice(0, 130)}25`,
      `${right.slice(0, 130)}ff`,
      `0x${zeros}${zeros}1b`,
      `0x${zeros}${right.slice(66)}`,
      `${right.slice(0, 66)}${zeros}1b`,
      `0x${order}${right.slice(66)}`,
      `${right.slice(0, 66)}${order}1b`,
      `0x${'f'.repeat(128)}1b`,
      right.replace(/.$/, 'g'),
      '0x'.padEnd(1_000_000, 'a'),
    ]) {
      assert.equal(isSignedBy(wallet.address, { message, signature }), false, signature.slice(0, 140));
    }
  });

  test('a wallet signature with any digit changed is refused', () => {
    const right = wallet.sign(message);
    const place = fc.integer({ min: 2, max: right.length - 1 });
    fc.assert(
      fc.property(place, fc.constantFrom(...'0123456789abcdef'), (i, digit) => {
        fc.pre(right[i] !== digit);
        const signature = right.slice(0, i) + digit + right.slice(i + 1);
        return !isSignedBy(wallet.address, { message, signature });
      }),
      { numRuns: 200 },
    );
  });
});
