import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { chooseWallet, strategyOf } from '../../../src/client/platform/wallets/wallet.ts';
import type { Wallet } from '../../../src/client/platform/wallets/wallet.ts';
import { watchWallets } from '../../../src/client/platform/wallets/watch-wallets.ts';
import { createTestWallet, type TestWalletOptions } from '../../support/test-wallet.ts';

const ICON = 'data:image/png;base64,AAAA';
const request = async () => [];

test('wallets that announce themselves are listed in their order, each once', () => {
  const page = openPage({ name: 'MetaMask', rdns: 'io.metamask', icon: ICON }, { name: 'Rabby', rdns: 'io.rabby' });
  page.dispatchEvent(new Event('eip6963:requestProvider'));
  const { wallets } = watchWallets(undefined, page);
  page.dispatchEvent(new Event('eip6963:requestProvider'));
  assert.deepEqual(
    wallets.map(({ name, strategy }) => [name, strategy]),
    [
      ['MetaMask', 'web3_metamask_signature'],
      ['Rabby', undefined],
    ],
  );
  assert.equal(wallets[0]?.icon, ICON);
  assert.ok(Object.isFrozen(wallets) && wallets.every((each) => Object.isFrozen(each)));
});

test('a wallet that announces itself late is reported until watching stops', () => {
  const page = openPage();
  const heard: (string | null)[][] = [];
  const { wallets, stop } = watchWallets((list) => heard.push(list.map(({ name }) => name)), page);
  createTestWallet({ name: 'Late' }).install(page);
  page.dispatchEvent(new Event('eip6963:requestProvider'));
  stop();
  createTestWallet({ name: 'Too late' }).install(page);
  assert.deepEqual([wallets.length, heard], [0, [['Late']]]);
});

test('editions of a wallet use its strategy, other names with the same beginning do not', () => {
  const rdns = ['io.metamask.flask', 'io.metamasks', 'com.coinbase.wallet', 'com.okex.wallet', ''];
  const { wallets } = watchWallets(undefined, openPage(...rdns.map((each) => ({ rdns: each }))));
  assert.deepEqual(
    wallets.map(({ strategy }) => strategy),
    ['web3_metamask_signature', undefined, 'web3_coinbase_wallet_signature', 'web3_okx_wallet_signature', undefined],
  );
});

test('window.ethereum counts only when no wallet is announced', () => {
  const legacy = { announces: false, injects: true, flags: { isMetaMask: true } };
  const named = watchWallets(undefined, openPage(legacy)).wallets;
  assert.deepEqual(
    named.map(({ name, strategy }) => [name, strategy]),
    [['MetaMask', 'web3_metamask_signature']],
  );
  const announced = watchWallets(undefined, openPage(legacy, { name: 'Rabby', rdns: 'io.rabby' })).wallets;
  assert.deepEqual(
    announced.map(({ name }) => name),
    ['Rabby'],
  );
});

test('each of several providers behind window.ethereum is a wallet', () => {
  const page = openPage();
  const providers = [
    { request, isMetaMask: true, isOkxWallet: true },
    { request, isMetaMask: true },
    { request },
    { isMetaMask: true },
    null,
  ];
  Object.assign(page, { ethereum: { request, providers } });
  const { wallets } = watchWallets(undefined, page);
  assert.deepEqual(
    wallets.map(({ name }) => name),
    ['OKX Wallet', 'MetaMask', null],
  );
  assert.equal(new Set(wallets.map(({ id }) => id)).size, 3);
});

test('malformed wallet announcements are ignored', () => {
  const page = openPage();
  const info = { uuid: 'u', name: 'Wallet', icon: ICON, rdns: 'a.b' };
  const trap = { get request() { throw new Error('mine'); } }; // biome-ignore format: one line says it
  const details: unknown[] = [
    undefined,
    null,
    'text',
    {},
    { info },
    { provider: { request } },
    { info, provider: {} },
    { info, provider: trap },
    { info: null, provider: { request } },
    { info: { ...info, uuid: '' }, provider: { request } },
    { info: { ...info, uuid: 7 }, provider: { request } },
  ];
  page.addEventListener('eip6963:requestProvider', () => {
    for (const detail of details) page.dispatchEvent(new CustomEvent('eip6963:announceProvider', { detail }));
  });
  Object.defineProperty(page, 'ethereum', { get: () => assert.fail('a getter that throws') });
  assert.deepEqual(watchWallets(undefined, page).wallets, []);
});

