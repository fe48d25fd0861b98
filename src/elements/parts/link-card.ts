import { html, nothing, type TemplateResult } from 'lit';
import type { SentLink } from '../../client/flows/types.ts';
import type { FormHost } from '../base/form-state.ts';
import { alert } from './alert.ts';
import { codeCard, type CodeCardOptions } from './code-card.ts';

/** What waits for a mailed link: the number to match elsewhere, and the field for the code of the same mail. */
export function linkCard(
  host: FormHost,
  link: SentLink | null,
  options: Omit<CodeCardOptions, 'part' | 'texts' | 'above'>,
): TemplateResult {
  const text = (key: string) => host.t(`${options.flow}.emailLink.${key}`);
  return codeCard(host, {
    ...options,
    part: 'emailLink',
    texts: 'emailLink',
    above: html`${link?.isOver ? alert(host, text('unusable')) : link ? where(host, link, text) : nothing}
      <p class="cl-linkText" .textContent=${text('codeTitle')}></p>`,
  });
}

/** Where the link may be opened. */
function where(host: FormHost, { matchNumber, sameClientOnly }: SentLink, text: (key: string) => string): unknown {
  if (matchNumber) {
    return html`<div class=${host.cl('linkMatch')}>
      <p class="cl-linkText" .textContent=${text('matchNumber')}></p>
      <strong class=${host.cl('linkMatchNumber')} .textContent=${matchNumber}></strong>
    </div>`;
  }
  return sameClientOnly ? html`<p class="cl-linkText" .textContent=${text('sameBrowser')}></p>` : nothing;
}
