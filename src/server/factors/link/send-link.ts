import type { MailPurpose } from '../../delivery/port.ts';
import { redirectTarget } from '../../http/redirect-target.ts';
import type { Actor } from '../../http/request-context.ts';
import { hashToken, newId, newToken } from '../../ids.ts';
import type { Services } from '../../services.ts';
import { requesterOf } from '../../sessions/device.ts';
import { blankChallenge } from '../../storage/blank-rows.ts';
import type { ChallengeRow, CodePurpose } from '../../storage/rows.ts';
import type { StorageOps } from '../../storage/storage.ts';
import type { Account } from '../../users/account.ts';
import { CODE_MINUTES } from '../code/code-target.ts';
import { sendCode } from '../code/send-code.ts';
import { matchNumbers } from './match-numbers.ts';

/** What a link is for, and how its confirmation goes on. */
export interface LinkTarget {
  purpose: CodePurpose;
  /** Id of the attempt or address. */
  subject: string;
  /** The recipient: one email address. */
  to: string;
  mailPurpose: MailPurpose;
  /** The owner of the address, when the link verifies an address without an attempt. */
  userId?: string;
  /** The account that the link proves, as for a code. */
  account?: Account | undefined;
  /** The client of the browser that asks for the link. */
  clientId: string | null;
  /** The page that the confirmation leads to; the application's home unless it is on an allowed origin. */
  redirectUrl?: string | undefined;
  /** The browser can show the number that the page behind the link asks for. */
  showsNumber?: boolean | undefined;
}

/** What the server stores of a link until it is opened: `data` of its challenge. */
export interface LinkData {
  /** The page that the confirmation leads to. It was checked when the link was sent, and is checked again when used. */
  redirect_url: string;
  /** The address that the link went to. */
  email: string;
  /** The owner of the address, when it is one of an account's. */
  user_id?: string;
  mail_purpose: MailPurpose;
  /** The browser that asked for the link. A session that the link starts is recorded with these. */
  ip: string | null;
  user_agent: string | null;
  /** The number that the browser shows; absent when it cannot show one. */
  match_number?: string;
}

export function readLinkData({ data }: Pick<ChallengeRow, 'data'>): LinkData {
  return JSON.parse(data) as LinkData;
}

/**
 * Mails a link together with a code. They replace earlier links and codes for the same target.
 *
 * @param attach writes both ids where they belong; part of the transaction that creates them, and may run again
 * @throws {ApiError} as {@link sendCode}
 */
export async function sendLink(
  services: Services,
  actor: Actor,
  target: LinkTarget,
  attach: (tx: StorageOps, made: { codeId: string; challengeId: string }) => Promise<unknown>,
): Promise<void> {
  const { config, codeKey, storage } = services;
  const { now, ip, userAgent } = actor;
  const { purpose, subject, to, mailPurpose, userId, account, clientId } = target;
  const token = newToken();
  const id = newId('chal');
  const data: LinkData = {
    redirect_url: redirectTarget([target.redirectUrl ?? ''], config),
    email: to,
    mail_purpose: mailPurpose,
    ip,
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
    await sendCode(services, actor, { purpose, subject, channel: 'email', to, account }, store, (code) => ({
      to,
      channel: 'email',
      template: 'email_link',
      code,
      // Built from the settings, never from a header of the request: a forged header would send the token to an
      // attacker (docs/security.md, 23).
      url: `${config.url}/v1/verify?token=${token}`,
      expiresInMinutes: CODE_MINUTES,
      purpose: mailPurpose,
      requester: requesterOf(actor, now),
    }));
  } catch (error) {
    await storage.revokeChallenge(id, now);
    throw error;
  }
}
