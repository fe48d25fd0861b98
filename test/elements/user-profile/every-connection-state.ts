import { deferred, refusal } from '../user-button/account-clerk.ts';
import { GOOGLE, mountConnections, WALLET } from './connections-clerk.ts';

const EVERYTHING = {
  accounts: [
    GOOGLE,
    { id: 'eac_github', provider: 'github', username: 'adaberg', scopes: 'read' },
    { id: 'eac_gitlab', provider: 'gitlab', email: `ada@${'long-name.'.repeat(20)}example`, status: null },
  ],
  enterprise: [
    {
      id: 'ent_1',
      active: true,
      provider: 'saml_okta',
      emailAddress: 'ada@engines.example',
      enterpriseConnection: null,
    },
    { id: 'ent_2', active: false, provider: 'saml_okta', emailAddress: 'ada@old.example', enterpriseConnection: null },
  ],
  wallets: [WALLET, { id: 'idn_w2', address: '0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359', verified: false }],
  primaryWallet: WALLET.id,
};
const SCOPES = { properties: { additionalOAuthScopes: { github: ['repo'] } } };

type Mounted = Awaited<ReturnType<typeof mountConnections>>;

/** Every state of connected accounts, enterprise accounts and wallets in the profile that has a look of its own. */
export const EVERY_CONNECTION_STATE: Readonly<Record<string, () => Promise<Mounted>>> = {
  'accounts and wallets with every badge': () => mountConnections(EVERYTHING, SCOPES),
  'the menu of an account that needs more scopes': () =>
    after(mountConnections(EVERYTHING, SCOPES), ({ menu }) => menu('eac_github')),
  'the list of providers': () => after(mountConnections(), ({ press }) => press('Connect account')),
  'the list of providers while one is opened': () =>
    after(mountConnections(), async ({ press, clerk }) => {
      clerk.answers['createExternalAccount'] = deferred<unknown>();
      await press('Connect account');
      await press('GitHub');
    }),
  'the list of providers with an error': () =>
    after(mountConnections(), async ({ press, clerk, settled }) => {
      const answer = (clerk.answers['createExternalAccount'] = deferred<unknown>());
      await press('Connect account');
      await press('GitHub');
      answer.reject(refusal('oauth_config_missing'));
      await settled();
    }),
  'an account that is connected again': () =>
    after(mountConnections(EVERYTHING, SCOPES), async ({ press, clerk }) => {
      clerk.answers['reauthorize'] = deferred<unknown>();
      await press('Reconnect to give access');
    }),
  'the question before an account is disconnected': () =>
    after(mountConnections(EVERYTHING), ({ menu }) => menu(GOOGLE.id, 'Disconnect')),
  'the list of wallets without any': () => after(mountConnections(), ({ press }) => press('Connect wallet')),
  'the question before a wallet is removed': () =>
    after(mountConnections(EVERYTHING), ({ menu }) => menu(WALLET.id, 'Remove wallet')),
};

async function after(mounting: Promise<Mounted>, act: (mounted: Mounted) => Promise<unknown>): Promise<Mounted> {
  const mounted = await mounting;
  await act(mounted);
  return mounted;
}
