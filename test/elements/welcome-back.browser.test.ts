import { sendKeys } from '@web/test-runner-commands';
import { accountsKey } from '../../src/client/session/accounts-key.ts';
import type { RememberedAccount } from '../../src/client/session/remembered-accounts.ts';
import type { SignInAction } from '../../src/client/flows/types.ts';
import { FakeClerk, PASSWORD, START } from './fake-clerk.ts';
import { environmentOf, type Offer } from './offer.ts';
import { cleanUp, equal, type Mounted, mount, ok } from './support.ts';

const KEY = accountsKey({ frontendApi: 'clerk.example.com' });
const ADA = { name: 'Ada Lovelace', identifier: 'ada@example.com', imageUrl: '', strategy: 'password' };
const BO = { name: 'Bo Lind', identifier: 'bo@example.com', imageUrl: '', strategy: 'oauth_google' };
const CAI = { name: 'cai@example.com', identifier: 'cai@example.com', imageUrl: '', strategy: '' };

type Shown = Mounted<HTMLElementTagNameMap['clerk-sign-in']>;

interface Setting {
  offer?: Offer;
  /** Whether the instance, instead of the element, greets accounts. */
  byInstance?: boolean;
  isOff?: boolean;
  clerk?: Partial<FakeClerk>;
}

async function open(
  accounts: readonly RememberedAccount[],
  { offer = {}, byInstance = false, isOff = false, clerk: change = {} }: Setting = {},
): Promise<Shown> {
  localStorage.setItem(KEY, JSON.stringify(accounts));
  const clerk = Object.assign(new FakeClerk(), change);
  const environment = environmentOf(offer);
  clerk.__internal_environment = {
    ...environment,
    auth_config: { ...environment.auth_config, welcome_back: byInstance },
  };
  return mount('clerk-sign-in', { clerk, properties: byInstance || isOff ? {} : { welcomeBack: true } });
}

const title = ({ find }: Shown): string | null => find('.cl-headerTitle').textContent;
const primary = ({ find }: Shown): HTMLElement => find('.cl-formButtonPrimary');
const rows = ({ element }: Shown): HTMLElement[] => [
  ...element.querySelectorAll<HTMLElement>('.cl-accountSwitcherRow'),
];
const kept = (): string[] =>
  (JSON.parse(localStorage.getItem(KEY) ?? '[]') as RememberedAccount[]).map(({ identifier }) => identifier);
const sent = ({ clerk }: Shown): SignInAction[] => clerk.signIn.actions;

/** Presses the button of one account that is greeted, and returns what is sent. */
async function goOn(
  strategy: string,
  more: Offer = { full: true },
): Promise<[label: string, SignInAction | undefined]> {
  const shown = await open([{ ...ADA, strategy }], { offer: more });
  shown.clerk.set({ __internal_environment: withFactors(shown, strategy) });
  await shown.settled();
  const label = primary(shown).textContent?.trim() ?? '';
  primary(shown).click();
  return [label, sent(shown)[0]];
}

function withFactors({ clerk }: Shown, strategy: string): NonNullable<FakeClerk['__internal_environment']> {
  const { __internal_environment: known } = clerk;
  ok(known, 'an environment');
  return { ...known, auth_config: { ...known.auth_config, first_factors: ['password', strategy] } };
}

