import { html, nothing, type TemplateResult } from 'lit';
import type { FormHost } from '../base/form-state.ts';
import { outline, spinner } from './icon.ts';
import { providerMark } from './provider-mark.ts';

const WALLET = 'M2 4.75h10.5a1.25 1.25 0 0 1 1.25 1.25v6.25H3.25A1.25 1.25 0 0 1 2 11V3.75L11 2v2.5M11 9v.01';
/** From this many on they are a row of marks without words. */
const MANY = 3;

interface Way {
  strategy: string;
  /** Part of class names: `google`, `custom_acme`, `wallet`. */
  id: string;
  name: string;
  logoUrl: string;
}

/**
 * The ways in that need no typing: providers, and the wallets of the page. Empty when the instance has none.
 *
 * @param take starts the way of that strategy
 * @param taken strategy whose way is being taken
 */
export function socialButtons(
  host: FormHost,
  take: (strategy: string) => void,
  taken: string | undefined,
): TemplateResult | typeof nothing {
  const ways = waysOf(host);
  if (ways.length === 0) return nothing;
  const variant = (host.option('socialButtonsVariant') as string | undefined) ?? 'auto';
  const isIcons = variant === 'iconButton' || (variant === 'auto' && ways.length >= MANY);
  const last = host.clerk?.client?.lastAuthenticationStrategy;
  return html`<div class=${host.cl('socialButtonsRoot')}>
    <div class="${host.cl('socialButtons')} ${isIcons ? 'cl-socialIcons' : ''}">
      ${ways.map((way) => button(host, way, { isIcons, take, isTaken: taken === way.strategy, isLast: isLast(way, last) }))}
    </div>
  </div>`;
}

/** The line between the ways in and the form. */
export function divider(host: FormHost): TemplateResult {
  return html`<div class=${host.cl('dividerRow')}>
    <div class=${host.cl('dividerLine')}></div>
    <p class=${host.cl('dividerText')} .textContent=${host.t('dividerText')}></p>
    <div class=${host.cl('dividerLine')}></div>
  </div>`;
}

/** What this browser signed in with before. */
export function lastUsedBadge(host: FormHost): TemplateResult {
  return html`<span class="${host.cl('badge')} ${host.cl('lastAuthenticationStrategyBadge')}" .textContent=${host.t('lastAuthenticationStrategy')}></span>`;
}

interface ButtonOptions {
  isIcons: boolean;
  isTaken: boolean;
  isLast: boolean;
  take(strategy: string): void;
}

function button(host: FormHost, way: Way, { isIcons, isTaken, isLast, take }: ButtonOptions): TemplateResult {
  const isWallet = way.id === 'wallet';
  const label = isWallet
    ? host.t('web3WalletButtons__connect')
    : host.t('socialButtonsBlockButton', { provider: way.name });
  const mark = isWallet ? outline(WALLET) : providerMark(way.id, way.name, way.logoUrl);
  const key = isIcons ? 'socialButtonsIconButton' : 'socialButtonsBlockButton';
  return html`<button
    type="button"
    class=${host.cl(key, way.id, isTaken && 'loading')}
    aria-label=${isIcons ? label : nothing}
    title=${isIcons ? label : nothing}
    aria-busy=${isTaken}
    ?disabled=${!!host.form.pending && !isTaken}
    @click=${() => take(way.strategy)}
  >
    <span class=${host.cl('socialButtonsProviderIcon', way.id)}>${isTaken ? spinner(host) : mark}</span>
    ${isIcons ? nothing : html`<span class=${host.cl('socialButtonsBlockButtonText', way.id)} .textContent=${label}></span>`}
    ${isLast ? lastUsedBadge(host) : nothing}
  </button>`;
}

function waysOf({ environment }: FormHost): Way[] {
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

function isLast(way: Way, last: string | null | undefined): boolean {
  return way.id === 'wallet' ? !!last?.startsWith('web3_') : way.strategy === last;
}
