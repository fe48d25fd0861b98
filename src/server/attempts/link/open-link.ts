import { isOver } from '../../clock.ts';
import type { LinkData } from '../../factors/link/link-data.ts';
import { readLinkData } from '../../factors/link/link-data.ts';
import { hashToken } from '../../ids.ts';
import type { ChallengeResult } from '../../factors/create-challenge.ts';
import type { Services } from '../../services.ts';
import { findClient } from '../../sessions/open-client.ts';
import type { ChallengeRow } from '../../storage/rows.ts';
import type { RequestContext } from '../../http/request-context.ts';

/** Why a link does not work. `mismatch`: the user has to open it in the browser that asked for it. */
export type DeadLink = 'unknown' | 'expired' | 'used' | 'refused' | 'mismatch';

/** A mailed link that can be confirmed, or why it cannot. */
export type OpenedLink =
  | { dead: DeadLink; data: LinkData | undefined }
  | {
      dead?: undefined;
      challenge: ChallengeRow;
      data: LinkData;
      /** It was opened in the browser that asked for it. */
      isSameClient: boolean;
    };

const TOKEN = /^[A-Za-z0-9_-]{43}$/;

/** Looks a link up. It changes nothing, so it may be done as often as anybody likes. */
export async function openLink(services: Services, context: RequestContext, token: string): Promise<OpenedLink> {
  const { storage, config } = services;
  const challenge = TOKEN.test(token) ? await storage.findChallengeByToken(hashToken(token)) : undefined;
  if (challenge?.kind !== 'email_link') return { dead: 'unknown', data: undefined };
  const data = readLinkData(challenge);
  const dead = await judge(services, context, challenge);
  if (dead) return { dead, data };
  const client = await findClient(services, context);
  const isSameClient = client?.id === challenge.client_id;
  // Without a number to match, whoever opens a link that came unasked would sign in a stranger.
  const isPossible = isSameClient || (!config.emailLinkRequireSameClient && data.match_number !== undefined);
  return isPossible ? { challenge, data, isSameClient } : { dead: 'mismatch', data };
}

async function judge(
  services: Services,
  { now }: RequestContext,
  challenge: ChallengeRow,
): Promise<DeadLink | undefined> {
  const { error } = JSON.parse(challenge.result ?? '{}') as ChallengeResult;
  if (error) return 'refused';
  if (challenge.consumed_at !== null) return 'used';
  if (challenge.revoked_at !== null) return 'unknown';
  if (isOver(challenge.expires_at, now)) return 'expired';
  return (await isCurrent(services, challenge)) ? undefined : 'unknown';
}

/** Is it what the attempt or address waits for? It may have gone on by other means since. */
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
