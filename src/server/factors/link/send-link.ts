import type { MailPurpose } from '../../delivery/port.ts';
import { hashToken, newId, newToken } from '../../ids.ts';
import { redirectTarget } from '../../http/redirect-target.ts';
import type { Services } from '../../services.ts';
import { requesterOf } from '../../sessions/device.ts';
import { type Browser, openClient, rotateClient } from '../../sessions/browser.ts';
import type { CodePurpose } from '../../storage/rows.ts';
import { blankChallenge } from '../../storage/blank-rows.ts';
import type { StorageOps } from '../../storage/storage.ts';
import { CODE_MINUTES, sendCode } from '../code/one-time-code.ts';
import type { Account } from '../../users/account.ts';
import type { LinkData } from './link-data.ts';
import { matchNumbers } from './match-numbers.ts';

/** What a link is for. */
export interface LinkTarget {
  purpose: CodePurpose;
  /** Id of the attempt or address. */
  subject: string;
  /** One e-mail address. */
  to: string;
  mailPurpose: MailPurpose;
  /** Whose address it is, when it is one of an account's that has no attempt. */
  userId?: string;
  /** Whose account it opens, as for a code. */
  account?: Account | undefined;
  /** The link signs in the browser that asked for it. */
  startsSession: boolean;
}

/**
 * Mails a link together with a code. Older links and codes for the same target are dead from then on.
 *
 * The browser may be signed in later without a request of its own, when the link is opened in another browser. So its
 * cookie is replaced now, and one that an attacker planted before is worth nothing by then (session fixation).
 *
 * Reads `redirect_url`, and `number_match`, by which a client says that it can show the number to be matched.
 *
 * @param attach writes both ids where they belong; part of the transaction that makes them, and may be run again
 * @returns the browser, with its new cookie when the link signs it in
 * @throws {ApiError} as {@link sendCode}
 */
export async function sendLink(
  services: Services,
  browser: Browser,
  target: LinkTarget,
  attach: (tx: StorageOps, made: { codeId: string; challengeId: string }) => Promise<unknown>,
): Promise<Browser> {
  const { config, codeKey, storage } = services;
  const { now, params, ip, userAgent } = browser;
  const { purpose, subject, to, mailPurpose, userId, account } = target;
  const token = newToken();
  const id = newId('chal');
  const data: LinkData = {
    redirect_url: redirectTarget([params.text('redirect_url', 2_048) ?? ''], config),
    email: to,
    mail_purpose: mailPurpose,
    ip,
    user_agent: userAgent,
  };
  if (userId) data.user_id = userId;
  const canMatch = params.text('number_match', 8) === 'true' && !config.emailLinkRequireSameClient;
  if (canMatch) data.match_number = String(matchNumbers(codeKey, id).shown);
  const row = blankChallenge(
    {
      id,
      kind: 'email_link',
      purpose,
      subject,
      client_id: browser.client?.id ?? null,
      token_hash: hashToken(token),
      data: JSON.stringify(data),
      expires_at: now + CODE_MINUTES * 60_000,
    },
    now,
  );
  const keep = async (tx: StorageOps, codeId: string) => {
    await tx.insertChallenge(row);
    await attach(tx, { codeId, challengeId: id });
  };
  try {
    await sendCode(services, browser, { purpose, subject, channel: 'email', to, account }, keep, (code) => ({
      to,
      channel: 'email',
      template: 'email_link',
      code,
      // Never from a header of the request: whoever forges one would get the token (docs/security.md, 23).
      url: `${config.url}/v1/verify?token=${token}`,
      expiresInMinutes: CODE_MINUTES,
      purpose: mailPurpose,
      requester: requesterOf(browser, now),
    }));
  } catch (error) {
    await storage.revokeChallenge(id, now);
    throw error;
  }
  // A cookie that this request made is new enough.
  if (!target.startsSession || browser.isCookieNew) return browser;
  return storage.transaction(async (tx) => rotateClient(tx, services, await openClient(tx, services, browser)));
}
