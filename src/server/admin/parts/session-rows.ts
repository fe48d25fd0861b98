import { type Html, type HtmlContent, html } from '../../lib/html.ts';
import { ENGLISH } from '../../delivery/wording.ts';
import { describePlace } from '../../sessions/place.ts';
import { statusOf } from '../../sessions/session-status.ts';
import type { SessionRow } from '../../storage/rows.ts';
import type { AdminRequest } from '../admin-request.ts';
import { TEXTS } from '../texts.ts';
import { button } from './form.ts';
import { badge } from './layout.ts';
import { ago } from './times.ts';

const { sessions: texts } = TEXTS;

/** The names of the columns of {@link sessionCells}. */
export const SESSION_COLUMNS = [
  texts.device,
  texts.place,
  texts.status,
  texts.lastActive,
  texts.began,
  texts.action,
].map((label) => ({ label }));

/** The cells of a session in a table. @param from where the form that ends it comes back to: a path below `/__admin` */
export function sessionCells(request: AdminRequest, row: SessionRow, from: string): HtmlContent[] {
  const status = statusOf(row, request.now);
  const device = deviceOf(row);
  return [
    html`${device} ${row.actor !== null && badge(texts.actor, 'warning')}`,
    describePlace(ENGLISH, row, row.ip_address) ?? TEXTS.unknown,
    badge(texts.statuses[status], status === 'active' ? 'good' : 'neutral'),
    ago(row.last_active_at, request.now),
    ago(row.created_at, request.now),
    status === 'active' ? endButton(request, row, device, from) : TEXTS.empty,
  ];
}

function endButton(request: AdminRequest, row: SessionRow, device: string, from: string): Html {
  const label = texts.endThat(device);
  return html`${button(request, { action: `/sessions/${row.id}/end`, text: texts.end, label, fields: { from } })}`;
}

/** What the browser said of itself. */
function deviceOf({ browser_name: browser, browser_version: version, device_type: system }: SessionRow): string {
  const name = [browser, version?.split('.')[0]].filter(Boolean).join(' ');
  return [name, system].filter(Boolean).join(' on ') || texts.unknownDevice;
}
