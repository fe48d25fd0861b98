import { html, nothing, type TemplateResult } from 'lit';
import type { SentLink } from '../../client/flows/types.ts';
import type { TextIn } from '../../localization/types.ts';
import type { FormHost } from '../base/form-state.ts';
import { alert } from './alert.ts';
import { codeCard, type CodeCardOptions } from './code-card.ts';

type LinkText = TextIn<'signIn.emailLink'>;

/** Draws the view that waits for a mailed link: the number to match, and a field for the code in the same email. */
export function linkCard(
  host: FormHost,
  link: SentLink | null,
  options: Omit<CodeCardOptions, 'flow' | 'part' | 'texts' | 'above'> & { flow: 'signIn' | 'signUp' },
): TemplateResult {
  const texts = `${options.flow}.emailLink` as const;
  const text = (key: LinkText) => host.t(`${texts}.${key}`);
  return codeCard(host, {
    ...options,
    part: 'emailLink',
    texts,
    above: html`${link?.isOver ? alert(host, text('unusable')) : link ? where(host, link, text) : nothing}
      <p class="cl-linkText" .textContent=${text('codeTitle')}></p>`,
  });
}

/** Tells on which device the user may open the link. */
function where(host: FormHost, { matchNumber, sameClientOnly }: SentLink, text: (key: LinkText) => string): unknown {
  if (matchNumber) {
    return html`<div class=${host.cl('linkMatch')}>
      <p class="cl-linkText" .textContent=${text('matchNumber')}></p>
      <strong class=${host.cl('linkMatchNumber')} .textContent=${matchNumber}></strong>
    </div>`;
  }
  return sameClientOnly ? html`<p class="cl-linkText" .textContent=${text('sameBrowser')}></p>` : nothing;
}
