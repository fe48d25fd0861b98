import 'axe-core/axe.js';
import type { EnvironmentResource } from '../../src/client/resources/types/environment.ts';
import { createTestWallet, type TestWalletOptions } from '../support/test-wallet.ts';
import { environment, FakeClerk, START } from './fake-clerk.ts';
import { cleanUp, equal, mount, ok } from './support.ts';

declare const axe: { run(node: Node): Promise<{ violations: { id: string }[] }> };

const CHOOSE = { name: 'choose-wallet' } as const;
const ALL = ['web3_metamask_signature', 'web3_coinbase_wallet_signature'];

describe('wallets', () => {
  const listeners: [string, EventListenerOrEventListenerObject][] = [];
  const add = window.addEventListener.bind(window);
  beforeEach(() => {
    // A page never forgets a wallet, so the test removes its own.
    window.addEventListener = (
      type: string,
      listener: EventListenerOrEventListenerObject,
      options?: boolean | object,
    ) => {
      if (type === 'eip6963:requestProvider') listeners.push([type, listener]);
      add(type, listener, options);
    };
  });
  afterEach(() => {
    window.addEventListener = add;
    for (const [type, listener] of listeners.splice(0)) window.removeEventListener(type, listener);
    cleanUp();
  });

  const install = (options: TestWalletOptions = {}) => createTestWallet(options).install(window);
  const open = async (tag: 'clerk-sign-in' | 'clerk-sign-up' = 'clerk-sign-in', strategies = ALL) => {
    const clerk = new FakeClerk();
    const known = environment();
    clerk.__internal_environment = {
      ...known,
      user_settings: {
        ...known.user_settings,
        attributes: { web3_wallet: { enabled: true, first_factors: strategies } },
      },
    } as unknown as EnvironmentResource;
    const mounted = await mount(tag, { clerk });
    const flow = tag === 'clerk-sign-in' ? clerk.signIn : clerk.signUp;
    flow.set({ step: CHOOSE });
    // Once for the deferred views, once for the view of the step.
    await mounted.settled();
    await mounted.settled();
    const buttons = () => [...mounted.element.querySelectorAll<HTMLElement>('.cl-alternativeMethodsBlockButton')];
    const names = () => buttons().map((button) => button.textContent?.trim());
    return { ...mounted, clerk, flow, buttons, names };
  };

  for (const tag of ['clerk-sign-in', 'clerk-sign-up'] as const) {
    it(`lists wallets in ${tag} with their icons, and asks the one that is pressed`, async () => {
      install({ name: 'MetaMask' });
      install({ name: 'Rabby', rdns: 'io.rabby', icon: 'javascript:alert(1)' });
      const { flow, find, buttons, names } = await open(tag);
      equal(find('.cl-headerTitle').textContent, 'Choose a wallet');
      equal(names(), ['MetaMask', 'Rabby']);
      ok(buttons()[0]?.querySelector('img[alt=""]')?.getAttribute('src')?.startsWith('data:image/'), 'its own icon');
      equal(buttons()[1]?.querySelector('img'), null);
      ok(buttons()[1]?.querySelector('svg'), 'a drawing of ours');
      buttons()[1]?.click();
      const [action] = flow.actions as { type: string; strategy: string; detail: unknown }[];
      equal([action?.type, action?.strategy, typeof action?.detail], ['method', 'web3', 'string']);
    });
  }

  it('adds a wallet that announces itself later, and leaves out unusable ones', async () => {
    install({ name: 'OKX Wallet', rdns: 'com.okex.wallet' });
    const { find, names, settled } = await open();
    equal(names(), []);
    equal(find('.cl-headerTitle').textContent, 'No wallet found');
    equal(find('.cl-formButtonPrimary').textContent?.trim(), 'Reload page');
    install({ name: 'Coinbase Wallet', rdns: 'com.coinbase.wallet' });
    await settled();
    equal(names(), ['Coinbase Wallet']);
  });

  it('shows which wallet is being asked, and keeps the back button working', async () => {
    install({ name: 'MetaMask' });
    install({ name: 'Rabby', rdns: 'io.rabby' });
    const { flow, find, buttons, settled } = await open();
    flow.reachable.start = START;
    buttons()[0]?.click();
    flow.set({ step: CHOOSE, pending: 'method' });
    await settled();
    equal(
      buttons().map((button) => button.getAttribute('aria-busy')),
      ['true', 'false'],
    );
    equal(
      buttons().map((button) => button.getAttribute('aria-disabled')),
      ['false', 'true'],
    );
    equal(find('.cl-headerSubtitle').textContent, 'If your wallet did not open by itself, open it and answer there.');
    buttons()[1]?.click();
    equal(flow.actions.length, 1);
    find('.cl-backLink').click();
    equal(flow.asked.at(-1), 'start');
  });

  it('reports the failure of a wallet in the words of the locale', async () => {
    install({ name: 'MetaMask' });
    const { flow, find, settled } = await open();
    flow.set({
      step: CHOOSE,
      errors: {
        fields: {},
        global: { code: 'web3_signature_request_rejected', message: 'x', longMessage: 'x', meta: {} },
      },
    });
    await settled();
    await settled();
    equal(find('.cl-alertText').textContent, 'You declined in your wallet. Try again to continue.');
  });

  it('keeps a wallet with a long name inside the card', async () => {
    install({ name: '<img src=x onerror=alert(1)> '.repeat(10), rdns: 'a.b' });
    const { element, buttons } = await open();
    const [button] = buttons();
    equal(button?.querySelectorAll('img').length, 1);
    const card = element.querySelector('.cl-card')?.getBoundingClientRect();
    ok((button?.getBoundingClientRect().right ?? 0) <= (card?.right ?? 0), 'inside');
  });

  it('has no accessibility violation in the list of wallets', async () => {
    install({ name: 'MetaMask' });
    const { element } = await open();
    const { violations } = await axe.run(element);
    equal(
      violations.map(({ id }) => id),
      [],
    );
  });

  it('asks for the wallet of an address that was typed', async () => {
    const { clerk, find, settled } = await open();
    clerk.signIn.set({
      step: {
        name: 'factor-one',
        identifier: '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed',
        factor: { strategy: 'web3_metamask_signature', web3WalletId: 'idn_1' },
        alternatives: [],
        sent: null,
        link: null,
      },
    });
    await settled();
    equal(find('.cl-headerTitle').textContent, 'Sign with your wallet');
    find('.cl-formButtonPrimary').click();
    equal(clerk.signIn.actions, [{ type: 'method', strategy: 'web3' }]);
  });
});
