import { sendKeys } from '@web/test-runner-commands';
import { accountsKey } from '../../../src/client/session/accounts-key.ts';
import { cleanUp, equal, ok } from '../support.ts';
import { household, same } from './account.ts';
import { isOpen, items, type MountedButton, mountButton, openMenu } from './menu.ts';

const KEY = accountsKey({ frontendApi: 'clerk.example.com' });

const CARL = { name: 'Carl Dahl', identifier: 'carl@example.com', imageUrl: '' };
const DORA = { name: 'dora', identifier: 'dora', imageUrl: '' };

const keep = (...accounts: unknown[]): void => localStorage.setItem(KEY, JSON.stringify(accounts));
const kept = (): string[] =>
  (JSON.parse(localStorage.getItem(KEY) ?? '[]') as { identifier: string }[]).map(({ identifier }) => identifier);

const signedOut = ({ element }: MountedButton): HTMLElement[] => [
  ...element.querySelectorAll<HTMLElement>('.cl-userButtonPopoverActionButton__signedOutAccount'),
];
const removal = ({ element }: MountedButton, index = 0): HTMLElement =>
  element.querySelectorAll<HTMLElement>('.cl-userButtonPopoverRemoveButton')[index] as HTMLElement;

async function open(options: Parameters<typeof mountButton>[0] = {}): Promise<MountedButton> {
  const mounted = await mountButton(options);
  await openMenu(mounted);
  return mounted;
}

describe('accounts that have signed out, in the user menu', () => {
  beforeEach(() => localStorage.removeItem(KEY));
  afterEach(() => {
    cleanUp();
    localStorage.removeItem(KEY);
  });

  it('lists accounts that have signed out below those that are signed in', async () => {
    keep(CARL, DORA);
    const mounted = await open();
    equal(
      signedOut(mounted).map((item) => item.innerText.replace(/\s+/g, ' ')),
      ['CD Carl Dahl carl@example.com Signed out', 'D dora Signed out'],
    );
    equal(items(mounted).slice(2, 7), ['Bo Lind', 'Carl Dahl', '', 'dora', '']);
    equal(removal(mounted).ariaLabel, 'Remove carl@example.com from this list');
  });

  for (const [account, parameter] of [
    [CARL, 'email_address'],
    [DORA, 'username'],
    [{ ...CARL, identifier: '+15555550100' }, 'phone_number'],
  ] as const) {
    it(`leads to the sign-in page with the ${parameter} of the account, and back`, async () => {
      keep(account);
      const mounted = await open({ attributes: { 'sign-in-url': '/enter' } });
      signedOut(mounted)[0]?.click();
      await mounted.settled();
      const to = new URL(mounted.clerk.navigations[0]?.to ?? '');
      equal(to.pathname, '/enter');
      equal(Object.fromEntries(new URLSearchParams(to.hash.slice(3))), {
        redirect_url: location.href,
        [parameter]: account.identifier,
      });
      equal(isOpen(mounted), false);
    });
  }

  it('leads to the sign-in page alone for an account that signs in with a wallet', async () => {
    keep({ ...CARL, identifier: `0x${'ab'.repeat(20)}` });
    const mounted = await open();
    signedOut(mounted)[0]?.click();
    ok(!mounted.clerk.navigations[0]?.to.includes('0xab'), 'no wallet in the URL');
  });

  it('removes an account from the list by keyboard, and focuses the next item', async () => {
    keep(CARL, DORA);
    const mounted = await open();
    for (let press = 0; press < 4; press++) await sendKeys({ press: 'ArrowDown' });
    same(document.activeElement, removal(mounted));
    await sendKeys({ press: 'Enter' });
    await mounted.settled();
    equal(kept(), ['dora']);
    ok(isOpen(mounted), 'an open menu');
    same(document.activeElement, signedOut(mounted)[0]);
    await sendKeys({ press: 'ArrowDown' });
    await sendKeys({ press: 'Space' });
    await mounted.settled();
    equal(kept(), []);
    same(document.activeElement, mounted.button('Add account'));
  });

  it('leaves out accounts that are signed in', async () => {
    keep(CARL, { name: 'Bo Lind', identifier: 'bo@example.com', imageUrl: '' });
    const mounted = await open();
    equal(signedOut(mounted).length, 1);
  });

  it('shows in an open menu what another tab changes', async () => {
    keep(CARL, DORA);
    const mounted = await open();
    keep(DORA);
    dispatchEvent(new StorageEvent('storage', { key: KEY }));
    await mounted.settled();
    equal(signedOut(mounted).length, 1);
    localStorage.removeItem(KEY);
    dispatchEvent(new StorageEvent('storage', { key: null }));
    await mounted.settled();
    equal(signedOut(mounted).length, 0);
    keep(CARL);
    dispatchEvent(new StorageEvent('storage', { key: 'theme' }));
    await mounted.settled();
    equal(signedOut(mounted).length, 0);
  });

  it('opens as usual with a list that no client has written', async () => {
    for (const text of ['{', 'null', '[null,{"identifier":7}]', '{"__proto__":[]}']) {
      localStorage.setItem(KEY, text);
      const mounted = await open();
      equal(signedOut(mounted).length, 0);
      cleanUp();
    }
  });

  it('shows markup and script URLs of a planted account as text, and requests nothing', async () => {
    keep({ name: '<img src=x onerror=alert(1)>', identifier: 'a@example.com', imageUrl: 'javascript:alert(1)' });
    const mounted = await open();
    equal(signedOut(mounted)[0]?.querySelector('img'), null);
    ok(signedOut(mounted)[0]?.innerText.includes('<img'), 'the name as text');
  });

  it('keeps no accounts where the attribute says so, and forgets those it has', async () => {
    keep(CARL);
    const mounted = await open({ attributes: { 'remember-accounts': 'off' } });
    equal(signedOut(mounted).length, 0);
    equal(kept(), []);
    equal(mounted.clerk.options, { rememberAccounts: false });
  });

  it('shows no accounts that have signed out on an instance with one session per browser', async () => {
    keep(CARL);
    const mounted = await open({ clerk: household({ singleSession: true }, 1) });
    equal(signedOut(mounted).length, 0);
  });
});
