import { html } from '../../lib/html.ts';
import type { Services } from '../../services.ts';
import { ADMIN_PATH } from '../admin-link.ts';
import type { AdminRoutes } from '../admin-request.ts';
import { field } from '../parts/form.ts';
import { badge, copyable } from '../parts/layout.ts';
import { table } from '../parts/table.ts';
import { ago } from '../parts/times.ts';
import { TEXTS } from '../texts.ts';
import { SERVER_TEXTS } from '../texts/server.ts';

const PATH = '/messages';
const SHOWN = 100;
const MAX_ADDRESS = 320;
const { messages: texts } = SERVER_TEXTS;

/** The messages that test mode keeps. Outside of it the server keeps none. */
export function messagePages(routes: AdminRoutes, { config, storage }: Services): void {
  routes.page(PATH, async ({ query, now }) => {
    if (!config.testMode) {
      return {
        title: texts.title,
        content: html`<div class="card"><div class="empty"><h2>${texts.realTitle}</h2><p class="said">${texts.realText}</p></div></div>`,
      };
    }
    const to = query.get('to')?.trim().slice(0, MAX_ADDRESS) || undefined;
    const messages = (await storage.listDevMessages(to === undefined ? {} : { to })).slice(0, SHOWN);
    return {
      title: texts.title,
      description: texts.description,
      content: html`<form class="filters" action="${ADMIN_PATH}${PATH}" role="search"><div class="form-row">
${field({ name: 'to', label: texts.search, type: 'search', value: to, isOptional: 'quiet', placeholder: texts.hint, maxlength: MAX_ADDRESS })}
<button class="button plain">${TEXTS.list.search}</button></div></form>
${table({
  caption: texts.caption,
  columns: [texts.to, texts.message, texts.code, texts.link, texts.when].map((label) => ({ label })),
  rows: messages.map((message) => [
    html`<span class="named">${message.to}</span>`,
    html`<span class="badges">${message.subject ?? message.template.replaceAll('_', ' ')} ${badge(message.channel)}</span>`,
    message.code ? copyable(message.code, texts.theCode) : TEXTS.empty,
    message.url && /^https?:/.test(message.url)
      ? html`<a href="${message.url}" rel="noreferrer" aria-label="${texts.openThat(message.to)}">${texts.open}</a>`
      : TEXTS.empty,
    ago(message.createdAt, now),
  ]),
  empty: to === undefined ? texts.none : texts.nothing,
})}`,
    };
  });
}
