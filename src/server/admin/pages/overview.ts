import { DAY_MS } from '../../clock.ts';
import { type Html, type HtmlContent, html } from '../../lib/html.ts';
import type { Services } from '../../services.ts';
import { dayOf, type Period, type PeriodCount, startOf } from '../../storage/tables/statistics-table.ts';
import { ADMIN_PATH } from '../admin-link.ts';
import type { AdminRoutes } from '../admin-request.ts';
import { plot } from '../parts/plot.ts';
import { table } from '../parts/table.ts';
import { number } from '../texts.ts';
import { OVERVIEW_TEXTS as texts } from '../texts/overview.ts';

const PATH = '/overview';
const PERIODS = {
  day: { count: 30, days: 1, label: texts.days, column: texts.day },
  week: { count: 12, days: 7, label: texts.weeks, column: texts.week },
} as const satisfies Record<Period, object>;
const dayText = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });

/** One period of the plot. */
interface Row {
  label: string;
  signUps: number;
  active: number;
}

/** The first page after sign-in: how many users there are, and how that develops. */
export function overviewPages(routes: AdminRoutes, { storage }: Services): void {
  routes.page(PATH, async ({ query, now }) => {
    const period: Period = query.get('period') === 'week' ? 'week' : 'day';
    const { count, days, label, column } = PERIODS[period];
    const today = dayOf(now);
    const first = startOf(today, period) - (count - 1) * days;
    const monday = startOf(today, 'week');
    const [signUps, active, users, newUsers, activeToday, sessions, deliveries] = await Promise.all([
      storage.countSignUps(first, period),
      storage.countActiveUsers(first, period),
      storage.countUsers({}),
      storage.countUsers({ after: { created_at: monday * DAY_MS - 1 } }),
      storage.countActiveUsers(today, 'day'),
      storage.countSessions({ status: { is: 'active', now } }),
      storage.countWebhookDeliveries(),
    ]);
    const rows = Array.from({ length: count }, (_, i): Row => {
      const day = first + i * days;
      return { label: dayText.format(day * DAY_MS), signUps: countAt(signUps, day), active: countAt(active, day) };
    });
    const failed = deliveries.reduce((sum, each) => sum + (each.status === 'dead' ? each.count : 0), 0);
    return {
      title: texts.title,
      content: html`${figures([
        [texts.users, users, texts.inAll, '/users'],
        [texts.newUsers, newUsers, texts.sinceMonday, `/users?created_from=${isoDay(monday)}`],
        [texts.activeToday, activeToday.at(0)?.count ?? 0, texts.sinceMidnight, `/users?active_from=${isoDay(today)}`],
        [texts.sessions, sessions, texts.signedIn, '/sessions?status=active'],
        [texts.failed, failed, texts.ofWebhooks, '/webhooks'],
      ])}
<section class="section"><div class="section-head"><div><h2>${texts.plot}</h2><p class="soft">${texts.meaning}</p></div>${switcher(period)}</div>
<div class="card">${plot({
        points: rows.map((row, i) => ({
          label: row.label,
          bar: row.signUps,
          dot: row.active,
          title: texts.mark(i === count - 1 ? `${row.label}, ${texts.soFar}` : row.label, row.signUps, row.active),
        })),
        bars: texts.signUps,
        dots: texts.active,
        summary: summaryOf(label, rows),
      })}</div>
${users === 0 && html`<p class="soft plot-table">${texts.none}</p>`}
<details class="more plot-table"><summary>${texts.asTable}</summary>${table({
        caption: texts.caption[period],
        columns: [{ label: column }, { label: texts.signUps, isNumber: true }, { label: texts.active, isNumber: true }],
        rows: rows
          .toReversed()
          .map((row, i) => [
            html`${row.label}${i === 0 && html` <span class="soft">${texts.soFar}</span>`}`,
            number(row.signUps),
            number(row.active),
          ]),
        empty: '',
      })}</details></section>`,
    };
  });
}

function figures(items: readonly (readonly [name: string, value: number, said: string, path: string])[]): Html {
  return html`<h2 class="hidden">${texts.figures}</h2><ul class="figures">${items.map(([name, value, said, path]) => {
    const isBad = name === texts.failed && value > 0;
    return html`<li class="card"><a href="${ADMIN_PATH}${path}"><span class="name">${name}</span><b${isBad && html` class="bad"`}>${number(value)}</b><span class="soft">${said}</span></a></li>`;
  })}</ul>`;
}

function switcher(current: Period): HtmlContent {
  const link = (period: Period) =>
    html`<a href="${ADMIN_PATH}${PATH}${period === 'week' ? '?period=week' : ''}"${period === current && html` aria-current="true"`}>${PERIODS[period].label}</a>`;
  return html`<nav class="switch" aria-label="${texts.period}">${link('day')}${link('week')}</nav>`;
}

function summaryOf(label: string, rows: readonly Row[]): string {
  const most = rows.reduce((a, b) => (b.active > a.active ? b : a));
  const signUps = rows.reduce((sum, row) => sum + row.signUps, 0);
  return texts.summary(label, signUps, most.active, most.label);
}

function countAt(counts: readonly PeriodCount[], day: number): number {
  return counts.find((each) => each.day === day)?.count ?? 0;
}

function isoDay(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}
