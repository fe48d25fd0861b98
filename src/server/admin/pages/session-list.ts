import type { SessionStatus } from '../../../protocol/status.ts';
import { BackendUserView } from '../../backend-api/backend-user-view.ts';
import { ApiError } from '../../http/errors.ts';
import { html } from '../../lib/html.ts';
import type { Services } from '../../services.ts';
import { revokeSession } from '../../sessions/end-sessions.ts';
import { ADMIN_PATH } from '../admin-link.ts';
import { type AdminRoutes, idOf } from '../admin-request.ts';
import { select } from '../parts/form.ts';
import { personLink } from '../parts/person.ts';
import { SESSION_COLUMNS, sessionCells } from '../parts/session-rows.ts';
import { type Listed, PAGE_SIZE, pager, readOffset, table } from '../parts/table.ts';
import { TEXTS } from '../texts.ts';

const PATH = '/sessions';
const { sessions: texts } = TEXTS;
const STATUSES = Object.keys(texts.statuses).filter((status) => status !== 'pending') as SessionStatus[];

/** The sessions of all users. */
export function sessionListPages(routes: AdminRoutes, services: Services): void {
  const { storage, config } = services;

  routes.page(PATH, async (request) => {
    const { query, now } = request;
    const asked = query.get('status') ?? 'active';
    const status = STATUSES.find((each) => each === asked);
    const filter = { status: status && { is: status, now } };
    const offset = readOffset(query);
    const [rows, all] = await Promise.all([
      storage.listSessions(filter, { limit: PAGE_SIZE, offset }),
      storage.countSessions(filter),
    ]);
    const userRows = await storage.findUsers([...new Set(rows.map((row) => row.user_id))]);
    const users = await new BackendUserView(services, now).backendUsers(userRows);
    const listed: Listed = { path: PATH, query };
    const choices = [['all', texts.all] as const, ...STATUSES.map((each) => [each, texts.statuses[each]] as const)];
    return {
      title: texts.title,
      description: texts.description,
      content: html`<form class="filters" action="${ADMIN_PATH}${PATH}"><div class="form-row">
${select({ name: 'status', label: texts.status, value: status ?? 'all', choices })}
<button class="button plain">${texts.apply}</button></div></form>
${table({
  caption: texts.caption,
  columns: [{ label: texts.user }, ...SESSION_COLUMNS],
  rows: rows.map((row) => {
    const user = users.find(({ id }) => id === row.user_id);
    return [user ? personLink(config, user) : row.user_id, ...sessionCells(request, row, PATH)];
  }),
  empty: texts.none,
})}
${pager(listed, { offset, shown: rows.length, all })}`,
    };
  });

  routes.action('/sessions/:id/end', {
    async run(request) {
      const row = await storage.findSession(idOf(request));
      if (!row) throw new ApiError('resource_not_found');
      await revokeSession(services, request, row);
      const ofUser = `/users/${row.user_id}/sessions`;
      return { to: request.form.text('from') === ofUser ? ofUser : PATH, done: 'sessionEnded' };
    },
  });
}
