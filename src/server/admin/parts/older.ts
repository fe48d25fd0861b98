import { type Html, html } from '../../lib/html.ts';
import { TEXTS } from '../texts.ts';
import { icon } from './icon.ts';
import { hrefOf, type Listed } from './table.ts';

/**
 * Links through a list that is read by where the page before has ended, and not by a number of rows.
 *
 * @param name of the parameter with that place
 * @param last the place where this page ends; undefined when nothing follows
 */
export function older(listed: Listed, { name, last }: { name: string; last: string | undefined }): Html {
  const isFirst = !listed.query.has(name);
  if (isFirst && last === undefined) return html``;
  const { newest, older: text, pages } = TEXTS.list;
  return html`<nav class="pager end" aria-label="${pages}"><div class="buttons">${
    !isFirst &&
    html`<a class="button plain" href="${hrefOf(listed, { [name]: undefined })}">${icon('back')}${newest}</a>`
  }${last !== undefined && html`<a class="button plain" rel="next" href="${hrefOf(listed, { [name]: last })}">${text}${icon('next')}</a>`}</div></nav>`;
}
