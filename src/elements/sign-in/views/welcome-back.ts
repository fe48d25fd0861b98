import { html, nothing, type ReactiveController, type TemplateResult } from 'lit';
import { localStore } from '../../../client/platform/local-storage.ts';
import { accountsKey } from '../../../client/session/accounts-key.ts';
import { readAccounts, type RememberedAccount, writeAccounts } from '../../../client/session/remembered-accounts.ts';
import { startOptions } from '../../../localization/en-us/start-options.ts';
import { welcomeBack as texts } from '../../../localization/en-us/welcome-back.ts';
import type { TextIn } from '../../../localization/types.ts';
import type { ViewHost } from '../../base/view-host.ts';
import { errorAlert } from '../../parts/alert.ts';
import { card, footerAction } from '../../parts/card.ts';
import type { DeferredView } from '../../parts/deferred.ts';
import { outline, spinner } from '../../parts/icon.ts';
import { personOfAccount, userPreview } from '../../parts/user-preview.ts';
import switcherSheet from '../../styles/account-switcher.css';
import avatarSheet from '../../styles/avatar.css';
import previewSheet from '../../styles/user-preview.css';
import sheet from '../../styles/welcome-back.css';
import type { SignInHost, Step } from '../sign-in-host.ts';

type StartStep = Step<'start'>;
type Otherwise = (host: SignInHost, step: StartStep) => unknown;

const REMOVE = 'm4.5 4.5 7 7m0-7-7 7';
const PLUS = 'M8 3.5v9M3.5 8h9';

/** The last part of the text keys of each strategy. A strategy that is not here is not named. */
const METHODS = [
  [/^(password|reset_password)/, 'password'],
  [/^passkey$/, 'passkey'],
  [/^email_code$/, 'emailCode'],
  [/^email_link$/, 'emailLink'],
  [/^phone_code$/, 'phoneCode'],
  [/^web3_/, 'web3'],
] as const;

/**
 * Greets the accounts that have signed in with this browser. Each continues with the method that it used last.
 *
 * @param otherwise draws the ordinary first view, for a user who turns them down
 */
export function welcomeBack(otherwise: Otherwise): DeferredView<SignInHost, StartStep> {
  return {
    sheets: [avatarSheet, previewSheet, switcherSheet, sheet],
    texts: [startOptions, texts],
    draw: (host, step) => draw(host, step, otherwise),
  };
}

/** The accounts that the browser keeps, and what the user made of them. */
class Greeting implements ReactiveController {
  /** `list`: not the one that was greeted; `none`: not any of them. */
  turnedDown: 'list' | 'none' | undefined;
  readonly #host: ViewHost;

  constructor(host: ViewHost) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    addEventListener('storage', this.#changed);
  }

