import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ApiError } from '../../../src/server/http/errors.ts';
import { checkWalletAddress, isWalletAddress } from '../../../src/server/identifiers/wallets.ts';

/** The examples in EIP-55. */
const SPELLED = [
  '0x52908400098527886E0F7030069857D2E4169EE7',
  '0xde709f2102306220921060314715629080e2fb77',
  '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed',
  '0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359',
  '0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB',
  '0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb',
];

test('a wallet address in one case or with its checksum is stored with its checksum', () => {
  for (const address of SPELLED) {
    assert.equal(checkWalletAddress(address), address);
    assert.equal(checkWalletAddress(address.toLowerCase()), address);
    assert.equal(checkWalletAddress(`0x${address.slice(2).toUpperCase()}`), address);
  }
});

test('a wallet address with a mistyped letter fails its checksum', () => {
  for (const wrong of [
    '0x5aaeb6053F3E94C9b9A09f33669435E7Ef1BeAed',
    '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAeD',
    '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAec',
  ]) {
    assert.throws(() => checkWalletAddress(wrong), refusal);
  }
});

test('blanks around a wallet address and a capital X in its prefix are accepted', () => {
  const right = SPELLED[2]!;
  for (const pasted of [` ${right}`, `${right}\n`, `\u200b${right}\u200b`, `0X${right.slice(2)}`])
    assert.equal(checkWalletAddress(pasted), checkWalletAddress(right), JSON.stringify(pasted));
});

test('a text that is not a wallet address is refused', () => {
  const right = SPELLED[2]!;
  for (const wrong of [
    '',
    '0x',
    right.slice(2),
    right.slice(0, -1),
    `${right}0`,
    right.replace('A', 'g'),
    `${right}@evil.example`,
    'vitalik.eth',
    'A'.repeat(100_000),
  ]) {
    assert.equal(isWalletAddress(wrong), false, JSON.stringify(wrong.slice(0, 60)));
    assert.throws(() => checkWalletAddress(wrong), refusal);
  }
});

test('the error names the field that holds the wrong wallet address', () => {
  assert.throws(
    () => checkWalletAddress('nobody', 'identifier'),
    (error: ApiError) => error.items[0]?.meta?.param_name === 'identifier',
  );
});

function refusal(error: unknown): boolean {
  return error instanceof ApiError && error.code === 'form_param_format_invalid';
}
