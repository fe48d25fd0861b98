import { BackendUserView } from '../../backend-api/backend-user-view.ts';
import { DAY_MS } from '../../clock.ts';
import { type Html, html } from '../../lib/html.ts';
import type { Services } from '../../services.ts';
import { USER_ORDERS, type UserFilter, type UserOrder } from '../../storage/tables/user-filter.ts';
import { MAX_TRIES } from '../../users/lockout.ts';
import { ADMIN_PATH } from '../admin-link.ts';
import type { AdminRequest, AdminRoutes } from '../admin-request.ts';
import { field, select } from '../parts/form.ts';
import { icon } from '../parts/icon.ts';
import { clip, linkButton } from '../parts/layout.ts';
import { identifierOf, personLink, statusBadges } from '../parts/person.ts';
import { type Listed, PAGE_SIZE, pager, readOffset, table } from '../parts/table.ts';
import { ago } from '../parts/times.ts';
import { TEXTS } from '../texts.ts';

const PATH = '/users';
const MAX_QUERY = 256;
const FILTERS = [
  'status',
  'second_factor',
  'provider',
  'created_from',
  'created_to',
  'active_from',
  'active_to',
] as const;

/** The list of users. */
export function userListPages(routes: AdminRoutes, services: Services): void {
  const { storage, config } = services;
  const { users: texts } = TEXTS;

  routes.page(PATH, async (request) => {
    const { query, now } = request;
    const filter = readFilter(request);
    const order = readOrder(query.get('order'));
    const offset = readOffset(query);
    const [rows, all] = await Promise.all([
      storage.listUsers(filter, order, { limit: PAGE_SIZE, offset }),
      storage.countUsers(filter),
    ]);
    const users = await new BackendUserView(services, now).backendUsers(rows);
    const listed: Listed = { path: PATH, query, order: `${order.direction === 'desc' ? '-' : ''}${order.by}` };
    const list = table({
      caption: texts.caption,
      columns: [
        { label: texts.user, sort: 'first_name' },
        { label: texts.email, sort: 'email_address' },
        { label: texts.username, sort: 'username' },
        { label: texts.status },
        { label: texts.lastActive, sort: 'last_active_at' },
        { label: texts.created, sort: 'created_at' },
      ],
      rows: users.map((user) => [
        personLink(config, user),
        clip(identifierOf(user)),
        clip(user.username),
        statusBadges(user),
        ago(user.last_active_at, now),
        ago(user.created_at, now),
      ]),
      empty: Object.keys(filter).length > 0 ? texts.nothing : texts.none,
      listed,
    });
    return {
      title: texts.title,
      actions: linkButton('/users/new', texts.create, { tone: 'primary', icon: 'plus' }),
      content: html`${filters(request)}
<div id="results"><p class="soft count" data-count>${texts.count(all)}</p>
${list}
${pager(listed, { offset, shown: users.length, all })}</div>`,
    };
  });

  function filters({ query }: AdminRequest): Html {
    const { list } = TEXTS;
    const value = (name: string) => query.get(name) ?? '';
    const isFiltered = FILTERS.some((name) => value(name) !== '');
    const providers = config.oauth.map(({ strategy, name }) => [strategy, name] as const);
    const dates = [
      ['created_from', texts.createdFrom],
      ['created_to', texts.createdTo],
      ['active_from', texts.activeFrom],
      ['active_to', texts.activeTo],
    ] as const;
    const { statuses } = texts;
    return html`<form class="filters" action="${ADMIN_PATH}${PATH}" role="search" data-live>
${query.get('order') && html`<input type="hidden" name="order" value="${value('order')}">`}
<div class="search"><label class="hidden" for="query">${texts.searchLabel}</label>
<input class="input" type="search" id="query" name="query" value="${value('query')}" placeholder="${texts.searchHint}" autocomplete="off" spellcheck="false" maxlength="${MAX_QUERY}">
<button class="button plain">${icon('search')}${list.search}</button></div>
<details class="more"${isFiltered && html` open`}><summary>${list.filters}</summary>
<div class="filter-row">
${select({
  name: 'status',
  label: texts.status,
  value: value('status'),
  choices: [
    ['', texts.any],
    ['banned', statuses.banned],
    ['locked', statuses.locked],
    ['enabled', statuses.enabled],
  ],
})}
${select({
  name: 'second_factor',
  label: texts.secondFactor,
  value: value('second_factor'),
  choices: [
    ['', texts.any],
    ['on', texts.on],
    ['off', texts.off],
  ],
})}
${providers.length > 0 && select({ name: 'provider', label: texts.provider, value: value('provider'), choices: [['', texts.any], ...providers] })}
${dates.map(([name, label]) => field({ name, label, type: 'date', value: value(name), isOptional: 'quiet' }))}
<div class="buttons"><button class="button plain">${list.apply}</button>${isFiltered && linkButton(PATH, list.clear)}</div>
</div></details>
</form>`;
  }
}

function readFilter({ query, now }: AdminRequest): UserFilter {
  const text = (name: string) => query.get(name)?.trim().slice(0, MAX_QUERY) || undefined;
  const status = text('status');
  const secondFactor = text('second_factor');
  const locked = (is: boolean) => ({ is, tries: MAX_TRIES, now });
  const filter: { [Name in keyof UserFilter]: UserFilter[Name] | undefined } = {
    query: text('query'),
    provider: text('provider'),
    ...(status === 'banned' && { banned: true }),
    ...(status === 'locked' && { locked: locked(true) }),
    ...(status === 'enabled' && { banned: false, locked: locked(false) }),
    ...((secondFactor === 'on' || secondFactor === 'off') && { hasSecondFactor: secondFactor === 'on' }),
    after: bounds({ created_at: dayOf(text('created_from'), -1), last_active_at: dayOf(text('active_from'), -1) }),
    before: bounds({ created_at: dayOf(text('created_to'), DAY_MS), last_active_at: dayOf(text('active_to'), DAY_MS) }),
  };
  return Object.fromEntries(Object.entries(filter).filter(([, part]) => part !== undefined)) as UserFilter;
}

/** Reads a day in UTC, and adds milliseconds, since bounds are outside themselves. A text that is no day counts as none. */
function dayOf(text: string | undefined, plus: number): number | undefined {
  if (text === undefined || !/^\d{4}-\d\d-\d\d$/.test(text)) return undefined;
  const day = Date.parse(`${text}T00:00:00Z`);
  return Number.isNaN(day) ? undefined : day + plus;
}

function bounds(times: Readonly<Record<'created_at' | 'last_active_at', number | undefined>>): UserFilter['before'] {
  const given = Object.entries(times).filter(([, time]) => time !== undefined);
  return given.length > 0 ? Object.fromEntries(given) : undefined;
}

function readOrder(text: string | null): UserOrder {
  const by = USER_ORDERS.find((order) => order === text?.replace(/^-/, ''));
  return by ? { by, direction: text?.startsWith('-') ? 'desc' : 'asc' } : { by: 'created_at', direction: 'desc' };
}