  hostDisconnected(): void {
    removeEventListener('storage', this.#changed);
  }

  /** Another tab has removed an account, or everything (`key` is null). */
  #changed = ({ key }: StorageEvent): void => {
    if (key === null || key === this.#key) this.#host.requestUpdate();
  };

  /** Returns the accounts that are not signed in. */
  get accounts(): RememberedAccount[] {
    const { clerk } = this.#host;
    if (clerk?.__internal_getOption('rememberAccounts') === false) return [];
    const signedIn = clerk?.client?.signedInSessions?.map(({ publicUserData }) => publicUserData.identifier) ?? [];
    return readAccounts(localStore, this.#key).filter(({ identifier }) => !signedIn.includes(identifier));
  }

  remove({ identifier }: RememberedAccount): void {
    const others = readAccounts(localStore, this.#key).filter((account) => account.identifier !== identifier);
    writeAccounts(localStore, this.#key, others);
  }

  get #key(): string {
    return accountsKey({ frontendApi: this.#host.clerk?.frontendApi ?? '' });
  }
}

function draw(host: SignInHost, step: StartStep, otherwise: Otherwise): unknown {
  const greeting = host.state(Greeting);
  const { accounts } = greeting;
  const named = accounts.find(({ identifier }) => identifier === step.identifier);
  const isOther = step.identifier && !named;
  if (greeting.turnedDown === 'none' || isOther || accounts.length === 0) {
    // The field does not begin with an account that the user has just turned down.
    const blank = named ? { ...step, identifier: '' } : step;
    return otherwise(host, blank);
  }
  const preferred = greeting.turnedDown ? undefined : named;
  const only = preferred ?? (accounts.length === 1 ? accounts[0] : undefined);
  const { errors } = host.form;
  // The errors of a form that was refused are those of the fields that it would have.
  const error = errorAlert(host, errors.global ?? errors.fields['identifier'] ?? null);
  return card(host, {
    flow: 'signIn',
    part: 'welcomeBack',
    step: step.name,
    title: text(host, 'title'),
    subtitle: text(host, only ? 'subtitle' : 'subtitle__multiple'),
    preview: only ? greeted(host, only) : nothing,
    body: html`${error}${only ? one(host, only, accounts.length > 1 ? 'list' : 'none') : several(host, accounts)}`,
    footer: signUpFooter(host),
  });
}

function signUpFooter(host: SignInHost): TemplateResult | false {
  const { mode = '' } = host.environment?.user_settings.sign_up ?? {};
  const isOffered = /public|waitlist/.test(mode) && !host.withSignUp;
  const words = (key: 'actionText' | 'actionLink') => host.t(`signIn.start.${key}`);
  return isOffered && footerAction(host, 'signIn', words('actionText'), words('actionLink'), host.signUpLink);
}

/** Draws the account that is greeted, below the title. */
function greeted(host: SignInHost, account: RememberedAccount): TemplateResult {
  return html`<div class=${host.cl('userPreview', 'welcomeBack')} id=${`${host.uid}-account`}>
    ${userPreview(host, personOfAccount(account), 'l')}
  </div>`;
}

function one(host: SignInHost, account: RememberedAccount, other: 'list' | 'none'): TemplateResult {
  const isPending = isBegun(host, account);
  return html`<button
      type="button"
      class=${host.cl('formButtonPrimary', undefined, isPending && 'loading')}
      aria-describedby=${`${host.uid}-account`}
      aria-disabled=${isPending}
      aria-busy=${isPending}
      @click=${() => goOn(host, account)}
    >
      <span .textContent=${actionOf(host, account)}></span>${isPending ? spinner(host) : nothing}
    </button>
    <div class="cl-welcomeBackActions" ?inert=${isPending}>
      <p class=${host.cl('footerAction', 'notYou')}>
        <span class=${host.cl('footerActionText', 'notYou')} .textContent=${text(host, 'actionText')}></span> <button type="button" class=${host.cl('footerActionLink', 'notYou')} @click=${() => turnDown(host, other)} .textContent=${text(host, 'actionLink')}></button>
      </p>
      <button
        type="button"
        class=${host.cl('accountSwitcherRemoveButton', 'text')}
        aria-describedby=${`${host.uid}-account`}
        @click=${() => remove(host, account)}
        .textContent=${text(host, 'action__remove__short')}
      ></button>
    </div>`;
}

function several(host: SignInHost, accounts: readonly RememberedAccount[]): TemplateResult {
  const rows = accounts.map((account, index) => {
    const isPending = isBegun(host, account);
    return html`<div class=${host.cl('accountSwitcherRow')} role="listitem" ?inert=${!!host.form.pending && !isPending}>
      <button
        type="button"
        class=${host.cl('accountSwitcherButton', undefined, isPending && 'loading')}
        aria-busy=${isPending}
        @click=${() => goOn(host, account)}
      >
        ${userPreview(host, personOfAccount(account), 'm')}
        <span class=${host.cl('accountSwitcherMethod')} .textContent=${actionOf(host, account)}></span>${isPending ? spinner(host) : nothing}
      </button>
      <button
        type="button"
        class=${host.cl('accountSwitcherRemoveButton')}
        aria-label=${text(host, 'action__remove', account)}
        ?inert=${isPending}
        title=${text(host, 'action__remove__short')}
        @click=${() => remove(host, account, index)}
      >
        ${outline(REMOVE)}
      </button>
    </div>`;
  });
  return html`<div class=${host.cl('accountSwitcherList')} role="list" aria-label=${text(host, 'accounts')}>${rows}</div>
    <button
      type="button"
      class=${host.cl('accountSwitcherActionButton', 'addAccount')}
      ?inert=${!!host.form.pending}
      @click=${() => turnDown(host, 'none')}
    >
      ${outline(PLUS)}<span .textContent=${text(host, 'actionLink')}></span>
    </button>`;
}

/**
 * Goes on as an account with the method that it used last. A provider, a wallet or a passkey needs nothing else; for any
 * other method the server is told of the account first, as if its identifier had been typed.
 */
function goOn(host: SignInHost, account: RememberedAccount): void {
  const { form } = host;
  if (form.pending) return;
  const { identifier } = account;
  const strategy = strategyOf(host, account);
  form.chosen = identifier;
  if (/^(oauth_|web3_|passkey)/.test(strategy)) void form.submit({ type: 'method', strategy });
  else void form.submit({ type: 'identify', identifier, ...(strategy && { strategy }) });
}

function isBegun({ form }: SignInHost, { identifier }: RememberedAccount): boolean {
  return !!form.pending && form.chosen === identifier;
}

function turnDown(host: SignInHost, to: 'list' | 'none'): void {
  host.state(Greeting).turnedDown = to;
  // The screen is a new one: it gets the focus and is announced.
  host.choose(null);
}

async function remove(host: SignInHost, account: RememberedAccount, index?: number): Promise<void> {
  const { renderRoot } = host;
  host.state(Greeting).remove(account);
  host.choose(null);
  await host.updateComplete;
  const buttons = renderRoot.querySelectorAll<HTMLElement>('.cl-accountSwitcherRow > .cl-accountSwitcherRemoveButton');
  if (index !== undefined) buttons[Math.min(index, buttons.length - 1)]?.focus();
  const live = renderRoot.querySelector('.cl-liveRegion');
  if (live) live.textContent = text(host, 'removed', account);
}

/** Returns the method that an account used last; empty when the instance does not offer it any more. */
function strategyOf({ environment }: SignInHost, { strategy = '' }: RememberedAccount): string {
  const isOffered = environment?.auth_config.first_factors?.includes(strategy.replace(/^reset_.*/, 'password'));
  return isOffered ? strategy.replace(/^reset_.*/, 'password') : '';
}

/** Returns what the button of an account says: `Continue with password`. */
function actionOf(host: SignInHost, account: RememberedAccount): string {
  const key = keyOf(host, account);
  if (key === 'web3') return host.t('web3WalletButtons__connect');
  if (key) return text(host, `action__continue__${key}`);
  const provider = providerOf(host, account);
  return provider ? host.t('socialButtonsBlockButton', { provider }) : text(host, 'action__continue');
}

function keyOf(host: SignInHost, account: RememberedAccount) {
  const strategy = strategyOf(host, account);
  return METHODS.find(([strategies]) => strategies.test(strategy))?.[1];
}

function providerOf(host: SignInHost, account: RememberedAccount): string | undefined {
  return host.environment?.user_settings.social?.[strategyOf(host, account)]?.name;
}

function text(host: ViewHost, key: TextIn<'signIn.welcomeBack'>, params?: object): string {
  return host.t(`signIn.welcomeBack.${key}`, params as Record<string, unknown>);
}
