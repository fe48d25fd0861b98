import type { MailPurpose } from '../../delivery/port.ts';
import { redirectTarget } from '../../http/redirect-target.ts';
import type { Actor, Place } from '../../http/request-context.ts';
import { hashToken, newId, newToken } from '../../ids.ts';
import type { Services } from '../../services.ts';
import { blankChallenge } from '../../storage/blank-rows.ts';
import type { ChallengeRow, CodePurpose } from '../../storage/rows.ts';
import type { StorageOps } from '../../storage/storage.ts';
import type { Account } from '../../users/account.ts';
import { CODE_MINUTES } from '../code/code-target.ts';
import { sendCode } from '../code/send-code.ts';
import { matchNumbers } from './match-numbers.ts';

/** What a link is for, and which page follows its confirmation. */
export interface LinkTarget {
  purpose: CodePurpose;
  /** Id of the attempt or address. */
  subject: string;
  /** The recipient: one email address. */
  to: string;
  mailPurpose: MailPurpose;
  /** The owner of the address, when the link verifies an address without an attempt. */
  userId?: string;
  /** Language of the browser, as the attempt has it. */
  locale?: string | null;
  /** The account that the user proves to own by confirming the link. */
  account?: Account | undefined;
  /** The client of the browser that asks for the link. */
  clientId: string | null;
  /** The page that follows the confirmation. If it is not on an allowed origin, the application's home follows. */
  redirectUrl?: string | undefined;
  /** Whether this browser can show the number that the confirmation page asks for. */
  showsNumber?: boolean | undefined;
}

/** What the server stores about a link until the user confirms it, as JSON in `data` of the challenge. */
export interface LinkData {
  /** The page that follows the confirmation. The server checks it when it sends the link, and again at the confirmation. */
  redirect_url: string;
  /** The address that the link went to. */
  email: string;
  /** Id of the user who owns the address; absent when the link belongs to an attempt. */
  user_id?: string;
  mail_purpose: MailPurpose;
  /** The browser that asked for the link. The session that the link starts stores the same. */
  ip: string | null;
  place: Place;
  user_agent: string | null;
  /** The number that the browser shows; absent when it cannot show one. */
  match_number?: string;
}

/** Reads what {@link sendLink} stored about a link. Call it with the challenge of a link only. */
export function readLinkData({ data }: Pick<ChallengeRow, 'data'>): LinkData {
  return JSON.parse(data) as LinkData;
}

/**
 * Emails a link together with a code. They replace earlier links and codes for the same target.
 *
 * @param attach stores both ids in the attempt or address, in the transaction that creates them. It may run again
 * @throws {ApiError} as {@link sendCode}
 */
export async function sendLink(
  services: Services,
  actor: Actor,
  target: LinkTarget,
  attach: (tx: StorageOps, made: { codeId: string; challengeId: string }) => Promise<unknown>,
): Promise<void> {
  const { config, codeKey, storage } = services;
  const { now, ip, place, userAgent } = actor;
  const { purpose, subject, to, mailPurpose, userId, account, clientId, locale } = target;
  const codeTarget = { purpose, subject, channel: 'email', to, account, locale } as const;
  const token = newToken();
  const id = newId('chal');
  const data: LinkData = {
    redirect_url: redirectTarget([target.redirectUrl ?? ''], config),
    email: to,
    mail_purpose: mailPurpose,
    ip,
    place,
    user_agent: userAgent,
  };
  if (userId) data.user_id = userId;
  const canMatch = target.showsNumber && !config.emailLinkRequireSameClient;
  if (canMatch) data.match_number = String(matchNumbers(codeKey, id).shown);
  const row = blankChallenge(
    {
      id,
      kind: 'email_link',
      purpose,
      subject,
      client_id: clientId,
      token_hash: hashToken(token),
      data: JSON.stringify(data),
      expires_at: now + CODE_MINUTES * 60_000,
    },
    now,
  );
  const store = async (tx: StorageOps, codeId: string) => {
    await tx.insertChallenge(row);
    await attach(tx, { codeId, challengeId: id });
  };
  try {
    await sendCode(services, actor, codeTarget, store, (parts) => ({
      ...parts,
      to,
      channel: 'email',
      template: 'email_link',
      // Built from the settings, never from a header of the request: a forged header would send the token to an
      // attacker (docs/security.md, 23).
      url: `${config.url}/v1/verify?token=${token}`,
      purpose: mailPurpose,
    }));
  } catch (error) {
    await storage.revokeChallenge(id, now);
    throw error;
  }
}
