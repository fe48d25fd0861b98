import type { BackendUserJSON } from '../../../backend-api/presenters/present-user.ts';
import { BackendUserView } from '../../../backend-api/backend-user-view.ts';
import { type Html, html } from '../../../lib/html.ts';
import type { Services } from '../../../services.ts';
import { type AdminRequest, type AdminView, idOf } from '../../admin-request.ts';
import { copyable, tabs } from '../../parts/layout.ts';
import { identifierOf, nameOf, picture, statusBadges } from '../../parts/person.ts';
import { TEXTS } from '../../texts.ts';

/** The pages of one user: the end of the path, and the text of the tab. */
const TABS = {
  '': TEXTS.user.profile,
  '/security': TEXTS.user.security,
  '/sessions': TEXTS.user.sessions,
  '/metadata': TEXTS.user.metadata,
  '/activity': TEXTS.user.activity,
} as const satisfies Record<string, string>;

export type UserTab = keyof typeof TABS;

/** Loads the user of a path. @throws {ApiError} `resource_not_found` */
export function loadUser(services: Services, request: AdminRequest): Promise<BackendUserJSON> {
  return new BackendUserView(services, request.now).backendUser(idOf(request));
}

/** Draws a page of one user: who it is, the tabs, and what the tab shows. */
export function userPage(services: Services, user: BackendUserJSON, tab: UserTab, content: Html): AdminView {
  const { user: texts } = TEXTS;
  const name = nameOf(user);
  const identifier = identifierOf(user);
  const path = `/users/${user.id}`;
  return {
    title: tab === '' ? name : `${TABS[tab]} · ${name}`,
    hasOwnHeading: true,
    back: { path: '/users', label: texts.back },
    content: html`<div class="profile">${picture(services.config, user, 'large')}<div>
<h1>${name}</h1>
${identifier !== undefined && identifier !== name && html`<p class="soft">${identifier}</p>`}
<p>${copyable(user.id, texts.id)}</p>
</div>${statusBadges(user)}</div>
${tabs(
  texts.tabs,
  `${path}${tab}`,
  Object.entries(TABS).map(([end, text]) => [`${path}${end}`, text] as const),
)}
${content}`,
  };
}

/** The link from a question back to the page of the user. */
export function backTo(user: BackendUserJSON, tab: UserTab = ''): { path: string; label: string } {
  return { path: `/users/${user.id}${tab}`, label: nameOf(user) };
}
