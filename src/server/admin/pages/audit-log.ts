import { type Html, html } from '../../lib/html.ts';
import { isId } from '../../ids.ts';
import type { Services } from '../../services.ts';
import type { AuditedKind, AuditEntryRow } from '../../storage/rows.ts';
import type { AuditFilter } from '../../storage/tables/audit-log-table.ts';
import { ADMIN_PATH } from '../admin-link.ts';
import type { AdminRoutes } from '../admin-request.ts';
import { auditTable } from '../parts/audit-table.ts';
import { checkbox, field, select } from '../parts/form.ts';
import { linkButton } from '../parts/layout.ts';
import { older } from '../parts/older.ts';
import { TEXTS } from '../texts.ts';
import { SERVER_TEXTS } from '../texts/server.ts';

const PATH = '/audit-log';
const LIMIT = 50;
const MAX_TEXT = 100;
const FILTERS = ['kind', 'by', 'call', 'target', 'changes'] as const;
const { audit: texts } = SERVER_TEXTS;
const { kinds } = TEXTS.activity;

/** Every administrative call, with filters. */
export function auditLogPages(routes: AdminRoutes, { storage }: Services): void {
  routes.page(PATH, async ({ query, now }) => {
    const rows = await storage.listAuditEntries(readFilter(query), LIMIT + 1);
    const shown = rows.slice(0, LIMIT);
    const isFiltered = FILTERS.some((name) => query.get(name));
    return {
      title: texts.title,
      description: texts.description,
      content: html`${filters(query, isFiltered)}
${auditTable(shown, now, { hasTarget: true, empty: isFiltered ? texts.nothing : texts.none })}
${older({ path: PATH, query }, { name: 'before', last: rows.length > LIMIT ? placeOf(shown.at(-1)) : undefined })}`,
    };
  });
}

function filters(query: URLSearchParams, isFiltered: boolean): Html {
  const { list } = TEXTS;
  const text = (name: string, label: string, placeholder: string) =>
    field({ name, label, value: query.get(name), placeholder, isOptional: 'quiet', maxlength: MAX_TEXT });
  return html`<form class="filters" action="${ADMIN_PATH}${PATH}" role="search"><div class="filter-row">
${select({ name: 'kind', label: texts.kind, value: query.get('kind') ?? '', choices: [['', texts.any], ...Object.entries(kinds)] })}
${text('by', texts.who, texts.whoHint)}
${text('call', texts.what, texts.whatHint)}
${text('target', texts.target, texts.targetHint)}
${checkbox({ name: 'changes', label: texts.changes, isChecked: query.get('changes') === 'true' })}
<div class="buttons"><button class="button plain">${list.apply}</button>${isFiltered && linkButton(PATH, list.clear)}</div>
</div></form>`;
}

function readFilter(query: URLSearchParams): AuditFilter {
  const text = (name: string) => query.get(name)?.trim().slice(0, MAX_TEXT) || undefined;
  const kind = text('kind');
  return {
    byKind: kind !== undefined && Object.hasOwn(kinds, kind) ? (kind as AuditedKind) : undefined,
    by: text('by'),
    action: text('call'),
    target: text('target'),
    isChange: text('changes') === 'true' ? true : undefined,
    before: readPlace(query.get('before')),
  };
}

/** Where a page of the list ends: the time and the id of its last entry. */
function placeOf(entry: AuditEntryRow | undefined): string | undefined {
  return entry && `${entry.created_at}.${entry.id}`;
}

function readPlace(text: string | null): AuditFilter['before'] {
  const [time = '', id = ''] = text?.split('.') ?? [];
  return /^\d{1,15}$/.test(time) && isId(id) ? { created_at: Number(time), id } : undefined;
}
