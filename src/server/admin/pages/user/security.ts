import { editUser, setPasswordCompromised } from '../../../account/administer-user.ts';
import { deletePassword } from '../../../account/change-password.ts';
import { disableBackupCodes, disableSecondFactors, disableTotp } from '../../../account/disable-second-factors.ts';
import { deleteExternalAccount } from '../../../account/external-account.ts';
import { type ForUser, forUser } from '../../../account/for-user.ts';
import { deletePasskey } from '../../../account/passkey.ts';
import { deleteWeb3Wallet } from '../../../account/web3-wallet.ts';
import type { BackendUserJSON } from '../../../backend-api/presenters/present-user.ts';
import { ApiError } from '../../../http/errors.ts';
import { type Html, html } from '../../../lib/html.ts';
import type { Services } from '../../../services.ts';
import { type AdminRequest, type AdminRoutes, type AdminView, idOf } from '../../admin-request.ts';
import { button, checkbox, field, form, type FormState, FRESH, refusedState, submit } from '../../parts/form.ts';
import { askButton, badge, confirmation, disclosure, lines, section } from '../../parts/layout.ts';
import { ago, date } from '../../parts/times.ts';
import { type DoneText, TEXTS } from '../../texts.ts';
import { backTo, loadUser, userPage } from './user-page.ts';

const { security: texts, user: userTexts } = TEXTS;

/** A removal that is asked for first. */
interface Removal {
  /** End of the path. */
  path: string;
  /** The question; undefined when the user has no such thing any more. */
  title: (user: BackendUserJSON, ownedId: string) => string | undefined;
  text: string;
  /** The button; default: remove. */
  confirm?: string;
  remove(services: Services, by: ForUser, ownedId: string): Promise<void>;
  done: DoneText;
}

const REMOVALS: readonly Removal[] = [
  {
    path: 'password/remove',
    title: (user) => (user.password_enabled ? texts.removePasswordTitle : undefined),
    text: texts.removePasswordText,
    remove: (services, by) => deletePassword(services, by, { endsSessions: false }),
    done: 'passwordRemoved',
  },
  {
    path: 'password/require-new',
    title: (user) => (user.password_enabled ? texts.requireNewTitle : undefined),
    text: texts.requireNewText,
    confirm: texts.requireNewSubmit,
    remove: (services, by) =>
      setPasswordCompromised(services, by, by.user.id, { compromised: true, endsSessions: true }),
    done: 'passwordRefused',
  },
  {
    path: 'second-factors/remove',
    title: () => texts.removeAllTitle,
    text: texts.removeAllText,
    remove: disableSecondFactors,
    done: 'factorsRemoved',
  },
  {
    path: 'authenticator-app/remove',
    title: (user) => (user.totp_enabled ? texts.removeAppTitle : undefined),
    text: texts.removeFactorText,
    remove: disableTotp,
    done: 'factorRemoved',
  },
  {
    path: 'backup-codes/remove',
    title: (user) => (user.backup_code_enabled ? texts.removeCodesTitle : undefined),
    text: texts.removeFactorText,
    remove: disableBackupCodes,
    done: 'factorRemoved',
  },
  {
    path: 'passkeys/:owned/remove',
    title: ({ passkeys }, id) => titleOf(passkeys.find((each) => each.id === id)?.name),
    text: userTexts.removeText,
    remove: deletePasskey,
    done: 'passkeyRemoved',
  },
  {
    path: 'connected-accounts/:owned/remove',
    title: ({ external_accounts: accounts }, id) => {
      const account = accounts.find((each) => each.id === id);
      return titleOf(account && nameOfAccount(account));
    },
    text: userTexts.removeText,
    remove: deleteExternalAccount,
    done: 'accountRemoved',
  },
  {
    path: 'wallets/:owned/remove',
    title: ({ web3_wallets: wallets }, id) => titleOf(wallets.find((each) => each.id === id)?.web3_wallet),
    text: userTexts.removeText,
    remove: deleteWeb3Wallet,
    done: 'walletRemoved',
  },
];

/** What a user signs in with. */
export function userSecurityPages(routes: AdminRoutes, services: Services): void {
  const { config } = services;

  routes.page('/users/:id/security', (request) => show(request));
  routes.action('/users/:id/password', {
    async run(request) {
      const id = idOf(request);
      const { form: params } = request;
      await editUser(services, request, id, {
        password: params.requiredRaw('password'),
        skipPasswordChecks: params.boolean('skip_password_checks') ?? false,
        signOutOfOtherSessions: params.boolean('end_sessions') ?? false,
      });
      return { to: `/users/${id}/security`, done: 'passwordSet' };
    },
    refused: (request, error) => show(request, refusedState(request, error, ['password'])),
  });

  routes.action('/users/:id/password/keep', {
    async run(request) {
      const id = idOf(request);
      await setPasswordCompromised(services, request, id, { compromised: false, endsSessions: false });
      return { to: `/users/${id}/security`, done: 'passwordKept' };
    },
  });

  for (const { path, title, text, confirm = userTexts.remove, remove, done } of REMOVALS) {
    const ownedId = (request: AdminRequest) => (path.includes(':owned') ? idOf(request, 'owned') : '');
    const ask = async (request: AdminRequest, state: FormState = FRESH): Promise<AdminView> => {
      const user = await loadUser(services, request);
      const question = title(user, ownedId(request));
      if (question === undefined) throw new ApiError('resource_not_found');
      return confirmation(request, {
        title: question,
        text,
        action: request.path,
        confirm,
        back: backTo(user, '/security'),
        state,
      });
    };
    routes.page(`/users/:id/${path}`, (request) => ask(request));
    routes.action(`/users/:id/${path}`, {
      async run(request) {
        const by = await forUser(services, request, idOf(request));
        await remove(services, by, ownedId(request));
        return { to: `/users/${by.user.id}/security`, done };
      },
      refused: (request, error) => ask(request, refusedState(request, error, [])),
    });
  }

  async function show(request: AdminRequest, state: FormState = FRESH): Promise<AdminView> {
    const user = await loadUser(services, request);
    const { attributes, passkeys, oauth } = config;
    return userPage(
      services,
      user,
      '/security',
      html`${attributes.password !== 'off' && passwordSection(request, user, state)}
${twoStepSection(user)}
${(passkeys.enabled || user.passkeys.length > 0) && passkeySection(user, request.now)}
${(oauth.length > 0 || user.external_accounts.length > 0) && connectedSection(user)}
${(attributes.web3Wallet !== 'off' || user.web3_wallets.length > 0) && walletSection(user)}`,
    );
  }
}

