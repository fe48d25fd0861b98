import { html, nothing, type TemplateResult } from 'lit';
import type { ClerkElement } from '../base/clerk-element.ts';

/**
 * A button for each provider the environment turns on; nothing when there is none.
 *
 * @param choose gets the strategy of the provider, such as `oauth_google`
 */
export function socialButtons(host: ClerkElement, choose: (strategy: string) => void): TemplateResult | typeof nothing {
  const providers = Object.values(host.environment?.user_settings.social ?? {}).filter(
    ({ enabled, authenticatable }) => enabled && authenticatable,
  );
  if (providers.length === 0) return nothing;
  const icons = isIcons(host.option('socialButtonsVariant'), providers.length);
  const key = `socialButtons${icons ? 'Icon' : 'Block'}Button`;
  return html`<div class="${host.cl('socialButtonsRoot')} ${icons ? 'cl-socialButtons__icons' : ''}">
    ${providers.map(({ strategy, name, logo_url }) => {
      const id = strategy.replace(/^oauth_/, '');
      const label = host.t('socialButtonsBlockButton', { provider: name || id });
      return html`<button type="button" class=${host.cl(key, id)} aria-label=${label} @click=${() => choose(strategy)}>
        ${logo_url ? html`<img class=${host.cl('socialButtonsProviderIcon', id)} src=${logo_url} alt="" />` : nothing}
        ${icons && logo_url ? nothing : html`<span class=${host.cl('socialButtonsBlockButtonText', id)}>${icons ? name : label}</span>`}
      </button>`;
    })}
  </div>`;
}

/** Three providers still fit as whole buttons. */
function isIcons(variant: unknown, count: number): boolean {
  return variant === 'iconButton' || (variant !== 'blockButton' && count > 3);
}
