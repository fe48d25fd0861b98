import { dateModifiers } from '../../../localization/date-modifiers.ts';
import { addModifiers } from '../../../localization/translate.ts';
import type { ViewHost } from '../../base/view-host.ts';

addModifiers(dateModifiers);

/** A moment of the past in words: `Today at 9:41 AM`, `Last Monday at …`, a date. Days are those of this device. */
export function lastActive(host: ViewHost, date: Date, now = new Date()): string {
  const days = Math.round((startOfDay(now) - startOfDay(date)) / 86_400_000);
  const key = days <= 0 ? 'sameDay' : days === 1 ? 'lastDay' : days < 7 ? 'previous6Days' : 'numeric';
  return host.t(`dates.${key}`, { date });
}

function startOfDay(date: Date): number {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
}
