import { steadyNow } from '../../../client/platform/steady-now.ts';
import { dateModifiers } from '../../../localization/date-modifiers.ts';
import { addModifiers } from '../../../localization/translate.ts';
import type { ViewHost } from '../../base/view-host.ts';

addModifiers(dateModifiers);

/**
 * Says when a moment in the past was: `Today at 9:41 AM`, `Last Monday at …`, a date. Days are those of this device.
 */
export function whenWas(host: ViewHost, date: Date): string {
  const days = Math.round((startOfDay(new Date(steadyNow())) - startOfDay(date)) / 86_400_000);
  const key = days <= 0 ? 'sameDay' : days === 1 ? 'lastDay' : days < 7 ? 'previous6Days' : 'numeric';
  return host.t(`dates.${key}`, { date });
}

function startOfDay(date: Date): number {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
}
