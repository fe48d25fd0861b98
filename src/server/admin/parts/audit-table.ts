import { type Html, type HtmlContent, html } from '../../lib/html.ts';
import type { AuditEntryRow } from '../../storage/rows.ts';
import { TEXTS } from '../texts.ts';
import { badge } from './layout.ts';
import { type Column, table } from './table.ts';
import { targetLink } from './target-link.ts';
import { ago } from './times.ts';

const { activity: texts } = TEXTS;
const COLUMNS: readonly Column[] = [texts.action, texts.by, texts.outcome, texts.address, texts.when].map((label) => ({
  label,
}));

/**
 * Entries of the audit log as a table.
 *
 * @param hasTarget whether a column says what each call is about, which one object's own list need not
 */
export function auditTable(
  entries: readonly AuditEntryRow[],
  now: number,
  { hasTarget = false, empty = texts.noAudit }: { hasTarget?: boolean; empty?: string } = {},
): Html {
  const target = hasTarget ? [{ label: texts.target }] : [];
  const [action, ...others] = COLUMNS;
  return table({
    caption: texts.auditCaption,
    columns: [...(action ? [action] : []), ...target, ...others],
    rows: entries.map((entry) => [
      html`<code>${entry.action}</code>`,
      ...(hasTarget ? [targetLink(entry.target)] : []),
      html`<span>${texts.kinds[entry.by_kind]} <span class="soft">${entry.by_name}</span></span>`,
      outcome(entry.outcome),
      addressOf(entry),
      ago(entry.created_at, now),
    ]),
    empty,
  });
}

/** An address of version 6 is long, and may be broken. */
function addressOf({ ip_address: ip }: AuditEntryRow): HtmlContent {
  if (ip === null) return TEXTS.empty;
  return ip.includes(':') ? ip : html`<span class="whole">${ip}</span>`;
}

function outcome(code: string | null): Html {
  if (code === null) return badge(texts.underWay);
  return code === 'ok' ? badge(texts.ok, 'good') : badge(code, 'danger');
}
