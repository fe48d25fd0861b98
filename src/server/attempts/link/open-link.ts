import { isOver } from '../../clock.ts';
import { type LinkData, readLinkData } from '../../factors/link/send-link.ts';
import { hashToken, isToken } from '../../ids.ts';
import type { Services } from '../../services.ts';
import type { Browser } from '../../sessions/browser.ts';
import type { ChallengeResult, ChallengeRow } from '../../storage/rows.ts';
import type { Actor } from '../../http/request-context.ts';

/** Why a link cannot be confirmed. `mismatch`: it has to be opened in the browser that asked for it. */
export type DeadLink = 'unknown' | 'expired' | 'used' | 'refused' | 'mismatch';

/** A link that cannot be confirmed. */
export interface RefusedLink {
  dead: DeadLink;
  /** Undefined when the link is unknown. */
  data: LinkData | undefined;
}

/** A link that still waits to be confirmed. */
export interface LiveLink {
  dead?: undefined;
  challenge: ChallengeRow;
  data: LinkData;
}

/** A link that the browser of a request can confirm. */
export interface OpenedLink extends LiveLink {
  browser: Browser;
  /** The browser is the one that asked for the link. */
  isSameClient: boolean;
}

/** Looks a link up, and changes nothing. */
export async function openLink(
  services: Services,
  actor: Pick<Actor, 'now'>,
  token: string,
): Promise<LiveLink | RefusedLink> {
  const challenge = isToken(token) ? await services.storage.findChallengeByToken(hashToken(token)) : undefined;
  if (challenge?.kind !== 'email_link') return { dead: 'unknown', data: undefined };
  const data = readLinkData(challenge);
  const dead = await problemOf(services, actor, challenge);
  return dead ? { dead, data } : { challenge, data };
}

/** Decides whether a browser may confirm a link. */
export function matchBrowser(
  { config }: Pick<Services, 'config'>,
  { challenge, data }: LiveLink,
  browser: Browser,
): OpenedLink | RefusedLink {
  const isSameClient = browser.client?.id === challenge.client_id;
  // Without a number to match, a user who opens a link that they never asked for would sign in a stranger.
  const isPossible = isSameClient || (!config.emailLinkRequireSameClient && data.match_number !== undefined);
  return isPossible ? { challenge, data, browser, isSameClient } : { dead: 'mismatch', data };
}

async function problemOf(
  services: Services,
  { now }: Pick<Actor, 'now'>,
  challenge: ChallengeRow,
): Promise<DeadLink | undefined> {
  const { error } = JSON.parse(challenge.result ?? '{}') as ChallengeResult;
  if (error) return 'refused';
  if (challenge.consumed_at !== null) return 'used';
  if (challenge.revoked_at !== null) return 'unknown';
  if (isOver(challenge.expires_at, now)) return 'expired';
  return (await isCurrent(services, challenge)) ? undefined : 'unknown';
}

/** Returns whether the attempt or address still waits for the link. It may have gone on by other means since. */
async function isCurrent({ storage }: Services, challenge: ChallengeRow): Promise<boolean> {
  const { id, subject, client_id, purpose } = challenge;
  if (purpose === 'email_address') {
    const row = await storage.findEmailAddress(readLinkData(challenge).user_id ?? '', subject);
    return row?.challenge_id === id && !row.verified;
  }
  if (client_id === null) return false;
  if (purpose === 'sign_up') return (await storage.findSignUp(client_id, subject))?.email_challenge_id === id;
  const row = await storage.findSignIn(client_id, subject);
  return (purpose === 'sign_in' ? row?.challenge_id : row?.second_challenge_id) === id;
}
