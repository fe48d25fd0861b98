import { cleanUp, equal, ok } from '../support.ts';
import { same } from '../user-button/account.ts';
import { deferred, refusal } from '../user-button/account-clerk.ts';
import { cleanUpDialogs, settle } from '../user-button/settle.ts';
import { createMountControls } from '../../../src/elements/mount/mount-controls.ts';
import { reopenDialog } from '../../../src/elements/mount/reopen-dialog.ts';
import { type Account, ConnectionsClerk, GOOGLE, mountConnections, PROVIDER_URL } from './connections-clerk.ts';

const HERE = location.pathname + location.search;
const GITLAB: Account = { id: 'eac_gitlab', provider: 'gitlab', email: 'ada@gitlab.example' };
const NEVER: Account = { id: 'eac_new', provider: 'google', subject: '', status: 'failed' };

/** Shows the page as the provider leads back to it. */
function at(query: string): void {
  history.replaceState(null, '', `${location.pathname}?${query}#/account`);
}

describe('connected accounts', () => {
  afterEach(async () => {
    await cleanUpDialogs();
    cleanUp();
    history.replaceState(null, '', HERE);
  });

  it('lists accounts with provider and identifier, and offers the providers that are left', async () => {
    const username = { id: 'eac_github', provider: 'github', username: 'adaberg' };
    const { rows, press, names, find } = await mountConnections({ accounts: [GOOGLE, username] });
    equal(rows('connectedAccounts'), ['Google ada@gmail.example', 'GitHub adaberg']);
    ok(find('.cl-providerIcon__google svg path'), 'the logo');
    await press('Connect account');
    equal(names(), ['GitLab']);
    same(document.activeElement, find('.cl-choice'));
  });

  it('shows no section for what the instance has not turned on', async () => {
    const { element } = await mountConnections({ accounts: [GOOGLE] }, { rules: {} });
    for (const name of ['connectedAccounts', 'web3Wallets', 'enterpriseAccounts']) {
      equal(element.querySelector(`.cl-profileSection__${name}`), null);
    }
  });

  it('offers no button when an account is connected at every provider', async () => {
    const { element } = await mountConnections({ accounts: [GOOGLE] }, { rules: { providers: { google: 'Google' } } });
    equal(element.querySelector('[data-opens=connectAccount]'), null);
  });

  it('does not list an account whose first authorization failed or was never finished', async () => {
    const begun = { ...NEVER, status: 'unverified' };
    for (const account of [{ ...NEVER, error: 'oauth_access_denied' }, begun]) {
      const { text } = await mountConnections({ accounts: [account] });
      equal(text('.cl-profileSection__connectedAccounts .cl-profileSectionEmpty'), 'No account connected yet');
      cleanUp();
    }
  });

  it('goes to the provider with the scopes of the application, and comes back to this page', async () => {
    const properties = { additionalOAuthScopes: { google: ['calendar'] } };
    const { press, calls } = await mountConnections({}, { properties });
    await press('Connect account');
    await press('Google');
    const [params] = calls('createExternalAccount')[0] as [{ redirectUrl: string }];
    const redirectUrl = new URL(params.redirectUrl);
    equal(redirectUrl.origin + redirectUrl.pathname, location.origin + location.pathname);
    equal(redirectUrl.searchParams.get('__clerk_connected_account'), 'google');
    equal(
      { ...params, redirectUrl: '' },
      { strategy: 'oauth_google', redirectUrl: '', additionalScopes: ['calendar'] },
    );
    equal(calls('navigate'), [[PROVIDER_URL]]);
  });

  it('asks for one authorization when a provider is pressed twice, and again when the page is shown again', async () => {
    const { press, calls, find, settled, clerk } = await mountConnections();
    const answer = (clerk.answers['createExternalAccount'] = deferred<unknown>());
    await press('Connect account');
    await press('Google');
    await press('Google');
    await press('GitHub');
    equal(find('.cl-choice[aria-busy=true]').innerText.trim(), 'Google');
    equal(calls('createExternalAccount').length, 1);
    answer.resolve(undefined);
    await settled();
    dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
    await settled();
    equal(document.querySelectorAll('.cl-choice[aria-busy=true]').length, 0);
    await press('GitHub');
    equal(calls('createExternalAccount').length, 2);
  });

  it('shows why an account cannot be connected, with the providers', async () => {
    const { press, clerk, alert, names, settled } = await mountConnections();
    const answer = (clerk.answers['createExternalAccount'] = deferred<unknown>());
    await press('Connect account');
    await press('Google');
    answer.reject(refusal('oauth_config_missing', 'strategy'));
    await settled();
    equal(alert(), 'This sign-in method is not available here.');
    equal(names(), ['Google', 'GitHub', 'GitLab']);
  });

  const problems: [string, Partial<Account>, string, string][] = [
    ['was switched off', { status: null }, 'You cannot sign in with this account until you reconnect it.', 'Reconnect'],
    [
      'was refused',
      { status: 'failed', error: 'oauth_access_denied' },
      'You did not allow access at GitLab.',
      'Reconnect',
    ],
    [
      'was exchanged for another one',
      { status: 'failed', error: 'external_account_exists' },
      'You chose another GitLab account. Try again, and choose the one that you connected here before.',
      'Reconnect',
    ],
    [
      'lacks scopes',
      { scopes: 'openid email' },
      'This application needs more access to this account than you gave it.',
      'Reconnect to give access',
    ],
  ];
  for (const [name, change, reason, action] of problems) {
    it(`says why an account has to be connected again that ${name}, and connects it from the row or the menu`, async () => {
      const properties = { additionalOAuthScopes: { gitlab: ['email', 'files'] } };
      const state = { accounts: [{ ...GITLAB, scopes: 'openid email files', ...change }] };
      const { rows, menu, entries, calls, find, settled } = await mountConnections(state, { properties });
      equal(rows('connectedAccounts'), [`GitLab ada@gitlab.example Action needed ${reason} ${action}`]);
      await menu(GITLAB.id);
      equal(entries(), [action, 'Disconnect']);
      find('.cl-menuItem__reconnect').click();
      await settled();
      dispatchEvent(new PageTransitionEvent('pageshow'));
      await settled();
      find('[data-opens=reconnectAccount]').click();
      await settled();
      equal(find('.cl-connectingLine').innerText.trim(), 'Opening GitLab…');
      const asked = calls('reauthorize') as [string, { additionalScopes: string[] }][];
      equal(
        asked.map(([id, { additionalScopes }]) => [id, additionalScopes]),
        [
          [GITLAB.id, ['email', 'files']],
          [GITLAB.id, ['email', 'files']],
        ],
      );
      equal(calls('navigate').length, 2);
    });
  }

  it('asks for no scopes that an account gave, or whose provider says nothing of scopes', async () => {
    const properties = { additionalOAuthScopes: { google: ['calendar'], gitlab: ['files'] } };
    const accounts = [
      { ...GOOGLE, scopes: 'openid,calendar' },
      { ...GITLAB, scopes: '' },
    ];
    const { element } = await mountConnections({ accounts }, { properties });
    equal(element.querySelector('[data-opens=reconnectAccount]'), null);
  });

  it('shows at the row why an account cannot be connected again', async () => {
    const { find, clerk, settled, press } = await mountConnections({ accounts: [{ ...GITLAB, status: null }] });
    const answer = (clerk.answers['reauthorize'] = deferred<unknown>());
    await press('Reconnect');
    answer.reject(refusal('too_many_requests'));
    await settled();
    ok(find('li [role=alert]').innerText.startsWith('Too many attempts'), 'the reason');
  });

  it('disconnects an account after a question that names it, and announces it', async () => {
    const { menu, find, text, rows, calls, said, press } = await mountConnections({ accounts: [GOOGLE] });
    await menu(GOOGLE.id, 'Disconnect');
    equal(text('.cl-actionCardTitle'), 'Disconnect Google?');
    equal(
      text('.cl-actionCardText'),
      'ada@gmail.example will no longer be connected to your account. You will no longer be able to sign in with it.',
    );
    same(document.activeElement, find('.cl-actionCard .cl-formButtonReset'));
    await press('Disconnect');
    equal(calls('destroy'), [[GOOGLE.id]]);
    equal(rows('connectedAccounts'), []);
    equal(said(), 'Google is disconnected.');
    same(document.activeElement, find('.cl-profileSection__connectedAccounts h2'));
  });

  it('refuses in plain words to disconnect the last sign-in method', async () => {
    const { menu, clerk, alert, rows, settled, press } = await mountConnections({ accounts: [GOOGLE] });
    const answer = (clerk.answers['destroy'] = deferred<unknown>());
    await menu(GOOGLE.id, 'Disconnect');
    await press('Disconnect');
    answer.reject(refusal('identification_deletion_failed'));
    await settled();
    equal(alert(), 'This is your only sign-in method. Add another one before you remove it.');
    equal(rows('connectedAccounts').length, 1);
  });

  it('closes the question when another tab has disconnected the account', async () => {
    const { menu, clerk, element, settled } = await mountConnections({ accounts: [GOOGLE] });
    await menu(GOOGLE.id, 'Disconnect');
    clerk.publish({ accounts: [] });
    await settled();
    equal(element.querySelector('.cl-actionCard'), null);
  });
});