function passwordSection(request: AdminRequest, user: BackendUserJSON, state: FormState): Html {
  const { password_enabled: has, password_last_updated_at: changedAt, requires_password_reset: isRefused } = user;
  const path = `/users/${user.id}/password`;
  const said = has
    ? html`<span>${isRefused ? texts.compromised : texts.passwordSet} ${changedAt !== null && html`<span class="soft">${texts.passwordChanged} ${date(changedAt)}</span>`}</span>`
    : html`<span class="soft">${texts.passwordNone}</span>`;
  const actions =
    has &&
    html`${isRefused ? button(request, { action: `${path}/keep`, text: texts.keepPassword }) : askButton(`${path}/require-new`, texts.requireNew)}${askButton(`${path}/remove`, texts.removePassword, { tone: 'danger-plain' })}`;
  return section(
    texts.password,
    {},
    html`${lines([{ content: said, actions }], '')}
${disclosure(
  texts.setPassword,
  state !== FRESH,
  form(
    request,
    { action: path, state, label: texts.setPassword },
    html`<div class="half">${field({ name: 'password', label: texts.newPassword, type: 'password', state, autocomplete: 'new-password' })}</div>
${checkbox({ name: 'end_sessions', label: texts.endSessions, state, isChecked: true })}
${checkbox({ name: 'skip_password_checks', label: texts.skipChecks, state })}
${submit(texts.save)}`,
  ),
)}`,
  );
}

function twoStepSection(user: BackendUserJSON): Html {
  const path = `/users/${user.id}`;
  const remove = (end: string, what: string) =>
    askButton(`${path}/${end}`, userTexts.remove, { tone: 'danger-plain', label: userTexts.removeThat(what) });
  const numbers = user.phone_numbers.filter((phone) => phone.reserved_for_second_factor);
  const factors = [
    ...(user.totp_enabled ? [{ content: texts.app, actions: remove('authenticator-app/remove', texts.app) }] : []),
    ...numbers.map(({ phone_number: number }) => ({ content: html`${number} ${badge(userTexts.phone)}` })),
    ...(user.backup_code_enabled
      ? [{ content: texts.codes, actions: remove('backup-codes/remove', texts.codes) }]
      : []),
  ];
  const all =
    factors.length > 0 && askButton(`${path}/second-factors/remove`, texts.removeAll, { tone: 'danger-plain' });
  return section(texts.twoStep, { actions: all }, lines(factors, texts.twoStepOff));
}

function passkeySection({ id, passkeys }: BackendUserJSON, now: number): Html {
  const items = passkeys.map((passkey) => ({
    content: html`<b>${passkey.name}</b> <span class="soft">${texts.lastUsed} ${ago(passkey.last_used_at, now)}</span>`,
    actions: removeOwned(id, 'passkeys', passkey.id, passkey.name),
  }));
  return section(texts.passkeys, {}, lines(items, texts.noPasskeys));
}

function connectedSection({ id, external_accounts: accounts }: BackendUserJSON): Html {
  const items = accounts.map((account) => ({
    content: html`<b>${nameOfAccount(account)}</b> ${proven(account.verification?.status)}`,
    actions: removeOwned(id, 'connected-accounts', account.id, nameOfAccount(account)),
  }));
  return section(texts.connected, {}, lines(items, texts.noConnected));
}

function walletSection({ id, web3_wallets: wallets, primary_web3_wallet_id: primary }: BackendUserJSON): Html {
  const items = wallets.map((wallet) => ({
    content: html`<code>${wallet.web3_wallet}</code> ${wallet.id === primary && badge(userTexts.primary)} ${proven(wallet.verification?.status)}`,
    actions: removeOwned(id, 'wallets', wallet.id, wallet.web3_wallet),
  }));
  return section(texts.wallets, {}, lines(items, texts.noWallets));
}

function removeOwned(userId: string, kind: string, id: string, name: string): Html {
  const label = userTexts.removeThat(name);
  return askButton(`/users/${userId}/${kind}/${id}/remove`, userTexts.remove, { tone: 'danger-plain', label });
}

function proven(status: string | undefined): Html {
  return status === 'verified' ? badge(userTexts.verified, 'good') : badge(userTexts.unverified, 'warning');
}

function nameOfAccount({ provider, email_address: email }: BackendUserJSON['external_accounts'][number]): string {
  const name = provider.replace(/^oauth_/, '').replaceAll('_', ' ');
  return email ? `${name} (${email})` : name;
}

function titleOf(name: string | undefined): string | undefined {
  return name === undefined ? undefined : userTexts.removeTitle(name);
}
