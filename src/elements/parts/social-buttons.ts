import { html, nothing, type TemplateResult } from 'lit';
import type { MethodAction } from '../../client/flows/types.ts';
import type { FlowForm, FormHost } from '../base/form-state.ts';
import type { ViewHost } from '../base/view-host.ts';
import { outline, spinner } from './icon.ts';
import { loadAhead } from './load-ahead.ts';
import { providerMark, WALLET } from './provider-mark.ts';

/** From this number on, the buttons are a row of logos without text. */
const MANY = 3;

interface Method {
  strategy: string;
  /** Last part of class names: `google`, `custom_acme`, `wallet`. */
  id: string;
  name: string;
  logoUrl: string;
}

/** The host of a form that can begin a sign-in method. */
export interface MethodHost extends FormHost {
  readonly form: FlowForm<MethodAction>;
}

/** Begins the sign-in method of a button. */
export function begin({ form }: MethodHost, strategy: string): void {
  form.chosen = strategy;
  form.submit({ type: 'method', strategy });
}

/** Returns whether a sign-in method has begun, and is not over yet. */
export function isBegun({ form }: MethodHost, strategy: string): boolean {
  return form.pending === 'method' && form.chosen === strategy;
}

/** Draws a button for each OAuth provider, and one for wallets. Draws nothing if the instance offers none. */
export function socialButtons(host: MethodHost): TemplateResult | typeof nothing {
  host.state(Others).follow();
  const methods = methodsOf(host);
  if (methods.length === 0) return nothing;
  const variant = (host.option('socialButtonsVariant') as string | undefined) ?? 'auto';
  const isIcons = variant === 'iconButton' || (variant === 'auto' && methods.length >= MANY);
  const last = host.clerk?.client?.lastAuthenticationStrategy;
  return html`<div class=${host.cl('socialButtonsRoot')}>
    <div class="${host.cl('socialButtons')} ${isIcons ? 'cl-socialIcons' : ''}">
      ${methods.map((method) => button(host, method, isIcons, isLast(method, last)))}
    </div>
  </div>`;
}

/** Draws the line between the buttons and the form. */
export function divider(host: FormHost): TemplateResult {
  return html`<div class=${host.cl('dividerRow')}>
    <div class=${host.cl('dividerLine')}></div>
    <p class=${host.cl('dividerText')} .textContent=${host.t('dividerText')}></p>
    <div class=${host.cl('dividerLine')}></div>
  </div>`;
}

/** Draws the note beside the method that was last used in this browser. */
export function lastUsedBadge(host: FormHost): TemplateResult {
  return html`<span class="${host.cl('badge')} ${host.cl('lastAuthenticationStrategyBadge')}" .textContent=${host.t('lastAuthenticationStrategy')}></span>`;
}

/**
 * What is around the button of a method that has begun: it is closed until the user comes back, with everything that was
 * typed. A wallet is asked on a screen of its own, so the typed values are kept for the way back; passwords are not.
 */
class Others {
  readonly #host: FormHost;
  #typed: Map<string, string> | undefined;

  constructor(host: ViewHost) {
    // Only forms have buttons of methods.
    this.#host = host as FormHost;
  }

  /** Call when the buttons are drawn. */
  follow(): void {
    void this.#host.updateComplete.then(() => this.#update());
  }

  #update(): void {
    const { form, renderRoot } = this.#host;
    const isPending = form.pending === 'method';
    for (const part of renderRoot.querySelectorAll<HTMLElement>('.cl-main > *')) {
      // A passkey may be chosen in the field, which keeps the focus.
      part.inert = isPending && !part.querySelector('[aria-busy=true], :focus');
    }
    const inputs = [...renderRoot.querySelectorAll<HTMLInputElement>('.cl-main form input[name]')];
    const texts = inputs.filter(({ type, readOnly }) => /^(text|email|tel)$/.test(type) && !readOnly);
    if (isPending) this.#typed = new Map(texts.map(({ name, value }) => [name, value]));
    else if (this.#typed) {
      for (const input of texts) input.value ||= this.#typed.get(input.name) ?? '';
      this.#typed = undefined;
    }
  }
}

function button(host: MethodHost, method: Method, isIcons: boolean, isLast: boolean): TemplateResult {
  const isPending = isBegun(host, method.strategy);
  const isWallet = method.id === 'wallet';
  const label = isWallet
    ? host.t('web3WalletButtons__connect')
    : host.t('socialButtonsBlockButton', { provider: method.name });
  const near = () => loadAhead(method.strategy);
  const mark = isWallet ? outline(WALLET) : providerMark(method.id, method.name, method.logoUrl);
  return html`<button
    type="button"
    class=${host.cl(isIcons ? 'socialButtonsIconButton' : 'socialButtonsBlockButton', method.id, isPending && 'loading')}
    aria-label=${isIcons ? label : nothing}
    title=${isIcons ? label : nothing}
    aria-busy=${isPending}
    ?disabled=${!!host.form.pending && !isPending}
    @pointerenter=${near}
    @focus=${near}
    @click=${() => begin(host, method.strategy)}
  >
    <span class=${host.cl('socialButtonsProviderIcon', method.id)}>${isPending ? spinner(host) : mark}</span>
    ${isIcons ? nothing : html`<span class=${host.cl('socialButtonsBlockButtonText', method.id)} .textContent=${label}></span>`}
    ${isLast ? lastUsedBadge(host) : nothing}
  </button>`;
}

function methodsOf({ environment }: FormHost): Method[] {
  const settings = environment?.user_settings;
  const providers = Object.values(settings?.social ?? {})
    .filter(({ enabled, authenticatable }) => enabled && authenticatable)
    .map(({ strategy, name, logo_url }) => ({
      strategy,
      id: strategy.replace('oauth_', ''),
      name,
      logoUrl: logo_url ?? '',
    }));
  const hasWallets = settings?.attributes?.web3_wallet?.first_factors?.length;
  return hasWallets ? [...providers, { strategy: 'web3', id: 'wallet', name: '', logoUrl: '' }] : providers;
}

function isLast(method: Method, last: string | null | undefined): boolean {
  return method.id === 'wallet' ? !!last?.startsWith('web3_') : method.strategy === last;
}