describe('the way back from a provider', () => {
  afterEach(async () => {
    await cleanUpDialogs();
    cleanUp();
    history.replaceState(null, '', HERE);
  });

  it('says that the account is connected, keeps the focus there, and leaves the URL clean', async () => {
    at('a=1&__clerk_connected_account=google');
    const { said, find } = await mountConnections({ accounts: [GOOGLE] });
    equal(said(), 'Google is connected.');
    same(document.activeElement, find(`.cl-menuButton[data-item="${GOOGLE.id}"]`));
    equal(location.search + location.hash, '?a=1#/account');
  });

  const failures: [string, string | undefined, string][] = [
    ['the user refused', 'oauth_access_denied', 'You did not allow access at Google.'],
    [
      'the account belongs to another user',
      'external_account_exists',
      'This Google account is already connected to another account here. Nothing was changed.',
    ],
    ['the provider failed', 'oauth_token_exchange_error', 'The provider could not complete this. Try again.'],
    ['it took too long', undefined, 'This took too long, or was finished elsewhere. Start again.'],
    ['of something new', 'brand_new_code', 'brand_new_code'],
  ];
  for (const [name, error, expected] of failures) {
    it(`says with the list of providers that nothing was connected because ${name}`, async () => {
      at('__clerk_connected_account=google');
      const accounts = [{ ...NEVER, ...(error && { error }) }];
      const { alert, names, rows, settled } = await mountConnections({ accounts });
      // The list is loaded after what came of it is known.
      await settled();
      equal(alert(), expected);
      equal(names(), ['Google', 'GitHub', 'GitLab']);
      equal(rows('connectedAccounts'), []);
    });
  }

  it('says at the account that its provider gave no further access', async () => {
    const properties = { additionalOAuthScopes: { google: ['calendar'] } };
    at('__clerk_connected_account=google');
    const refused = await mountConnections({ accounts: [{ ...GOOGLE, error: 'oauth_access_denied' }] }, { properties });
    equal(refused.find('li [role=alert]').innerText.trim(), 'You did not allow access at Google.');
    cleanUp();
    at('__clerk_connected_account=google');
    const partly = await mountConnections({ accounts: [GOOGLE] }, { properties });
    equal(
      partly.find('li [role=alert]').innerText.trim(),
      'Google did not give all the access that this application asked for.',
    );
  });

  it('says nothing when the account is not there, such as at an old link', async () => {
    at('__clerk_connected_account=google');
    const { said, element } = await mountConnections();
    equal([said(), element.querySelector('[role=alert]')], ['', null]);
    equal(location.search, '');
  });

  it('opens the dialog of the profile again', async () => {
    const clerk = new ConnectionsClerk({ accounts: [GOOGLE] });
    const controls = createMountControls(clerk.asInstance);
    clerk.openUserProfile = (props) => controls.open('UserProfile', props as Record<string, unknown>);
    controls.open('UserProfile', {});
    const show = async () => {
      const element = document.querySelector('dialog clerk-user-profile') as HTMLElement;
      await settle(element);
      return element;
    };
    const before = await show();
    before.querySelector<HTMLElement>('[data-opens=connectAccount]')?.click();
    await settle(before);
    before.querySelector<HTMLElement>('.cl-choice')?.click();
    await settle(before);
    const { args = [] } = clerk.calls.find(({ name }) => name === 'createExternalAccount') ?? {};
    const [params] = args as [{ redirectUrl: string }];
    await cleanUpDialogs();

    history.replaceState(null, '', params.redirectUrl);
    clerk.publish({ accounts: [GOOGLE, { id: 'eac_github', provider: 'github', username: 'adaberg' }] });
    reopenDialog(clerk.asInstance);
    const after = await show();
    equal(after.querySelector('.cl-liveRegion')?.textContent, 'GitHub is connected.');
    equal(location.search.includes('__clerk'), false);
  });

  for (const state of ['', 'no base64 at all', btoa('null'), btoa('{"componentName":"SignIn"}'), btoa('[1]')]) {
    it(`opens nothing for the state "${state}" in the URL`, () => {
      const clerk = new ConnectionsClerk();
      history.replaceState(null, '', `${location.pathname}?__clerk_modal_state=${encodeURIComponent(state)}`);
      reopenDialog(clerk.asInstance);
      equal(
        clerk.calls.some(({ name }) => name === 'openUserProfile'),
        false,
      );
      equal(location.search, '');
    });
  }
});

describe('enterprise accounts', () => {
  afterEach(cleanUp);

  it('shows name, email address and state, and nothing to change', async () => {
    const account = { provider: 'saml_okta', emailAddress: 'ada@engines.example' };
    const { rows, element } = await mountConnections({
      enterprise: [
        { ...account, id: 'ent_1', active: true, enterpriseConnection: { name: 'Engines Ltd' } as never },
        { ...account, id: 'ent_2', active: false, enterpriseConnection: null },
      ],
    });
    equal(rows('enterpriseAccounts'), ['Engines Ltd ada@engines.example Active', 'okta ada@engines.example Inactive']);
    equal(element.querySelector('.cl-profileSection__enterpriseAccounts button'), null);
  });
});
