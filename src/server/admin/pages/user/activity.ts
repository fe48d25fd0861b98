import { html } from '../../../lib/html.ts';
import type { Services } from '../../../services.ts';
import type { AdminRoutes } from '../../admin-request.ts';
import { auditTable } from '../../parts/audit-table.ts';
import { table } from '../../parts/table.ts';
import { ago } from '../../parts/times.ts';
import { TEXTS } from '../../texts.ts';
import { loadUser, userPage } from './user-page.ts';

const SHOWN = 50;
const { activity: texts } = TEXTS;

/** What happened to a user, and what administrators changed. */
export function userActivityPages(routes: AdminRoutes, { storage, ...services }: Services): void {
  routes.page('/users/:id/activity', async (request) => {
    const all = { ...services, storage };
    const user = await loadUser(all, request);
    const [events, entries] = await Promise.all([
      storage.listEvents(user.id),
      storage.listAuditEntries({ target: user.id, isChange: true }, SHOWN),
    ]);
    return userPage(
      all,
      user,
      '/activity',
      html`<section class="section"><div class="section-head"><div><h2>${texts.audit}</h2><p class="soft">${texts.auditDescription}</p></div></div>
${auditTable(entries, request.now)}</section>
<section class="section"><div class="section-head"><div><h2>${texts.events}</h2><p class="soft">${texts.eventsDescription}</p></div></div>
${table({
  caption: texts.eventsCaption,
  columns: [texts.event, texts.object, texts.address, texts.when].map((label) => ({ label })),
  rows: events
    .toReversed()
    .slice(0, SHOWN)
    .map((event) => [
      html`<code>${event.type}</code>`,
      html`<code>${objectOf(event.data)}</code>`,
      event.ip_address ?? TEXTS.empty,
      ago(event.created_at, request.now),
    ]),
  empty: texts.noEvents,
})}</section>`,
    );
  });
}

function objectOf(data: string): string {
  return (JSON.parse(data) as { id?: string }).id ?? TEXTS.empty;
}
