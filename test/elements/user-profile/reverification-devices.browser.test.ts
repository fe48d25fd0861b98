import { sendKeys } from '@web/test-runner-commands';
import type { FirstFactor } from '../../../src/client/resources/types/factors.ts';
import { createMountControls } from '../../../src/elements/mount/mount-controls.ts';
import '../../../src/client/flows/reverification/verify-with-wallet.ts';
import { createTestWallet, type TestWalletOptions } from '../../support/test-wallet.ts';
import { cleanUp, equal, next, ok } from '../support.ts';
import { same } from '../user-button/account.ts';
import { settle } from '../user-button/settle.ts';
import { changeUsername, MESSAGE, Verifiable } from './verifiable.ts';

const WALLETS = (['web3_metamask_signature', 'web3_okx_wallet_signature'] as const).map(
  (strategy): FirstFactor => ({ strategy, web3WalletId: 'idn_3' }),
);

const dialogs = () => document.querySelectorAll<HTMLDialogElement>('dialog[open]');

describe('reverification with a wallet or a passkey', () => {
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
  afterEach(async () => {
    window.addEventListener = add;
    for (const listener of listeners.splice(0)) window.removeEventListener('eip6963:requestProvider', listener);
    for (const open of dialogs()) {
      open.close();
      await settle(open);
    }
    cleanUp();
  });

  const install = (options: TestWalletOptions = {}) => {
    const wallet = createTestWallet(options);
    wallet.install(window);
    return wallet;
  };

  it('reverifies with the wallet that the page has', async () => {
    const wallet = install({ name: 'OKX', rdns: 'com.okex.wallet' });
    const verifiable = new Verifiable({ first: [...WALLETS, { strategy: 'password' }] });
    const asked = await changeUsername(verifiable);
    asked.button('Use another method').click();
    await asked.settled();
    equal(asked.element.querySelectorAll('.cl-alternativeMethodsBlockButton').length, 1);
    asked.button('Use your wallet').click();
    await asked.settled();
    equal(wallet.requests, []);
    asked.button('Use your wallet').click();
    await asked.settled();
    await asked.settled();
    equal(verifiable.steps.slice(1), [
      'prepare web3_okx_wallet_signature',
      `attempt web3_okx_wallet_signature ${wallet.sign(MESSAGE)}`,
    ]);
    equal(dialogs().length, 0);
  });

  it('says that the page has no wallet', async () => {
    const asked = await changeUsername(new Verifiable({ first: WALLETS }));
    asked.button('Use your wallet').click();
    await asked.settled();
    ok(asked.text('[role=alert]').startsWith('There is no such wallet'), 'an alert');
  });

  it('offers the other methods while a wallet does not answer', async () => {
    install({ manner: 'late' });
    const verifiable = new Verifiable({ first: [...WALLETS, { strategy: 'password' }] });
    const asked = await changeUsername(verifiable);
    asked.button('Use another method').click();
    await asked.settled();
    asked.button('Use your wallet').click();
    await asked.settled();
    asked.button('Use your wallet').click();
    await asked.settled();
    equal(asked.find('.cl-formButtonPrimary').ariaBusy, 'true');
    asked.button('Use another method').click();
    await asked.settled();
    same(asked.element.querySelector('[role=alert]'), null);
    asked.button('Use your password').click();
    await asked.settled();
    ok(asked.find('input[name=password]'), 'the password');
  });

  it('opens above the dialog of the profile, which Escape leaves open', async () => {
    const { clerk } = new Verifiable();
    createMountControls(clerk.asInstance).open('UserProfile', {});
    const profile = document.querySelector('dialog clerk-user-profile') as HTMLElement;
    await settle(profile);
    profile.querySelector<HTMLElement>('.cl-profileSectionPrimaryButton__username')?.click();
    await settle(profile);
    // A real key press: browsers close dialogs that were opened without one together.
    await sendKeys({ press: 'Enter' });
    await settle(profile);
    const dialog = [...dialogs()].at(-1);
    ok(dialog?.querySelector('clerk-user-verification'), 'the dialog that asks');
    await settle(dialog as HTMLElement);
    const closed = next(dialog as HTMLElement, 'close');
    await sendKeys({ press: 'Escape' });
    await closed;
    await settle(profile);
    equal(dialogs().length, 1);
    ok(profile.isConnected && profile.querySelector('[role=alert]'), 'the form, which says that it was cancelled');
  });
});
