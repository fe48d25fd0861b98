import { html } from '../../../lib/html.ts';
import type { Services } from '../../../services.ts';
import { endOtherSessions } from '../../../sessions/end-sessions.ts';
import { type AdminRoutes, idOf } from '../../admin-request.ts';
import { askButton, confirmation } from '../../parts/layout.ts';
import { SESSION_COLUMNS, sessionCells } from '../../parts/session-rows.ts';
import { type Listed, PAGE_SIZE, pager, readOffset, table } from '../../parts/table.ts';
import { TEXTS } from '../../texts.ts';
import { forUser } from '../../../account/for-user.ts';
import { backTo, loadUser, userPage } from './user-page.ts';

const { userSessions: texts } = TEXTS;

/** The sessions of one user. */
export function userSessionPages(routes: AdminRoutes, services: Services): void {
  const { storage } = services;

  routes.page('/users/:id/sessions', async (request) => {
    const user = await loadUser(services, request);
    const path = `/users/${user.id}/sessions`;
    const offset = readOffset(request.query);
    const filter = { userId: user.id };
    const [rows, all] = await Promise.all([
      storage.listSessions(filter, { limit: PAGE_SIZE, offset }),
      storage.countSessions(filter),
    ]);
    const listed: Listed = { path, query: request.query };
    const end = rows.length > 0 && askButton(`${path}/end`, texts.endAll, { tone: 'danger-plain' });
    return userPage(
      services,
      user,
      '/sessions',
      html`<div class="section-head"><p class="soft">${texts.description}</p>${end}</div>
${table({
  caption: texts.caption,
  columns: SESSION_COLUMNS,
  rows: rows.map((row) => sessionCells(request, row, path)),
  empty: texts.none,
})}
${pager(listed, { offset, shown: rows.length, all })}`,
    );
  });

  routes.page('/users/:id/sessions/end', async (request) => {
    const user = await loadUser(services, request);
    return confirmation(request, {
      title: texts.endAllTitle,
      text: texts.endAllText,
      action: `/users/${user.id}/sessions/end`,
      confirm: texts.endAll,
      back: backTo(user, '/sessions'),
    });
  });
  routes.action('/users/:id/sessions/end', {
    async run(request) {
      const { user } = await forUser(services, request, idOf(request));
      await storage.transaction((tx) => endOtherSessions(tx, request, user.id, null));
      return { to: `/users/${user.id}/sessions`, done: 'sessionsEnded' };
    },
  });
}
