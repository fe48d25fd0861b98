import type { EnvironmentResource } from '../../../src/client/resources/types/environment.ts';
import type {
  EnterpriseAccountResource,
  ExternalAccountResource,
} from '../../../src/client/resources/types/external-account.ts';
import type { Web3WalletResource } from '../../../src/client/resources/types/identifiers.ts';
import type { UserResource } from '../../../src/client/resources/types/user.ts';
import { mountAccount } from '../user-button/account.ts';
import { AccountClerk, accountEnvironment, person } from '../user-button/account-clerk.ts';

export interface Account {
  id: string;
  provider: string;
  email?: string;
  username?: string | null;
  scopes?: string;
  /** Empty for one that was never connected. */
  subject?: string;
  status?: string | null;
  error?: string;
}

export interface OwnWallet {
  id: string;
  address: string;
  name?: string;
  verified?: boolean;
}

/** What the account has. The methods of the user change it. */
export interface ConnectionsState {
  accounts: readonly Account[];
  wallets: readonly OwnWallet[];
  primaryWallet: string | null;
  enterprise: readonly Partial<EnterpriseAccountResource>[];
}

/** What the instance has turned on. */
export interface ConnectionsRules {
  providers?: Readonly<Record<string, string>>;
  wallets?: readonly string[];
}

export const GOOGLE: Account = { id: 'eac_google', provider: 'google', email: 'ada@gmail.example' };
export const WALLET: OwnWallet = { id: 'idn_w1', address: '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed' };
export const PROVIDER_URL = 'https://accounts.example.net/authorize';

const ALL: ConnectionsRules = {
  providers: { google: 'Google', github: 'GitHub', gitlab: 'GitLab' },
  wallets: ['web3_metamask_signature'],
};

/** An instance whose user has accounts at providers, and wallets. */
export class ConnectionsClerk extends AccountClerk {
  state: ConnectionsState;

  constructor(state: Partial<ConnectionsState> = {}, { providers = {}, wallets }: ConnectionsRules = ALL) {
    super([]);
    this.state = { accounts: [], wallets: [], primaryWallet: null, enterprise: [], ...state };
    const base = accountEnvironment();
    const social = Object.entries(providers).map(([id, name]) => [
      `oauth_${id}`,
      { enabled: true, authenticatable: true, strategy: `oauth_${id}`, name, logo_url: '' },
    ]);
    const web3_wallet = { enabled: !!wallets, required: false, immutable: false, first_factors: wallets ?? [] };
    this.__internal_environment = {
      ...base,
      user_settings: {
        ...base.user_settings,
        social: Object.fromEntries(social),
        attributes: { ...base.user_settings.attributes, web3_wallet },
      },
    } as unknown as EnvironmentResource;
    this.publish();
  }

  /** Shows the user as the state says, such as after a change in another tab. */
  publish(change: Partial<ConnectionsState> = {}): void {
    Object.assign(this.state, change);
    const user = this.#user();
    this.client = { id: 'client_1', signedInSessions: [{ id: `sess_${user.id}`, user } as never] };
    this.activate(user);
  }

  override async navigate(to: string): Promise<void> {
    await this.call('navigate', to);
  }

