import { html, type TemplateResult } from 'lit';
import type { FactorHost } from './factor-screen.ts';

/**
 * The link from a factor to the account's other methods.
 *
 * @param otherwise where the link leads when the account has no other method; there is no link without it
 */
export function useAnotherMethod(
  host: FactorHost,
  { alternatives }: { readonly alternatives: readonly unknown[] },
  otherwise?: 'help',
): TemplateResult | undefined {
  const list = alternatives.length > 0 ? 'another' : otherwise;
  if (!list) return undefined;
  const id = list === 'help' ? 'havingTrouble' : 'alternativeMethods';
  const text = host.t(`footerActionLink__${list === 'help' ? 'getHelp' : 'useAnotherMethod'}`);
  return html`<div class=${host.cl('footerAction', id)}>
    <button type="button" role="link" class=${host.cl('footerActionLink', id)} @click=${() => host.choose(list)} .textContent=${text}></button>
  </div>`;
}
