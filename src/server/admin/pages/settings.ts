import type { InstanceConfig } from '../../config/config.ts';
import { envNameOf, flagNameOf, type Setting, SETTING_GROUPS } from '../../config/setting-table.ts';
import { type Html, type HtmlContent, html } from '../../lib/html.ts';
import type { Services } from '../../services.ts';
import type { AdminRoutes } from '../admin-request.ts';
import { badge } from '../parts/layout.ts';
import { table } from '../parts/table.ts';
import { SERVER_TEXTS } from '../texts/server.ts';

const { settings: texts } = SERVER_TEXTS;

/** Every setting with its value. No secret is shown: only that there is one. */
export function settingsPages(routes: AdminRoutes, { config }: Services): void {
  routes.page('/settings', () => ({
    title: texts.title,
    description: texts.description,
    content: html`<nav class="jump" aria-label="${texts.groups}"><ul>${SETTING_GROUPS.map(
      ({ title }) => html`<li><a href="#${idOf(title)}">${title}</a></li>`,
    )}</ul></nav>
${SETTING_GROUPS.map(
  ({
    title,
    settings,
  }) => html`<section class="section" id="${idOf(title)}"><div class="section-head"><h2>${title}</h2></div>
<div class="settings">${table({
    caption: texts.caption(title),
    columns: [texts.setting, texts.value, texts.flag, texts.variable].map((label) => ({ label })),
    rows: settings.map((setting) => [
      html`<span class="named"><b>${setting.path}</b><span class="soft">${setting.help}</span></span>`,
      html`<span class="value">${valueOf(config, setting)}</span>`,
      html`<code>--${flagNameOf(setting)}</code>`,
      html`<code>${envNameOf(setting)}</code>`,
    ]),
    empty: '',
  })}</div></section>`,
)}`,
  }));
}

function valueOf(config: InstanceConfig, { path, secret }: Setting): HtmlContent {
  const value = path
    .split('.')
    .reduce<unknown>((group, name) => (Object(group) as Record<string, unknown>)[name], config);
  const isEmpty = value === null || value === undefined || value === '';
  if (isEmpty || (Array.isArray(value) && value.length === 0)) return soft(isEmpty ? texts.notSet : texts.empty);
  if (secret) return badge(texts.set, 'good');
  if (typeof value === 'boolean') return value ? badge(texts.on, 'good') : badge(texts.off);
  if (Array.isArray(value)) return value.map(String).join(', ');
  return typeof value === 'object' ? html`<code>${JSON.stringify(value)}</code>` : String(value);
}

function soft(text: string): Html {
  return html`<span class="soft">${text}</span>`;
}

function idOf(title: string): string {
  return title.toLowerCase().replaceAll(/[^a-z]+/g, '-');
}
