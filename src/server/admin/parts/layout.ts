import { type Html, type HtmlContent, html } from '../../lib/html.ts';
import { ADMIN_PATH } from '../admin-link.ts';
import type { AdminRequest, AdminView } from '../admin-request.ts';
import { TEXTS } from '../texts.ts';
import { form, type FormState, FRESH } from './form.ts';
import { icon, type IconName } from './icon.ts';

export type Tone = 'neutral' | 'good' | 'warning' | 'danger';

export function badge(text: string, tone: Tone = 'neutral'): Html {
  return html`<span class="badge ${tone}">${text}</span>`;
}

/** A link that looks like a button. @param path below `/__admin` */
export function linkButton(
  path: string,
  text: HtmlContent,
  { tone = 'plain', icon: name }: { tone?: string; icon?: IconName } = {},
): Html {
  return html`<a class="button ${tone}" href="${ADMIN_PATH}${path}">${name && icon(name)}${text}</a>`;
}

/**
 * A link to a page that asks before it does something. With the script the question opens in a dialog.
 *
 * @param path of a page made by {@link confirmation}
 */
export function askButton(
  path: string,
  text: HtmlContent,
  { tone = 'plain', label }: { tone?: string; label?: string } = {},
): Html {
  const name = label === undefined ? '' : html` aria-label="${label}"`;
  return html`<a class="button ${tone}" href="${ADMIN_PATH}${path}" data-ask${name}>${text}</a>`;
}

/** A text of one line in a table, which is cut where the column ends. */
export function clip(text: string | null | undefined): Html {
  return text ? html`<span class="clip">${text}</span>` : html`${TEXTS.empty}`;
}

/** A link inside the admin page. */
export function link(path: string, text: HtmlContent): Html {
  return html`<a href="${ADMIN_PATH}${path}">${text}</a>`;
}

/** A part of a page, with a heading and a frame. */
export function section(
  title: string,
  { description, actions, id }: { description?: HtmlContent; actions?: HtmlContent; id?: string },
  content: HtmlContent,
): Html {
  return html`<section class="section"${id !== undefined && html` id="${id}"`}>
<div class="section-head"><div><h2>${title}</h2>${description && html`<p class="soft">${description}</p>`}</div>${actions && html`<div class="buttons">${actions}</div>`}</div>
<div class="card">${content}</div>
</section>`;
}

/** Names and their values. */
export function facts(rows: readonly (readonly [name: string, value: HtmlContent])[]): Html {
  return html`<dl class="facts">${rows.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`;
}

/** Lines of a card, each with what can be done with it. */
export function lines(items: readonly { content: HtmlContent; actions?: HtmlContent }[], empty: string): Html {
  if (items.length === 0) return html`<p class="empty">${empty}</p>`;
  return html`<ul class="lines">${items.map(
    ({ content, actions }) =>
      html`<li><div class="line">${content}</div>${actions && html`<div class="buttons">${actions}</div>`}</li>`,
  )}</ul>`;
}

/** What a button at the end of a card opens, such as a form for one more. */
export function disclosure(text: string, isOpen: boolean, content: Html): Html {
  return html`<details class="disclosure"${isOpen && html` open`}><summary class="button plain">${icon('plus')}${text}</summary>${content}</details>`;
}

/** A text with a button that copies it. The button needs the script, which shows it. */
export function copyable(text: string, what: string): Html {
  return html`<span class="copyable"><code>${text}</code><button type="button" class="copy" data-copy="${text}" aria-label="${TEXTS.copy} ${what}" hidden>${icon('copy')}</button></span>`;
}

/** Links to the pages of one thing. */
export function tabs(label: string, current: string, items: readonly (readonly [path: string, text: string])[]): Html {
  return html`<nav class="tabs" aria-label="${label}"><ul>${items.map(
    ([path, text]) =>
      html`<li><a href="${ADMIN_PATH}${path}"${path === current && html` aria-current="page"`}>${text}</a></li>`,
  )}</ul></nav>`;
}

/** A page that asks before something is done. It works without the script, which shows its form in a dialog. */
export function confirmation(
  request: AdminRequest,
  {
    title,
    text,
    action,
    confirm,
    tone = 'danger',
    back,
    fields,
    state = FRESH,
  }: {
    title: string;
    text: HtmlContent;
    /** Path below `/__admin` that the form posts to. */
    action: string;
    confirm: string;
    tone?: string;
    back: { path: string; label: string };
    fields?: HtmlContent;
    state?: FormState;
  },
): AdminView {
  return {
    title,
    back,
    hasOwnHeading: true,
    content: html`<div class="card question">${form(
      request,
      { action, className: 'form ask', state },
      html`<h1>${title}</h1>
<p>${text}</p>
${fields}
<div class="buttons end"><a class="button plain" href="${ADMIN_PATH}${back.path}" data-cancel>${TEXTS.cancel}</a><button class="button ${tone}">${confirm}</button></div>`,
    )}</div>`,
  };
}
