import { createTestWallet, type TestWallet, type TestWalletOptions } from '../../support/test-wallet.ts';
import { cleanUp, equal, ok } from '../support.ts';
import { same } from '../user-button/account.ts';
import { deferred, refusal } from '../user-button/account-clerk.ts';
import { settle } from '../user-button/settle.ts';
import { mountConnections, WALLET } from './connections-clerk.ts';

const OTHER = { id: 'idn_w2', address: '0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359' };

describe('wallets in the profile', () => {
  const listeners: EventListenerOrEventListenerObject[] = [];
  const add = window.addEventListener.bind(window);
  beforeEach(() => {
    // A page never forgets a wallet, so the test removes its own.
    window.addEventListener = (
      type: string,
      listener: EventListenerOrEventListenerObject,
      options?: boolean | object,
    ) => {
      if (type === 'eip6963:requestProvider') listeners.push(listener);
      add(type, listener, options);
    };
  });
  afterEach(() => {
    window.addEventListener = add;
    for (const listener of listeners.splice(0)) window.removeEventListener('eip6963:requestProvider', listener);
    cleanUp();
  });

  const install = (options: TestWalletOptions = {}): TestWallet => {
    const wallet = createTestWallet(options);
    wallet.install(window);
    return wallet;
  };
  /** Opens the list of wallets, and waits for the wallet's own tasks after a choice. */
  const open = async (...args: Parameters<typeof mountConnections>) => {
    const mounted = await mountConnections(...args);
    await mounted.press('Connect wallet');
    return {
      ...mounted,
      async choose(name = 'MetaMask') {
        await mounted.press(name);
        await settle(mounted.element);
      },
    };
  };

  it('lists short addresses, the primary one first, and what can be done with each', async () => {
    const unverified = { ...OTHER, id: 'idn_w3', verified: false };
    const state = { wallets: [OTHER, WALLET, unverified], primaryWallet: WALLET.id };
    const { rows, menu, entries, find } = await mountConnections(state);
    equal(rows('web3Wallets'), ['0x5aAe…eAed Primary', '0xfB69…d359', '0xfB69…d359 Unverified']);
    equal(find('.cl-profileSection__web3Wallets bdi').title, WALLET.address);
    await menu(WALLET.id);
    equal(entries(), ['Remove wallet']);
    await menu(OTHER.id);
    equal(entries(), ['Set as primary', 'Remove wallet']);
    await menu(unverified.id);
    equal(entries(), ['Complete verification', 'Remove wallet']);
  });

  it('names the wallets that gave themselves a name, in the row and for its menu', async () => {
    const { rows, find } = await mountConnections({ wallets: [{ ...WALLET, name: 'Rabby' }, OTHER] });
    equal(rows('web3Wallets'), ['Rabby 0x5aAe…eAed', '0xfB69…d359']);
    equal(find(`.cl-menuButton[data-item="${WALLET.id}"]`).ariaLabel, 'More: Rabby 0x5aAe…eAed');
  });

  it('lets an unverified wallet sign at its row', async () => {
    install();
    const { menu, find, text } = await mountConnections({ wallets: [{ ...WALLET, verified: false }] });
    await menu(WALLET.id, 'Complete verification');
    ok(find('.cl-profileSectionListItem__web3Wallets').contains(find('.cl-actionCard__connectWallet')), 'at the row');
    same(document.activeElement, find('.cl-choice'));
    await menu(WALLET.id, 'Remove wallet');
    ok(!text('.cl-actionCard').includes('sign in'), 'claims no sign-in');
  });

  it('makes another wallet the primary one, with one call', async () => {
    const { menu, calls, said, find } = await mountConnections({ wallets: [WALLET, OTHER], primaryWallet: WALLET.id });
    await menu(OTHER.id, 'Set as primary');
    equal(calls('update'), [[{ primaryWeb3WalletId: OTHER.id }]]);
    equal(said(), 'Your primary wallet is changed.');
    same(document.activeElement, find(`.cl-menuButton[data-item="${OTHER.id}"]`));
  });

  it('adds the account of the wallet that is chosen, and lets it sign', async () => {
    const wallet = install();
    install({ name: 'Rabby', rdns: 'io.rabby' });
    const { choose, names, calls, said, rows } = await open();
    equal(names(), ['MetaMask', 'Rabby']);
    await choose();
    equal(calls('createWeb3Wallet'), [[wallet.address]]);
    equal(calls('prepare'), [[{ strategy: 'web3_metamask_signature' }]]);
    equal(calls('attempt'), [[{ strategy: 'web3_metamask_signature', signature: wallet.sign('Sign this.') }]]);
    equal(said(), 'Your wallet is connected.');
    equal(rows('web3Wallets').length, 1);
  });

  it('lets a wallet sign that was added before, without adding it again', async () => {
    const wallet = install();
    const { choose, calls, rows } = await open({
      wallets: [{ id: 'idn_w1', address: wallet.address, verified: false }],
    });
    await choose();
    equal([calls('createWeb3Wallet').length, calls('attempt').length, rows('web3Wallets').length], [0, 1, 1]);
  });

  for (const [manner, expected] of [
    ['reject-connect', 'You declined in your wallet. Try again to continue.'],
    ['reject-sign', 'You declined in your wallet. Try again to continue.'],
    ['busy', 'Your wallet has another request open. Answer that first.'],
  ] as const) {
    it(`keeps no wallet that did not sign (${manner}), and says why`, async () => {
      install({ manner });
      const { choose, alert, rows, names, settled } = await open();
      await choose();
      await settled();
      equal(alert(), expected);
      equal(rows('web3Wallets'), []);
      equal(names(), ['MetaMask']);
    });
  }

  it('says that the wallet signed with another account', async () => {
    install({ manner: 'stranger' });
    const { choose, clerk, alert, settled } = await open();
    const answer = (clerk.answers['attempt'] = deferred<unknown>());
    await choose();
    answer.reject(refusal('web3_signature_invalid'));
    await settled();
    equal(
      alert(),
      'Your wallet signed with another account than the one it named. Choose one account in it, then try again.',
    );
  });

  it('can be left while a wallet does not answer, and ignores its late answer', async () => {
    const wallet = install({ manner: 'late' });
    const { choose, press, text, element, find, calls, settled } = await open();
    await choose();
    equal(text('.cl-actionCardText'), 'If your wallet did not open by itself, open it and answer there.');
    await choose();
    equal(wallet.requests.length, 1);
    await press('Cancel');
    equal(element.querySelector('.cl-actionCard'), null);
    same(document.activeElement, find('[data-opens=connectWallet]'));
    wallet.release();
    await settled();
    equal(calls('createWeb3Wallet'), []);
  });

  it('says what to do without a wallet, or with none that the instance accepts', async () => {
    const none = await open();
    equal(
      none.text('.cl-actionCardText'),
      'There is no wallet in this browser. Install a wallet extension, then reload the page.',
    );
    none.button('Reload page');
    cleanUp();
    install({ name: 'Rabby', rdns: 'io.rabby' });
    const solana = await open({}, { rules: { wallets: ['web3_solana_signature'] } });
    equal(solana.names(), []);
  });

  it('shows a wallet that announces itself late', async () => {
    const { names, settled } = await open();
    install({ name: 'Rabby', rdns: 'io.rabby' });
    await settled();
    equal(names(), ['Rabby']);
  });

  it('removes a wallet after a question that names it', async () => {
    const { menu, text, press, calls, said } = await mountConnections({ wallets: [WALLET], primaryWallet: WALLET.id });
    await menu(WALLET.id, 'Remove wallet');
    equal(
      text('.cl-actionCardText'),
      '0x5aAe…eAed will be removed from your account. You will no longer be able to sign in with it.',
    );
    await press('Remove');
    equal(calls('destroy'), [[WALLET.id]]);
    equal(said(), '0x5aAe…eAed is removed.');
  });
});
