import type { Requester } from '../port.ts';
import type { Block } from './mail.ts';
import { oneLine, utcTime } from './mail-text.ts';

/**
 * Device, place and time of whoever asked, so that the owner of the address can tell whether it was them.
 *
 * @param item what it was about, put first
 * @returns nothing when nothing is known
 */
export function requesterFacts(requester: Requester | undefined, item?: string): Block[] {
  const facts: [string, string][] = item ? [['What', item]] : [];
  if (requester) {
    const { device, place, at } = requester;
    facts.push(['Device', device ? oneLine(device) : 'Unknown']);
    if (place) facts.push(['Place', oneLine(place)]);
    facts.push(['Time', utcTime(at)]);
  }
  return facts.length > 0 ? [{ kind: 'facts', facts }] : [];
}
