import { type Html, type HtmlContent, html } from '../../lib/html.ts';
import { ADMIN_PATH } from '../admin-link.ts';
import { TEXTS } from '../texts.ts';
import { icon } from './icon.ts';

export interface Column {
  label: string;
  /** Name in the address by which the list is ordered. */
  sort?: string;
  /** Numbers are at the end of their cell. */
  isNumber?: boolean;
}

/** How the list is ordered now: `-` in front for the greatest first. */
export interface Listed {
  /** Path of the list below `/__admin`. */
  path: string;
  query: URLSearchParams;
  order?: string;
}

/**
 * A table. On narrow screens each row becomes a card, whose lines have the names of the columns.
 *
 * @param rows cells in the order of the columns; the first one is the heading of its row
 */
export function table({
  caption,
  columns,
  rows,
  empty,
  listed,
}: {
  caption: string;
  columns: readonly Column[];
  rows: readonly (readonly HtmlContent[])[];
  empty: HtmlContent;
  listed?: Listed;
}): Html {
  if (rows.length === 0) return html`<div class="card"><div class="empty">${empty}</div></div>`;
  // The roles stay when the style sheet makes cards of the rows.
  return html`<div class="card table-card"><table role="table">
<caption class="hidden">${caption}</caption>
<thead role="rowgroup"><tr role="row">${columns.map((column) => heading(column, listed))}</tr></thead>
<tbody role="rowgroup">${rows.map(
    (cells) => html`<tr role="row">${cells.map((cell, i) => {
      const { label = '', isNumber } = columns[i] ?? {};
      const number = isNumber && html` class="number"`;
      return i === 0
        ? html`<th role="rowheader" scope="row"${number}>${cell}</th>`
        : html`<td role="cell" data-label="${label}"${number}>${cell}</td>`;
    })}</tr>
`,
  )}</tbody>
</table></div>`;
}

function heading({ label, sort, isNumber }: Column, listed: Listed | undefined): Html {
  const number = isNumber && html` class="number"`;
  if (sort === undefined || !listed) return html`<th role="columnheader" scope="col"${number}>${label}</th>`;
  const order = listed.order ?? '';
  const isSorted = order.replace('-', '') === sort;
  const isDown = isSorted && order.startsWith('-');
  const href = hrefOf(listed, { order: isDown || !isSorted ? sort : `-${sort}`, offset: undefined });
  const direction = isSorted && html` aria-sort="${isDown ? 'descending' : 'ascending'}"`;
  return html`<th role="columnheader" scope="col"${number}${direction}><a href="${href}" class="sort">${label}${isSorted && icon(isDown ? 'down' : 'up')}</a></th>`;
}

/** Returns the address of a list with some parameters changed; undefined takes one away. */
export function hrefOf({ path, query }: Listed, changes: Readonly<Record<string, string | undefined>>): string {
  const next = new URLSearchParams(query);
  next.delete('done');
  for (const [name, value] of Object.entries(changes)) {
    if (value === undefined) next.delete(name);
    else next.set(name, value);
  }
  const text = next.toString();
  return `${ADMIN_PATH}${path}${text && `?${text}`}`;
}

/** Where a page of a list begins, and how many rows it has. */
export const PAGE_SIZE = 50;
const MAX_OFFSET = 1_000_000;

export function readOffset(query: URLSearchParams): number {
  const offset = Number(query.get('offset') ?? 0);
  return Number.isInteger(offset) && offset > 0 && offset <= MAX_OFFSET ? offset : 0;
}

/** The links to the pages before and after this one, and what this one shows. */
export function pager(listed: Listed, { offset, shown, all }: { offset: number; shown: number; all: number }): Html {
  // One page says nothing that the list does not.
  if (all === shown) return html``;
  const to = (at: number) => hrefOf(listed, { offset: at > 0 ? String(at) : undefined });
  const { previous, next, pages, range } = TEXTS.list;
  return html`<nav class="pager" aria-label="${pages}"><p class="soft">${range(offset + 1, offset + shown, all)}</p><div class="buttons">${
    offset > 0 &&
    html`<a class="button plain" rel="prev" href="${to(Math.max(0, offset - PAGE_SIZE))}">${icon('back')}${previous}</a>`
  }${
    offset + shown < all &&
    html`<a class="button plain" rel="next" href="${to(offset + PAGE_SIZE)}">${next}${icon('next')}</a>`
  }</div></nav>`;
}
