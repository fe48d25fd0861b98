import { unlinked } from '../delivery/templates/mail-text.ts';
import type { Wording } from '../delivery/wording.ts';
import type { Actor, Place } from '../http/request-context.ts';
import type { SessionActivity } from '../storage/rows.ts';

/** Returns what a session notes of the request that uses it. */
export function activityOf({ ip, place: { city, country } }: Pick<Actor, 'ip' | 'place'>): SessionActivity {
  return { ip_address: ip, city, country };
}

/**
 * Describes where a request came from, for mails and pages: `Lisbon, Portugal (203.0.113.7)`.
 *
 * @param ip default: the place alone
 * @returns null when nothing is known
 */
export function describePlace(wording: Wording, { city, country }: Place, ip: string | null = null): string | null {
  const place = namePlace(wording, city && unlinked(city), country && wording.country(country));
  // The name holds its own isolates, so it is put into the text as it is.
  if (place && ip) return wording.text('requester.placeAndAddress', { address: ip }, { place });
  return place || (ip && wording.isolate(ip));
}

function namePlace(wording: Wording, city: string | null, country: string | null): string {
  if (city && country) return wording.text('requester.cityAndCountry', { city, country });
  return wording.isolate(city || country || '');
}
