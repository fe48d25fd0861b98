import { unlinked } from '../delivery/templates/mail-text.ts';
import type { Actor, Place } from '../http/request-context.ts';
import type { SessionActivity } from '../storage/rows.ts';

let regions: Intl.DisplayNames | undefined;

/** Returns what a session notes of the request that uses it. */
export function activityOf({ ip, place: { city, country } }: Pick<Actor, 'ip' | 'place'>): SessionActivity {
  return { ip_address: ip, city, country };
}

/**
 * Describes where a request came from, for mails and pages in English: `Lisbon, Portugal (203.0.113.7)`.
 *
 * @param ip default: the place alone
 * @returns null when nothing is known
 */
export function describePlace({ city, country }: Place, ip: string | null = null): string | null {
  const place = [city && unlinked(city), country && nameCountry(country)].filter(Boolean).join(', ');
  return place && ip ? `${place} (${ip})` : place || ip;
}

/** @returns the code when no country has it */
function nameCountry(code: string): string {
  regions ??= new Intl.DisplayNames('en', { type: 'region' });
  return regions.of(code) ?? code;
}
