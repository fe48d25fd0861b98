import { type Html, html } from '../../lib/html.ts';
import type { AuditEntryRow } from '../../storage/rows.ts';
import { TEXTS } from '../texts.ts';
import { badge } from './layout.ts';
import { type Column, table } from './table.ts';
import { ago } from './times.ts';

const { activity: texts } = TEXTS;
const COLUMNS: readonly Column[] = [texts.action, texts.by, texts.outcome, texts.address, texts.when].map((label) => ({
  label,
}));

/** Entries of the audit log as a table. */
export function auditTable(entries: readonly AuditEntryRow[], now: number): Html {
  return table({
    caption: texts.auditCaption,
    columns: COLUMNS,
    rows: entries.map((entry) => [
      html`<code>${entry.action}</code>`,
      html`<span>${texts.kinds[entry.by_kind]} <span class="soft">${entry.by_name}</span></span>`,
      outcome(entry.outcome),
      entry.ip_address ?? TEXTS.empty,
      ago(entry.created_at, now),
    ]),
    empty: texts.noAudit,
  });
}

function outcome(code: string | null): Html {
  if (code === null) return badge(texts.underWay);
  return code === 'ok' ? badge(texts.ok, 'good') : badge(code, 'danger');
}
