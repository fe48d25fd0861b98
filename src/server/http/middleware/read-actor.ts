import { type Actor, NO_PLACE, type Place } from '../request-context.ts';
import { parseAcceptLanguage } from '../accept-language.ts';
import { ipBucketOf } from './client-ip.ts';

const MAX_USER_AGENT = 1_024;

/**
 * Says who sent a request.
 *
 * @param own what the caller has read; `ip`: null = unknown
 */
export function readActor(
  headers: Headers,
  { now, ip, place = NO_PLACE, azp }: { now: number; ip: string | null; place?: Place; azp?: string | undefined },
): Actor {
  return {
    now,
    ip,
    ipBucket: ip === null ? null : ipBucketOf(ip),
    place,
    userAgent: headers.get('user-agent')?.slice(0, MAX_USER_AGENT) ?? null,
    languages: parseAcceptLanguage(headers.get('accept-language')),
    azp,
  };
}
