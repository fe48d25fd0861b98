import { hash } from 'node:crypto';
import { type Html, type HtmlContent, html, htmlDocument } from '../lib/html.ts';
import { ADMIN_PATH } from './admin-link.ts';
import type { AdminRequest, AdminView } from './admin-request.ts';
import { adminScript } from './admin-script.ts';
import { ADMIN_STYLE } from './admin-style.ts';
import { NAVIGATION, type NavGroup, type NavItem } from './navigation.ts';
import { button } from './parts/form.ts';
import { icon } from './parts/icon.ts';
import { INSTANCE_STYLE } from './styles/instance-style.ts';
import { OVERVIEW_STYLE } from './styles/overview-style.ts';
import { type DoneText, TEXTS } from './texts.ts';

/** The files of the page, whose addresses change with their content. */
export const FILES = {
  style: { path: '/admin.css', type: 'text/css; charset=utf-8', text: ADMIN_STYLE + INSTANCE_STYLE + OVERVIEW_STYLE },
  script: { path: '/admin.js', type: 'text/javascript; charset=utf-8', text: adminScript() },
} as const;

const HEAD = html`<meta name="robots" content="noindex">
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${addressOf(FILES.style)}">
<script src="${addressOf(FILES.script)}" type="module"></script>`;

/** Draws a page with the navigation around it. */
export function renderFrame(applicationName: string, request: AdminRequest, view: AdminView): string {
  const done = doneText(request.query.get('done'));
  // The title is the first thing that a screen reader says of a page.
  const title = [done, view.title, `${applicationName} ${TEXTS.name}`].filter(Boolean).join(' · ');
  return documentOf(
    title,
    html`<body>
<a class="skip" href="#content">${TEXTS.skip}</a>
<header class="bar">
<a class="brand" href="${ADMIN_PATH}/overview"><span>${applicationName}</span> <span class="soft">${TEXTS.name}</span></a>
<button type="button" class="button plain menu-button" popovertarget="navigation">${icon('menu')}${TEXTS.menu}</button>
</header>
<nav class="side" id="navigation" popover aria-label="${TEXTS.navigation}">
<div class="side-head">
<a class="brand" href="${ADMIN_PATH}/overview"><span>${applicationName}</span> <span class="soft">${TEXTS.name}</span></a>
<button type="button" class="button plain menu-button" popovertarget="navigation" popovertargetaction="hide" aria-label="${TEXTS.closeMenu}">${icon('close')}</button>
</div>
<div class="side-pages">${NAVIGATION.map((group) => navGroup(group, request.path))}</div>
<div class="side-foot">
<p class="soft">${TEXTS.account.signedInWith}<br><b>${request.by.name}</b></p>
${button(request, { action: '/sign-out', text: html`${icon('out')}${TEXTS.account.signOut}` })}
</div>
</nav>
<main id="content" tabindex="-1">
<div role="status" id="status">${done !== undefined && html`<p class="done">${icon('done')}<span>${done}</span></p>`}</div>
${view.back && html`<a class="back" href="${ADMIN_PATH}${view.back.path}">${icon('back')}${view.back.label}</a>`}
${view.hasOwnHeading ? '' : headingOf(view)}
${view.content}
</main>
</body>`,
  );
}

/** Draws a page with one card, for a visitor who is not signed in. */
export function renderCard(applicationName: string, title: string, content: HtmlContent): string {
  return documentOf(
    `${title} · ${applicationName} ${TEXTS.name}`,
    html`<body class="alone">
<main id="content">
<p class="brand"><span>${applicationName}</span> <span class="soft">${TEXTS.name}</span></p>
<div class="card">${content}</div>
</main>
</body>`,
  );
}

function documentOf(title: string, body: Html): string {
  return htmlDocument({ title, head: HEAD.toString(), body: body.toString() });
}

function headingOf({ title, description, actions }: AdminView): Html {
  return html`<div class="page-head"><div><h1>${title}</h1>${description && html`<p class="soft">${description}</p>`}</div>${
    actions && html`<div class="buttons">${actions}</div>`
  }</div>`;
}

function navGroup({ label, items }: NavGroup, current: string): Html {
  const id = `nav-${label?.toLowerCase().replaceAll(' ', '-')}`;
  return html`${label !== undefined && html`<p class="nav-label" id="${id}">${label}</p>`}
<ul${label !== undefined && html` aria-labelledby="${id}"`}>${items.map((item) => navItem(item, current))}</ul>`;
}

function navItem({ path, label, icon: name }: NavItem, current: string): Html {
  const isHere = current === path || current.startsWith(`${path}/`);
  return html`<li><a href="${ADMIN_PATH}${path}"${isHere && html` aria-current="${current === path ? 'page' : 'true'}"`}>${icon(name)}${label}</a></li>`;
}

function doneText(name: string | null): string | undefined {
  return name !== null && Object.hasOwn(TEXTS.done, name) ? TEXTS.done[name as DoneText] : undefined;
}

function addressOf({ path, text }: (typeof FILES)[keyof typeof FILES]): string {
  return `${ADMIN_PATH}${path}?v=${hash('sha256', text, 'base64url').slice(0, 12)}`;
}