  #user(): UserResource {
    const { accounts, wallets, primaryWallet, enterprise } = this.state;
    const user = person({
      also: {
        externalAccounts: accounts.map((each) => this.#account(each)),
        web3Wallets: wallets.map((each) => this.#wallet(each)),
        primaryWeb3WalletId: primaryWallet,
        enterpriseAccounts: enterprise as EnterpriseAccountResource[],
        createExternalAccount: async (params) => {
          await this.call('createExternalAccount', params);
          const account = this.#account({ id: 'eac_new', provider: '', subject: '', status: 'unverified' });
          const externalVerificationRedirectURL = new URL(PROVIDER_URL);
          return { ...account, verification: { ...account.verification, externalVerificationRedirectURL } };
        },
        createWeb3Wallet: async ({ web3Wallet, walletName }) => {
          await this.call('createWeb3Wallet', web3Wallet);
          const added = {
            id: 'idn_new',
            address: web3Wallet,
            ...(walletName && { name: walletName }),
            verified: false,
          };
          this.publish({ wallets: [...this.state.wallets, added] });
          return this.#wallet(added);
        },
      },
    });
    const update: UserResource['update'] = async (params) => {
      await this.call('update', params);
      this.publish({ primaryWallet: params.primaryWeb3WalletId ?? primaryWallet });
      return this.user as UserResource;
    };
    return { ...user, update };
  }

  #account(account: Account): ExternalAccountResource {
    const { id, provider, email = '', username = null, scopes = 'openid', subject = id, status = 'verified' } = account;
    const error = account.error && {
      code: account.error,
      message: account.error,
      longMessage: account.error,
      meta: {},
    };
    return {
      id,
      provider,
      providerUserId: subject,
      emailAddress: email,
      username,
      approvedScopes: scopes,
      verification: { status, strategy: `oauth_${provider}`, error: error || null },
      reauthorize: async (params: unknown) => {
        await this.call('reauthorize', id, params);
        return { verification: { externalVerificationRedirectURL: new URL(PROVIDER_URL) } };
      },
      destroy: async () => {
        await this.call('destroy', id);
        this.publish({ accounts: this.state.accounts.filter((each) => each.id !== id) });
      },
    } as unknown as ExternalAccountResource;
  }

  #wallet({ id, address, name, verified = true }: OwnWallet): Web3WalletResource {
    const verification = { status: verified ? 'verified' : 'unverified', message: 'Sign this.', error: null };
    const self = {
      id,
      web3Wallet: address,
      ...(name && { walletName: name }),
      verification,
      prepareVerification: async (params: unknown) => {
        await this.call('prepare', params);
        return self;
      },
      attemptVerification: async (params: unknown) => {
        await this.call('attempt', params);
        this.publish({
          wallets: this.state.wallets.map((each) => (each.id === id ? { ...each, verified: true } : each)),
        });
        return self;
      },
      destroy: async () => {
        await this.call('destroy', id);
        this.publish({ wallets: this.state.wallets.filter((each) => each.id !== id) });
      },
    };
    return self as unknown as Web3WalletResource;
  }
}

/** Shows the profile of a user with accounts and wallets. */
export async function mountConnections(
  state: Partial<ConnectionsState> = {},
  { rules, properties }: { rules?: ConnectionsRules; properties?: object } = {},
) {
  const clerk = new ConnectionsClerk(state, rules);
  const mounted = await mountAccount('clerk-user-profile', { clerk, ...(properties && { properties }) });
  const { element, find, settled } = mounted;
  const all = (selector: string) => [...element.querySelectorAll<HTMLElement>(selector)];
  const press = async (text: string) => {
    mounted.button(text).click();
    await settled();
  };
  return {
    ...mounted,
    clerk,
    press,
    /** The texts of the rows of a section. */
    rows: (section: string) =>
      all(`.cl-profileSection__${section} li`).map((row) => row.innerText.replace(/\s+/g, ' ').trim()),
    /** Opens the menu of a row, and presses an entry. */
    async menu(id: string, entry?: string) {
      find(`.cl-menuButton[data-item="${id}"]`).click();
      await settled();
      if (entry) await press(entry);
    },
    entries: () => all('.cl-menuItem').map((item) => item.innerText.trim()),
    names: () => all('.cl-choiceName').map((choice) => choice.innerText.trim()),
    /** The calls with a name. */
    calls: (name: string) => clerk.calls.filter((call) => call.name === name).map(({ args }) => args),
    alert: () => element.querySelector<HTMLElement>('[role=alert]')?.innerText.trim(),
    said: () => find('.cl-liveRegion').textContent,
  };
}
