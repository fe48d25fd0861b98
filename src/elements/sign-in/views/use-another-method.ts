import { html, type TemplateResult } from 'lit';
import type { ClerkSignIn } from '../sign-in.ts';
import type { AnyFactorStep } from './alternative-methods.ts';

/** The way to the account's other methods, or to help when it has none. */
export function useAnotherMethod(host: ClerkSignIn, step: AnyFactorStep): TemplateResult {
  const hasOthers = step.alternatives.length > 0;
  const id = hasOthers ? 'alternativeMethods' : 'havingTrouble';
  return html`<div class=${host.cl('footerAction', id)}>
    <button type="button" class=${host.cl('footerActionLink', id)} @click=${() => host.choose(hasOthers ? 'another' : 'help')} .textContent=${host.t(`footerActionLink__${hasOthers ? 'useAnotherMethod' : 'getHelp'}`)}></button>
  </div>`;
}
