import type { MailPurpose } from '../../delivery/port.ts';
import type { ChallengeRow } from '../../storage/rows.ts';

/** What is remembered of a mailed link until somebody opens it: `data` of its challenge. */
export interface LinkData {
  /** Where the confirmation goes on to: checked when it was asked for, and again when it is used. */
  redirect_url: string;
  /** The address it was mailed to. */
  email: string;
  /** Whose address it is, when it is one of an account's. */
  user_id?: string;
  mail_purpose: MailPurpose;
  /** The browser that asked. Its session, should one come of it, is noted with these. */
  ip: string | null;
  user_agent: string | null;
  /** The number that browser shows; absent when it cannot show one. */
  match_number?: string;
}

export function readLinkData({ data }: Pick<ChallengeRow, 'data'>): LinkData {
  return JSON.parse(data) as LinkData;
}
