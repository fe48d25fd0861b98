import { type Html, html } from '../../lib/html.ts';
import { TEXTS } from '../texts.ts';
import { link } from './layout.ts';

/** Where the page of an object is, by the beginning of its id. */
const PAGES: Readonly<Record<string, string>> = {
  user_: '/users/',
  ep_: '/webhooks/',
  dlv_: '/webhooks/deliveries/',
  jtmp_: '/jwt-templates/',
};

/** An id, as a link if the object has a page. The object may be gone by now. */
export function targetLink(id: string | null): Html {
  if (id === null) return html`${TEXTS.empty}`;
  const page = Object.entries(PAGES).find(([start]) => id.startsWith(start))?.[1];
  const text = html`<code class="id">${id}</code>`;
  return page === undefined ? text : link(`${page}${encodeURIComponent(id)}`, text);
}
