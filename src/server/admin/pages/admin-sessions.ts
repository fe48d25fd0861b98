import { ApiError } from '../../http/errors.ts';
import { html } from '../../lib/html.ts';
import type { Services } from '../../services.ts';
import { type AdminRoutes, idOf } from '../admin-request.ts';
import { listAdminSessions } from '../admin-session.ts';
import { button } from '../parts/form.ts';
import { badge } from '../parts/layout.ts';
import { table } from '../parts/table.ts';
import { ago } from '../parts/times.ts';
import { TEXTS } from '../texts.ts';

/** The browsers that are signed in to the admin page. */
export function adminSessionPages(routes: AdminRoutes, services: Services): void {
  const { adminSessions: texts } = TEXTS;

  routes.page('/admin-sessions', async (request) => {
    const { now } = request;
    const sessions = await listAdminSessions(services, now);
    return {
      title: texts.title,
      description: texts.description,
      content: table({
        caption: texts.caption,
        columns: [texts.signedInWith, texts.browser, texts.address, texts.began, texts.lastUsed, texts.action].map(
          (label) => ({ label }),
        ),
        rows: sessions.map((session) => {
          const isThis = session.id === request.session.id;
          return [
            html`${session.name} ${isThis && badge(texts.thisOne)}`,
            session.device ?? TEXTS.unknown,
            session.ip_address ?? TEXTS.unknown,
            ago(session.created_at, now),
            ago(isThis ? now : session.last_used_at, now),
            isThis
              ? TEXTS.empty
              : button(request, {
                  action: `/admin-sessions/${session.id}/end`,
                  text: texts.end,
                  label: texts.endThat(session.name),
                }),
          ];
        }),
        empty: '',
      }),
    };
  });

  routes.action('/admin-sessions/:id/end', {
    async run(request) {
      if (!(await services.storage.deleteAdminSession(idOf(request)))) throw new ApiError('resource_not_found');
      return { to: '/admin-sessions', done: 'adminSessionEnded' };
    },
  });
}