test('a wallet icon is an https image or one inside the announcement', () => {
  const icons: [icon: unknown, isShown: boolean][] = [
    [ICON, true],
    ['data:image/svg+xml,%3Csvg/%3E', true],
    ['https://wallet.example/icon.png', true],
    ['http://wallet.example/icon.png', false],
    ['javascript:alert(1)', false],
    [' javascript:alert(1)', false],
    ['data:text/html,<script>alert(1)</script>', false],
    ['data:image/svg+xmlx,x', false],
    ['blob:https://wallet.example/1', false],
    ['//wallet.example/icon.png', false],
    ['icon.png', false],
    ['', false],
    [`data:image/png;base64,${'A'.repeat(300_000)}`, false],
    [{ toString: () => ICON }, false],
  ];
  for (const [icon, isShown] of icons) {
    const { wallets } = watchWallets(undefined, openPage({ icon: icon as string }));
    assert.equal(wallets[0]?.icon, isShown ? icon : null, String(icon).slice(0, 60));
  }
});

test('a wallet name is one short line without invisible characters', () => {
  const name = (text: unknown) =>
    watchWallets(undefined, openPage({ name: text as string, rdns: 'a.b' })).wallets[0]?.name;
  assert.equal(name('  Fair\u202eWallet\n\u0000 '), 'FairWallet');
  assert.equal(name('\u200b'), null);
  assert.equal(name(7), null);
  assert.equal(name('a'.repeat(100_000))?.length, 64);
  assert.equal(watchWallets(undefined, openPage({ name: '' })).wallets[0]?.name, 'MetaMask');
});

test('no wallet announcement makes watching throw', () => {
  fc.assert(
    fc.property(fc.anything(), fc.anything(), (info, ethereum) => {
      const page = openPage();
      Object.assign(page, { ethereum });
      page.addEventListener('eip6963:requestProvider', () => {
        page.dispatchEvent(new CustomEvent('eip6963:announceProvider', { detail: { info, provider: { request } } }));
      });
      for (const { id, name } of watchWallets(undefined, page).wallets) {
        assert.equal(typeof id, 'string');
        assert.ok(name === null || name.length <= 64);
      }
    }),
  );
});

test('a strategy finds its own wallet, else one without a strategy, but never another’s', () => {
  const [metamask, rabby] = watchWallets(undefined, openPage({}, { rdns: 'io.rabby' })).wallets as [Wallet, Wallet];
  const coinbase = watchWallets(undefined, openPage({ rdns: 'com.coinbase.wallet' })).wallets[0]!;
  assert.equal(chooseWallet([rabby, metamask], 'web3_metamask_signature'), metamask);
  assert.equal(chooseWallet([coinbase, rabby], 'web3_metamask_signature'), rabby);
  for (const wallets of [[], [coinbase]]) {
    assert.throws(
      () => chooseWallet(wallets, 'web3_metamask_signature'),
      (error: { code?: string }) => error.code === 'web3_missing_identifier',
    );
  }
});

test('a wallet uses its own strategy, or the first one if it has none', () => {
  const [metamask, rabby] = watchWallets(undefined, openPage({}, { rdns: 'io.rabby' })).wallets as [Wallet, Wallet];
  const offered = ['web3_okx_wallet_signature', 'web3_metamask_signature'] as const;
  assert.equal(strategyOf(metamask, offered), 'web3_metamask_signature');
  assert.equal(strategyOf(rabby, offered), 'web3_okx_wallet_signature');
  assert.equal(strategyOf(metamask, ['web3_okx_wallet_signature']), undefined);
  assert.equal(strategyOf(rabby, []), undefined);
});

function openPage(...wallets: TestWalletOptions[]): Window {
  const page = new EventTarget() as Window;
  for (const each of wallets) createTestWallet(each).install(page);
  return page;
}