describe('welcome back', () => {
  beforeEach(() => localStorage.removeItem(KEY));
  afterEach(() => {
    cleanUp();
    localStorage.removeItem(KEY);
  });

  for (const byInstance of [false, true]) {
    it(`greets the account that the browser keeps where the ${byInstance ? 'instance' : 'element'} says so`, async () => {
      const shown = await open([ADA], { byInstance });
      equal(title(shown), 'Welcome back');
      equal(shown.find('.cl-userPreview .cl-userPreviewMainIdentifier').textContent, 'Ada Lovelace');
      equal(shown.find('.cl-userPreview .cl-userPreviewSecondaryIdentifier').textContent, 'ada@example.com');
      equal(primary(shown).textContent?.trim(), 'Continue with password');
    });
  }

  it('greets nobody unless the element or the instance says so', async () => {
    const shown = await open([ADA], { isOff: true });
    equal(title(shown), 'Sign in to Acme');
    equal(kept(), ['ada@example.com']);
  });

  it('shows the ordinary screen where the browser keeps nobody, with other sign-in methods too', async () => {
    for (const offer of [{}, { full: true }]) {
      const shown = await open([], { offer });
      equal(title(shown), 'Sign in to Acme');
      ok(shown.input('identifier'), 'a field');
      cleanUp();
    }
  });

  it('draws nothing else before it greets', async () => {
    const titles: (string | undefined)[] = [];
    const watch = new MutationObserver(() => {
      titles.push(document.querySelector<HTMLElement>('.cl-headerTitle')?.textContent ?? undefined);
    });
    watch.observe(document.body, { childList: true, subtree: true, characterData: true });
    await open([ADA]);
    watch.disconnect();
    equal([...new Set(titles.filter(Boolean))], ['Welcome back']);
  });

  for (const [strategy, label, action] of [
    ['password', 'Continue with password', 'identify'],
    ['reset_password_email_code', 'Continue with password', 'identify'],
    ['email_code', 'Continue with an email code', 'identify'],
    ['email_link', 'Continue with an email link', 'identify'],
    ['phone_code', 'Continue with a text message', 'identify'],
    ['passkey', 'Continue with a passkey', 'method'],
    ['oauth_google', 'Continue with Google', 'method'],
    ['web3_metamask_signature', 'Continue with a wallet', 'method'],
  ] as const) {
    it(`continues with one press of the method that was used last: ${strategy}`, async () => {
      const [text, first] = await goOn(strategy);
      equal(text, label);
      const wanted = strategy.replace(/^reset.*/, 'password');
      const identified = { type: 'identify', identifier: 'ada@example.com', strategy: wanted };
      equal(first, action === 'method' ? { type: 'method', strategy } : identified);
    });
  }

  it('continues with the identifier alone where the method is not known or not offered any more', async () => {
    for (const strategy of ['', 'oauth_gone', 'ticket', '<img src=x>']) {
      const shown = await open([{ ...ADA, strategy }]);
      equal(primary(shown).textContent?.trim(), 'Continue');
      primary(shown).click();
      equal(sent(shown), [{ type: 'identify', identifier: 'ada@example.com' }]);
      cleanUp();
    }
  });

  it('turns the pressed button into a spinner and closes everything else until the answer', async () => {
    const shown = await open([ADA]);
    primary(shown).click();
    shown.clerk.signIn.set({ pending: 'identify' });
    await shown.settled();
    equal(primary(shown).ariaBusy, 'true');
    ok(primary(shown).querySelector('.cl-spinner'), 'a spinner');
    ok(shown.find('.cl-footerActionLink__notYou').closest('[inert]'), 'the other buttons are closed');
    primary(shown).click();
    equal(sent(shown).length, 1);
  });

  it('says what went wrong above the button, and keeps the account', async () => {
    const shown = await open([ADA]);
    primary(shown).click();
    shown.clerk.signIn.fail({ identifier: 'form_identifier_not_found' });
    await shown.settled();
    ok(shown.find('[role=alert]').textContent?.includes('no account'), 'the error');
    equal(title(shown), 'Welcome back');
    equal(kept(), ['ada@example.com']);
  });

  for (const offer of [{}, { full: true }]) {
    const where = 'full' in offer ? 'with other methods' : 'with a password alone';
    it(`leads a user who is somebody else to an empty field, which has the focus, and forgets nobody ${where}`, async () => {
      const shown = await open([ADA], { offer });
      shown.clerk.signIn.set({ step: { ...START, identifier: 'ada@example.com' } });
      await shown.settled();
      shown.find('.cl-footerActionLink__notYou').click();
      await shown.settled();
      equal(title(shown), 'Sign in to Acme');
      equal(shown.input('identifier').value, '');
      equal(document.activeElement, shown.input('identifier'));
      equal(shown.find('.cl-liveRegion').textContent, 'Sign in to Acme');
      equal(kept(), ['ada@example.com']);
    });
  }

  it('keeps what somebody else has typed on the way back from the password', async () => {
    const shown = await open([ADA]);
    shown.find('.cl-footerActionLink__notYou').click();
    await shown.settled();
    shown.clerk.signIn.set({ step: { ...PASSWORD, identifier: 'zoe@example.com' } });
    await shown.settled();
    shown.clerk.signIn.set({ step: { ...START, identifier: 'zoe@example.com' } });
    await shown.settled();
    equal(shown.input('identifier').value, 'zoe@example.com');
  });

  it('greets again on the way back from the password of the greeted account', async () => {
    const shown = await open([ADA]);
    shown.clerk.signIn.set({ step: PASSWORD });
    await shown.settled();
    shown.clerk.signIn.set({ step: { ...START, identifier: 'ada@example.com' } });
    await shown.settled();
    equal(title(shown), 'Welcome back');
  });

  it('fills in the identifier of the URL when it is not one that the browser keeps', async () => {
    const shown = await open([ADA]);
    shown.clerk.signIn.set({ step: { ...START, identifier: 'new@example.com' } });
    await shown.settled();
    equal(shown.input('identifier').value, 'new@example.com');
  });

  it('greets the one of several that the URL names, and offers the others', async () => {
    const shown = await open([ADA, BO], { offer: { full: true } });
    shown.clerk.signIn.set({ step: { ...START, identifier: 'bo@example.com' } });
    await shown.settled();
    equal(primary(shown).textContent?.trim(), 'Continue with Google');
    shown.find('.cl-footerActionLink__notYou').click();
    await shown.settled();
    equal(rows(shown).length, 2);
  });

  it('forgets the account at once, and says so', async () => {
    const shown = await open([ADA]);
    shown.find('.cl-accountSwitcherRemoveButton').click();
    await shown.settled();
    equal(kept(), []);
    equal(title(shown), 'Sign in to Acme');
    equal(document.activeElement, shown.input('identifier'));
    equal(shown.find('.cl-liveRegion').textContent, 'ada@example.com is no longer kept on this device.');
  });

  it('leaves out accounts that are signed in, and all where the page wants none', async () => {
    const signedIn = [{ id: 'sess_1', publicUserData: { identifier: 'bo@example.com' } }];
    const client = { id: 'client_1', signedInSessions: signedIn };
    const shown = await open([BO, ADA], { clerk: { client } });
    equal(shown.find('.cl-userPreviewMainIdentifier').textContent, 'Ada Lovelace');
    cleanUp();
    const none = await open([ADA], { clerk: { options: { rememberAccounts: false } } as Partial<FakeClerk> });
    equal(title(none), 'Sign in to Acme');
  });

  it('shows markup and script URLs of a planted account as text, and requests nothing', async () => {
    const shown = await open([{ ...ADA, name: '<img src=x onerror=alert(1)>', imageUrl: 'javascript:alert(1)' }]);
    equal(shown.find('.cl-userPreview').querySelector('img'), null);
    ok(shown.find('.cl-userPreviewMainIdentifier').textContent?.includes('<img'), 'the name as text');
  });

  describe('with several accounts', () => {
    it('lists them with full names for assistive technology', async () => {
      const shown = await open([ADA, BO, CAI], { offer: { full: true } });
      equal(shown.find('[role=list]').ariaLabel, 'Accounts on this device');
      equal(
        [...shown.element.querySelectorAll<HTMLElement>('[role=listitem] button')].map(
          ({ ariaLabel, innerText }) => ariaLabel ?? innerText.replaceAll(/\s+/g, ' '),
        ),
        [
          'AL Ada Lovelace ada@example.com Continue with password',
          'Remove ada@example.com from this device',
          'BL Bo Lind bo@example.com Continue with Google',
          'Remove bo@example.com from this device',
          'C cai@example.com Continue',
          'Remove cai@example.com from this device',
        ],
      );
    });

    it('continues as the pressed one, and closes the others until the answer', async () => {
      const shown = await open([ADA, BO], { offer: { full: true } });
      shown.element.querySelectorAll<HTMLElement>('.cl-accountSwitcherButton')[1]?.click();
      equal(sent(shown), [{ type: 'method', strategy: 'oauth_google' }]);
      shown.clerk.signIn.set({ pending: 'method' });
      await shown.settled();
      equal(
        rows(shown).map((row) => row.inert),
        [true, false],
      );
      ok(shown.find('.cl-accountSwitcherActionButton').inert, 'no other account meanwhile');
    });

    it('keeps each row in its place while one is pending', async () => {
      const shown = await open([ADA, BO, CAI], { offer: { full: true } });
      const tops = () => rows(shown).map((row) => row.getBoundingClientRect().top);
      const before = tops();
      shown.element.querySelector<HTMLElement>('.cl-accountSwitcherButton')?.click();
      shown.clerk.signIn.set({ pending: 'identify' });
      await shown.settled();
      equal(tops(), before);
    });

    it('is walked and emptied by keyboard alone, with the focus on what is next', async () => {
      const shown = await open([ADA, BO, CAI], { offer: { full: true } });
      shown.find('.cl-accountSwitcherButton').focus();
      await sendKeys({ press: 'Tab' });
      await sendKeys({ press: 'Enter' });
      await shown.settled();
      equal(kept(), ['bo@example.com', 'cai@example.com']);
      equal((document.activeElement as HTMLElement).ariaLabel, 'Remove bo@example.com from this device');
      await sendKeys({ press: 'Enter' });
      await shown.settled();
      equal(title(shown), 'Welcome back');
      equal(document.activeElement, primary(shown));
      await sendKeys({ press: 'Tab' });
      await sendKeys({ press: 'Tab' });
      await sendKeys({ press: 'Space' });
      await shown.settled();
      equal(kept(), []);
      equal(document.activeElement, shown.input('identifier'));
    });

    it('leads to the ordinary screen with "Use another account"', async () => {
      const shown = await open([ADA, BO], { offer: { full: true } });
      shown.find('.cl-accountSwitcherActionButton').click();
      await shown.settled();
      equal(title(shown), 'Sign in to Acme');
      equal(document.activeElement, shown.input('identifier'));
      equal(kept().length, 2);
    });
  });

  it('keeps the account of an element that greets on its own as soon as it has signed in', async () => {
    const session = {
      id: 'sess_1',
      lastAuthenticationStrategy: 'email_code',
      publicUserData: {
        identifier: 'ada@example.com',
        firstName: 'Ada',
        lastName: null,
        hasImage: false,
        imageUrl: '',
      },
    };
    for (const isOff of [false, true]) {
      const shown = await open([], { isOff, clerk: { client: { id: 'client_1', sessions: [session] } } });
      shown.clerk.signIn.set({ step: { name: 'complete', sessionId: 'sess_1' } });
      await shown.settled();
      const wanted = { name: 'ada@example.com', identifier: 'ada@example.com', imageUrl: '', strategy: 'email_code' };
      equal(JSON.parse(localStorage.getItem(KEY) ?? '[]'), isOff ? [] : [wanted]);
      cleanUp();
    }
  });
});
